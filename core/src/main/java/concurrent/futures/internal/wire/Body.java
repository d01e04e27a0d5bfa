package concurrent.futures.internal.wire;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The bodies of blobs: primitive arrays of any type, seen as bytes in the order of the machine. A long body made by an
/// encoder may be in several pieces, as a `byte[][]`; one that was received never is.
final class Body {
    /// The longest body in bytes. No Java array is much longer.
    static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    static final byte[] EMPTY = new byte[0];

    /// A received body for which the heap had no room: its bytes are dropped as they come.
    record Unreadable(int bytes) {}

    private Body() {}

    static MemorySegment segment(Object array) {
        return switch (array) {
            case byte[] a -> MemorySegment.ofArray(a);
            case short[] a -> MemorySegment.ofArray(a);
            case char[] a -> MemorySegment.ofArray(a);
            case int[] a -> MemorySegment.ofArray(a);
            case long[] a -> MemorySegment.ofArray(a);
            case float[] a -> MemorySegment.ofArray(a);
            case double[] a -> MemorySegment.ofArray(a);
            default -> throw new IllegalArgumentException("Not a body: " + array.getClass());
        };
    }

    static long bytes(Object body) {
        return switch (body) {
            case byte[] a -> a.length;
            case byte[][] pieces -> {
                long sum = 0;
                for (byte[] piece : pieces) {
                    sum += piece.length;
                }
                yield sum;
            }
            case Unreadable unreadable -> unreadable.bytes();
            default -> segment(body).byteSize();
        };
    }

    /// The tag of a primitive array that is a value of its own; [Tag#NULL] for anything else.
    static byte arrayTag(Object value) {
        return switch (value) {
            case byte[] a -> Tag.BYTE_ARRAY;
            case boolean[] a -> Tag.BOOLEAN_ARRAY;
            case short[] a -> Tag.SHORT_ARRAY;
            case char[] a -> Tag.CHAR_ARRAY;
            case int[] a -> Tag.INT_ARRAY;
            case long[] a -> Tag.LONG_ARRAY;
            case float[] a -> Tag.FLOAT_ARRAY;
            case double[] a -> Tag.DOUBLE_ARRAY;
            default -> Tag.NULL;
        };
    }

    static Object copy(Object array) {
        return switch (array) {
            case byte[] a -> a.clone();
            case boolean[] a -> toBytes(a);
            case short[] a -> a.clone();
            case char[] a -> a.clone();
            case int[] a -> a.clone();
            case long[] a -> a.clone();
            case float[] a -> a.clone();
            case double[] a -> a.clone();
            default -> throw new IllegalArgumentException("Not a primitive array: " + array.getClass());
        };
    }

    /// An array to receive a body in: the very array of a decoded array, where that is what the tag says.
    ///
    /// @throws WireFormatException if the length does not fit the tag
    static Object allocate(byte tag, int bytes) {
        int elementSize = elementSize(tag);
        if (bytes % elementSize != 0) {
            throw new WireFormatException("Body of " + bytes + " bytes is no multiple of its element size "
                    + elementSize + " (tag " + tag + ")");
        }
        if (bytes > Runtime.getRuntime().maxMemory()) {
            return new Unreadable(bytes);
        }
        try {
            int length = bytes / elementSize;
            return switch (tag) {
                case Tag.SHORT_ARRAY -> new short[length];
                case Tag.CHAR_ARRAY, Tag.UTF16 -> new char[length];
                case Tag.INT_ARRAY -> new int[length];
                case Tag.LONG_ARRAY -> new long[length];
                case Tag.FLOAT_ARRAY -> new float[length];
                case Tag.DOUBLE_ARRAY -> new double[length];
                default -> length == 0 ? EMPTY : new byte[length];
            };
        } catch (OutOfMemoryError noRoom) {
            return new Unreadable(bytes);
        }
    }

    private static int elementSize(byte tag) {
        return switch (tag) {
            case Tag.SHORT_ARRAY, Tag.CHAR_ARRAY, Tag.UTF16 -> Short.BYTES;
            case Tag.INT_ARRAY, Tag.FLOAT_ARRAY -> Integer.BYTES;
            case Tag.LONG_ARRAY, Tag.DOUBLE_ARRAY -> Long.BYTES;
            default -> Byte.BYTES;
        };
    }

    static byte[] toBytes(boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return bytes;
    }

    static boolean[] toBooleans(byte[] bytes) {
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /// All of a body in one array; the array itself where it is one already.
    static byte[] join(Object body) {
        if (body instanceof byte[] whole) {
            return whole;
        }
        byte[] joined = new byte[(int) bytes(body)];
        int at = 0;
        for (byte[] piece : (byte[][]) body) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }

    /// Says why a value of so many bytes can not travel, or `null` if it can.
    static @Nullable String tooLarge(long bytes) {
        return bytes <= MAX_BYTES
                ? null
                : "The encoded value has " + bytes + " bytes, more than the limit of " + MAX_BYTES
                        + ". Send it in parts, or let the task read it from a file or from shared memory";
    }
}
