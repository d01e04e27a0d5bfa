package concurrent.futures.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Values that need no stream: `null`, boxed primitives and strings. Big-endian.
///
/// Types are told apart without a `switch` over them: the JVM builds each such switch when it is first reached,
/// and every worker would wait for that before its first task.
public final class Scalars {
    /// In the place of a tag: not such a value.
    public static final byte OTHER = -1;

    private Scalars() {}

    /// The tag of a `null` or a boxed primitive, [#OTHER] for any other value.
    public static byte tag(@Nullable Object value) {
        if (value == null) {
            return Tag.NULL;
        }
        if (value instanceof Integer) {
            return Tag.INT;
        }
        if (value instanceof Long) {
            return Tag.LONG;
        }
        if (value instanceof Boolean flag) {
            return flag ? Tag.TRUE : Tag.FALSE;
        }
        if (value instanceof Number) {
            return value instanceof Double
                    ? Tag.DOUBLE
                    : value instanceof Float
                            ? Tag.FLOAT
                            : value instanceof Short ? Tag.SHORT : value instanceof Byte ? Tag.BYTE : OTHER;
        }
        return value instanceof Character ? Tag.CHAR : OTHER;
    }

    /// Such a value as a blob: boxed primitives are values, so they need no copy.
    public static Blob blob(byte tag, Object value) {
        return new Blob(tag, tag < Tag.BYTE ? Body.EMPTY : value, 0);
    }

    /// The number of bytes that follow such a tag; -1 for any other.
    static int width(byte tag) {
        return switch (tag) {
            case Tag.BYTE -> Byte.BYTES;
            case Tag.SHORT -> Short.BYTES;
            case Tag.CHAR -> Character.BYTES;
            case Tag.INT -> Integer.BYTES;
            case Tag.LONG -> Long.BYTES;
            case Tag.FLOAT -> Float.BYTES;
            case Tag.DOUBLE -> Double.BYTES;
            default -> -1;
        };
    }

    /// Writes a boxed primitive into a buffer with room for it.
    static void put(byte tag, Object value, ByteBuffer target) {
        switch (tag) {
            case Tag.BYTE -> target.put((Byte) value);
            case Tag.SHORT -> target.putShort((Short) value);
            case Tag.CHAR -> target.putChar((Character) value);
            case Tag.INT -> target.putInt((Integer) value);
            case Tag.LONG -> target.putLong((Long) value);
            case Tag.FLOAT -> target.putFloat((Float) value);
            case Tag.DOUBLE -> target.putDouble((Double) value);
            default -> throw new IllegalArgumentException("Not the tag of a boxed primitive: " + tag);
        }
    }

    /// Takes a boxed primitive from a buffer that has it.
    static Object get(byte tag, ByteBuffer source) {
        // Boxed by hand: a switch of numbers of several types would make all of them doubles.
        return switch (tag) {
            case Tag.BYTE -> Byte.valueOf(source.get());
            case Tag.SHORT -> Short.valueOf(source.getShort());
            case Tag.CHAR -> Character.valueOf(source.getChar());
            case Tag.INT -> Integer.valueOf(source.getInt());
            case Tag.LONG -> Long.valueOf(source.getLong());
            case Tag.FLOAT -> Float.valueOf(source.getFloat());
            case Tag.DOUBLE -> Double.valueOf(source.getDouble());
            default -> throw new IllegalArgumentException("Not the tag of a boxed primitive: " + tag);
        };
    }

    /// Writes such a value behind others: the tag says how long it is.
    public static void write(byte tag, @Nullable Object value, ByteSink sink) throws IOException {
        sink.write(tag);
        if (value == null) {
            return;
        }
        switch (tag) {
            case Tag.BYTE -> sink.write((Byte) value);
            case Tag.SHORT -> sink.writeShort((Short) value);
            case Tag.CHAR -> sink.writeShort((Character) value);
            case Tag.INT -> sink.writeInt((Integer) value);
            case Tag.LONG -> sink.writeLong((Long) value);
            case Tag.FLOAT -> sink.writeInt(Float.floatToRawIntBits((Float) value));
            case Tag.DOUBLE -> sink.writeLong(Double.doubleToRawLongBits((Double) value));
            default -> {} // The tag says all.
        }
    }

    public static @Nullable Object read(byte tag, ByteSource source) {
        return switch (tag) {
            case Tag.NULL -> null;
            case Tag.FALSE -> false;
            case Tag.TRUE -> true;
            case Tag.BYTE -> source.readByte();
            case Tag.SHORT -> (short) readShort(source);
            case Tag.CHAR -> (char) readShort(source);
            case Tag.INT -> source.readInt();
            case Tag.LONG -> source.readLong();
            case Tag.FLOAT -> Float.intBitsToFloat(source.readInt());
            case Tag.DOUBLE -> Double.longBitsToDouble(source.readLong());
            case Tag.LATIN1, Tag.UTF16 -> source.readText();
            default -> throw new WireFormatException("Tag " + tag + " is not that of a simple value");
        };
    }

    private static int readShort(ByteSource source) {
        int high = source.readByte();
        return high << 8 | (source.readByte() & 0xff);
    }

    /// A string as a body of its own.
    public static Blob text(String text) {
        byte[] latin1 = ByteSink.latin1(text);
        return latin1 != null ? new Blob(Tag.LATIN1, latin1, 0) : new Blob(Tag.UTF16, text.toCharArray(), 0);
    }

    public static String text(byte tag, Object body) {
        return tag == Tag.LATIN1 ? new String((byte[]) body, StandardCharsets.ISO_8859_1) : new String((char[]) body);
    }
}
