package concurrent.futures.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values that need no stream: `null`, boxed primitives and strings. Big-endian.
///
/// Types are told apart without a `switch` over them: the JVM builds each such switch when it is first reached,
/// and every worker would wait for that before its first task.
public final class Scalars {
    /// In the place of a tag: not such a value.
    public static final byte OTHER = -1;

    private static final Map<Class<?>, Byte> TAGS = Map.of(
            Byte.class, Tag.BYTE,
            Short.class, Tag.SHORT,
            Character.class, Tag.CHAR,
            Integer.class, Tag.INT,
            Long.class, Tag.LONG,
            Float.class, Tag.FLOAT,
            Double.class, Tag.DOUBLE);

    private Scalars() {}

    /// The tag of a `null` or a boxed primitive, [#OTHER] for any other value.
    public static byte tag(@Nullable Object value) {
        if (value == null) {
            return Tag.NULL;
        }
        if (value instanceof Boolean flag) {
            return flag ? Tag.TRUE : Tag.FALSE;
        }
        return TAGS.getOrDefault(value.getClass(), OTHER);
    }

    /// The bytes of a value with such a tag.
    public static byte[] bytes(byte tag, Object value) {
        return switch (tag) {
            case Tag.BYTE -> new byte[] {(Byte) value};
            case Tag.SHORT ->
                ByteBuffer.allocate(Short.BYTES).putShort((Short) value).array();
            case Tag.CHAR ->
                ByteBuffer.allocate(Character.BYTES).putChar((Character) value).array();
            case Tag.INT ->
                ByteBuffer.allocate(Integer.BYTES).putInt((Integer) value).array();
            case Tag.LONG ->
                ByteBuffer.allocate(Long.BYTES).putLong((Long) value).array();
            case Tag.FLOAT ->
                ByteBuffer.allocate(Float.BYTES).putFloat((Float) value).array();
            case Tag.DOUBLE ->
                ByteBuffer.allocate(Double.BYTES).putDouble((Double) value).array();
            default -> Body.EMPTY;
        };
    }

    /// Writes such a value behind others: the tag says how long it is.
    public static void write(byte tag, @Nullable Object value, ByteSink sink) throws IOException {
        sink.write(tag);
        if (value != null) {
            byte[] bytes = bytes(tag, value);
            sink.write(bytes, 0, bytes.length);
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
