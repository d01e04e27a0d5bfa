package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.Tag;
import concurrent.futures.internal.wire.WireFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes apart what an [Output] wrote: each read checks that the bytes are there.
final class Input {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int end;
    private int at;

    Input(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    int remaining() {
        return end - at;
    }

    /// How many bytes were read.
    int position() {
        return at;
    }

    byte readByte() {
        require(1);
        return bytes[at++];
    }

    /// The byte that is next, which stays there.
    byte peek() {
        require(1);
        return bytes[at];
    }

    short readShort() {
        require(Short.BYTES);
        at += Short.BYTES;
        return (short) SHORTS.get(bytes, at - Short.BYTES);
    }

    int readInt() {
        require(Integer.BYTES);
        return nextInt();
    }

    long readLong() {
        require(Long.BYTES);
        return nextLong();
    }

    /// Without a further look: see [#countOfRun].
    int nextInt() {
        at += Integer.BYTES;
        return (int) INTS.get(bytes, at - Integer.BYTES);
    }

    /// Likewise.
    long nextLong() {
        at += Long.BYTES;
        return (long) LONGS.get(bytes, at - Long.BYTES);
    }

    int readVarint() {
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

    /// How many elements follow: each takes a byte at least.
    int readCount() {
        int count = readVarint();
        require(count);
        return count;
    }

    /// How many numbers of this width follow, which are here.
    int countOfRun(int most, int width) {
        int count = readInt();
        if (count <= 0 || count > most) {
            throw new WireFormatException("A run of " + count + " numbers is not within the limits of 1 and " + most);
        }
        require((long) count * width);
        return count;
    }

    byte[] readBytes(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    Object readArray(byte tag) {
        int length = readVarint();
        require(length);
        at += length;
        return Body.copyIn(tag, bytes, at - length, length);
    }

    String readText(byte item) {
        int length = readVarint();
        if (item == Tag.LATIN1) {
            require(length);
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
        }
        if (item != Tag.UTF16) {
            throw unknown(item);
        }
        require((long) Character.BYTES * length);
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) (short) SHORTS.get(bytes, at);
            at += Character.BYTES;
        }
        return new String(chars);
    }

    WireFormatException unknown(byte item) {
        return new WireFormatException("Item " + item + " is none that may stand at byte " + (at - 1));
    }

    private void require(long length) {
        if (length > end - at) {
            throw new WireFormatException("Length " + length + " is above the limit: " + (end - at) + " bytes left");
        }
    }
}
