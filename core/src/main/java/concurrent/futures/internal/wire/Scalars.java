package concurrent.futures.internal.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Values that need no stream: `null`, boxed primitives and strings. Big-endian.
final class Scalars {
    private Scalars() {}

    /// The tag of a `null` or a boxed primitive, `-1` for any other value.
    static byte tag(@Nullable Object value) {
        return switch (value) {
            case null -> Tag.NULL;
            case Boolean b -> b ? Tag.TRUE : Tag.FALSE;
            case Byte b -> Tag.BYTE;
            case Short s -> Tag.SHORT;
            case Character c -> Tag.CHAR;
            case Integer i -> Tag.INT;
            case Long l -> Tag.LONG;
            case Float f -> Tag.FLOAT;
            case Double d -> Tag.DOUBLE;
            default -> -1;
        };
    }

    /// The bytes of a value with such a tag.
    static byte[] bytes(@Nullable Object value) {
        return switch (value) {
            case Byte b -> new byte[] {b};
            case Short s -> ByteBuffer.allocate(Short.BYTES).putShort(s).array();
            case Character c -> ByteBuffer.allocate(Character.BYTES).putChar(c).array();
            case Integer i -> ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
            case Long l -> ByteBuffer.allocate(Long.BYTES).putLong(l).array();
            case Float f -> ByteBuffer.allocate(Float.BYTES).putFloat(f).array();
            case Double d -> ByteBuffer.allocate(Double.BYTES).putDouble(d).array();
            case null, default -> Body.EMPTY;
        };
    }

    /// Writes such a value behind others: the tag says how long it is.
    static void write(byte tag, @Nullable Object value, ByteSink sink) throws IOException {
        sink.write(tag);
        switch (value) {
            case Byte b -> sink.write(b);
            case Short s -> writeShort(s, sink);
            case Character c -> writeShort(c, sink);
            case Integer i -> sink.writeInt(i);
            case Long l -> sink.writeLong(l);
            case Float f -> sink.writeInt(Float.floatToRawIntBits(f));
            case Double d -> sink.writeLong(Double.doubleToRawLongBits(d));
            case null, default -> {}
        }
    }

    private static void writeShort(int value, ByteSink sink) throws IOException {
        sink.write(value >>> 8);
        sink.write(value);
    }

    static @Nullable Object read(byte tag, ByteSource source) {
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
    static Blob text(String text) {
        byte[] latin1 = ByteSink.latin1(text);
        return latin1 != null ? new Blob(Tag.LATIN1, latin1, 0) : new Blob(Tag.UTF16, text.toCharArray(), 0);
    }

    static String text(byte tag, Object body) {
        return tag == Tag.LATIN1 ? new String((byte[]) body, StandardCharsets.ISO_8859_1) : new String((char[]) body);
    }
}
