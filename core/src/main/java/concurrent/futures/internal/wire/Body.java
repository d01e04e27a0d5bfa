package concurrent.futures.internal.wire;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The bodies of blobs: primitive arrays of any type, seen as bytes in the order of the machine. A long body made
/// by an encoder may be in several pieces, as a `byte[][]`; one that was received never is.
public final class Body {
    /// The longest body in bytes. No Java array is much longer.
    public static final int MAX_BYTES = Integer.MAX_VALUE - 64;

    public static final byte[] EMPTY = new byte[0];

    /// A received body for which the heap had no room: its bytes are dropped as they come.
    public record Unreadable(int bytes) {}

    /// A body whose large primitive arrays are apart: so they go from their own places to their own places, and are
    /// copied nowhere in between.
    ///
    /// @param rest the body without them, which refers to them by their indices
    /// @param arrays their bodies
    @SuppressWarnings("ArrayRecordComponent") // the owner of its arrays, never compared
    public record Apart(Object rest, Object[] arrays) {}

    /// So many bytes are less than any heap, and nobody has to ask for its limit, which takes a call of the JVM.
    private static final int FITS_ANY_HEAP = 64 * 1024;

    private static final Object[] NONE = {};

    private static final Map<Class<?>, Byte> ARRAY_TAGS = Map.of(
            byte[].class, Tag.BYTE_ARRAY,
            boolean[].class, Tag.BOOLEAN_ARRAY,
            short[].class, Tag.SHORT_ARRAY,
            char[].class, Tag.CHAR_ARRAY,
            int[].class, Tag.INT_ARRAY,
            long[].class, Tag.LONG_ARRAY,
            float[].class, Tag.FLOAT_ARRAY,
            double[].class, Tag.DOUBLE_ARRAY);

    private Body() {}

    /// The tag of a primitive array that is a value of its own; [Tag#NULL] for anything else.
    public static byte arrayTag(Object value) {
        return ARRAY_TAGS.getOrDefault(value.getClass(), Tag.NULL);
    }

    private static byte tagOf(Object array) {
        byte tag = arrayTag(array);
        if (tag == Tag.NULL || tag == Tag.BOOLEAN_ARRAY) {
            throw new IllegalArgumentException("Not a body: " + array.getClass());
        }
        return tag;
    }

    static MemorySegment segment(Object array) {
        return switch (tagOf(array)) {
            case Tag.SHORT_ARRAY -> MemorySegment.ofArray((short[]) array);
            case Tag.CHAR_ARRAY -> MemorySegment.ofArray((char[]) array);
            case Tag.INT_ARRAY -> MemorySegment.ofArray((int[]) array);
            case Tag.LONG_ARRAY -> MemorySegment.ofArray((long[]) array);
            case Tag.FLOAT_ARRAY -> MemorySegment.ofArray((float[]) array);
            case Tag.DOUBLE_ARRAY -> MemorySegment.ofArray((double[]) array);
            default -> MemorySegment.ofArray((byte[]) array);
        };
    }

    public static long bytes(Object body) {
        if (body instanceof byte[] bytes) {
            return bytes.length;
        }
        if (body instanceof Unreadable unreadable) {
            return unreadable.bytes();
        }
        if (body instanceof byte[][] pieces) {
            long sum = 0;
            for (byte[] piece : pieces) {
                sum += piece.length;
            }
            return sum;
        }
        if (body instanceof Apart apart) {
            long sum = bytes(apart.rest());
            for (Object array : apart.arrays()) {
                sum += bytes(array);
            }
            return sum;
        }
        return (long) Array.getLength(body) * elementSize(tagOf(body));
    }

    public static Object copy(byte tag, Object array) {
        return switch (tag) {
            case Tag.BYTE_ARRAY -> ((byte[]) array).clone();
            case Tag.BOOLEAN_ARRAY -> toBytes((boolean[]) array);
            case Tag.SHORT_ARRAY -> ((short[]) array).clone();
            case Tag.CHAR_ARRAY -> ((char[]) array).clone();
            case Tag.INT_ARRAY -> ((int[]) array).clone();
            case Tag.LONG_ARRAY -> ((long[]) array).clone();
            case Tag.FLOAT_ARRAY -> ((float[]) array).clone();
            case Tag.DOUBLE_ARRAY -> ((double[]) array).clone();
            default -> throw new IllegalArgumentException("Not a tag of an array: " + tag);
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
        if (bytes > FITS_ANY_HEAP && bytes > Runtime.getRuntime().maxMemory()) {
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

    public static boolean[] toBooleans(byte[] bytes) {
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /// Copies bytes of a primitive array, in the order of the machine, to an array of bytes.
    public static void copyOut(Object array, long from, byte[] into, int at, int length) {
        MemorySegment.copy(segment(array), from, MemorySegment.ofArray(into), at, length);
    }

    /// A primitive array with such a tag, made of these bytes, which are in the order of the machine.
    ///
    /// @throws WireFormatException if their number does not fit the tag
    public static Object copyIn(byte tag, byte[] bytes, int from, int length) {
        if (tag == Tag.BOOLEAN_ARRAY) {
            return toBooleans(Arrays.copyOfRange(bytes, from, from + length));
        }
        Object array = allocate(tag, length);
        if (array instanceof Unreadable) {
            throw new OutOfMemoryError("Java heap space: an array of " + length + " bytes");
        }
        if (length > 0) {
            MemorySegment.copy(MemorySegment.ofArray(bytes), from, segment(array), 0, length);
        }
        return array;
    }

    /// The arrays that are apart from a body; none of most.
    public static Object[] apart(Object body) {
        return body instanceof Apart apart ? apart.arrays() : NONE;
    }

    /// All of a body in one array, but for what is apart; the array itself where it is one already.
    public static byte[] join(Object body) {
        if (body instanceof Apart apart) {
            return join(apart.rest());
        }
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
    public static @Nullable String tooLarge(long bytes) {
        return bytes <= MAX_BYTES
                ? null
                : "The encoded value has " + bytes + " bytes, more than the limit of " + MAX_BYTES
                        + ". Send it in parts, or let the task read it from a file or from shared memory";
    }
}
