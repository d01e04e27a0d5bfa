package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Takes apart what a [ByteSink] wrote: each read checks that the bytes are there.
public final class ByteSource {
    private final ByteBuffer buffer;

    public ByteSource(byte[] bytes) {
        this.buffer = ByteBuffer.wrap(bytes);
    }

    public int remaining() {
        return buffer.remaining();
    }

    public int position() {
        return buffer.position();
    }

    public byte readByte() {
        require(1);
        return buffer.get();
    }

    public int readInt() {
        require(Integer.BYTES);
        return buffer.getInt();
    }

    public long readLong() {
        require(Long.BYTES);
        return buffer.getLong();
    }

    public int readVarint() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte b = readByte();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                if (value < 0) {
                    throw new WireFormatException("Number " + value + " is below the limit of 0");
                }
                return value;
            }
        }
        throw new WireFormatException("Number is longer than the limit of 5 bytes");
    }

    public byte[] readBytes(int length) {
        require(length);
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    @Nullable
    public String readText() {
        int lengthAndMark = readVarint();
        int length = lengthAndMark >>> 2;
        return switch (lengthAndMark & 3) {
            case 0 -> null;
            case 1 -> new String(readBytes(length), StandardCharsets.ISO_8859_1);
            case 2 -> readWide(length);
            default -> throw new WireFormatException("String mark " + (lengthAndMark & 3) + " is above the limit of 2");
        };
    }

    private String readWide(int length) {
        require(2L * length);
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = buffer.getChar();
        }
        return new String(chars);
    }

    /// A string that has to be there.
    public String readName() {
        String name = readText();
        if (name == null) {
            throw new WireFormatException("A name is missing");
        }
        return name;
    }

    private void require(long bytes) {
        if (bytes < 0 || bytes > buffer.remaining()) {
            throw new WireFormatException(
                    "Length " + bytes + " is above the limit: " + buffer.remaining() + " bytes left");
        }
    }
}
