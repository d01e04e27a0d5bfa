package concurrent.futures.internal.wire.graph;

import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSink;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Collects the bytes of a graph. As a [ByteSink] for numbers that are written a few million times: whoever has
/// called [#ensure] writes without a further look. Not thread-safe.
final class Output {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final int FIRST_PIECE = 512;
    private static final int ONE_PIECE_UP_TO = 64 * 1024;
    private static final int LARGEST_PIECE = 1024 * 1024;
    private static final int LONGEST_VARINT = 5;

    /// Up to this length, a string is written as it is looked at, and not copied first.
    private static final int SHORT_TEXT = 100;

    private final List<byte[]> fullPieces = new ArrayList<>();
    private byte[] piece = new byte[FIRST_PIECE];
    private int count;
    private long inFullPieces;

    /// Makes room for so many bytes, one behind the other.
    void ensure(int more) throws IOException {
        if (piece.length - count < more) {
            grow(more);
        }
    }

    /// Fails if so many further bytes are too many for a blob.
    void requireRoom(long more) throws IOException {
        String tooLarge = Body.tooLarge(size() + more);
        if (tooLarge != null) {
            throw new ByteSink.TooLargeException(tooLarge);
        }
    }

    private void grow(int more) throws IOException {
        requireRoom(more);
        if (count + (long) more <= ONE_PIECE_UP_TO) {
            piece = Arrays.copyOf(piece, Math.min(Math.max(piece.length * 2, count + more), ONE_PIECE_UP_TO));
            return;
        }
        boolean again = count < piece.length && piece.length == LARGEST_PIECE && more <= LARGEST_PIECE;
        if (count > 0) {
            fullPieces.add(count == piece.length ? piece : Arrays.copyOf(piece, count));
            inFullPieces += count;
        }
        if (!again) {
            piece = new byte[Math.max(more, Math.min(Math.max(piece.length * 2, ONE_PIECE_UP_TO), LARGEST_PIECE))];
        }
        count = 0;
    }

    /// Where the next byte goes in the array that has room for what [#ensure] was asked for.
    int position() {
        return count;
    }

    /// Writes into what was written before, since the last [#ensure].
    void setInt(int position, int value) {
        INTS.set(piece, position, value);
    }

    void putByte(int value) {
        piece[count++] = (byte) value;
    }

    void putShort(int value) {
        SHORTS.set(piece, count, (short) value);
        count += Short.BYTES;
    }

    void putInt(int value) {
        INTS.set(piece, count, value);
        count += Integer.BYTES;
    }

    void putLong(long value) {
        LONGS.set(piece, count, value);
        count += Long.BYTES;
    }

    /// Takes back what was written since that position, which was asked for since the last [#ensure].
    void backTo(int position) {
        count = position;
    }

    /// An item, and a number of 0 or more that belongs to it.
    void write(byte item, int number) throws IOException {
        ensure(Byte.BYTES + LONGEST_VARINT);
        putByte(item);
        putVarint(number);
    }

    void writeVarint(int value) throws IOException {
        ensure(LONGEST_VARINT);
        putVarint(value);
    }

    private void putVarint(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            putByte(rest | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    void writeByte(int value) throws IOException {
        ensure(Byte.BYTES);
        putByte(value);
    }

    /// An item, and two numbers.
    void write(byte item, long first, long second) throws IOException {
        ensure(Byte.BYTES + 2 * Long.BYTES);
        putByte(item);
        putLong(first);
        putLong(second);
    }

    /// An item, the length of a string, and its characters.
    ///
    /// @param narrow the item if each character fits into a byte
    /// @param wide the item if not
    void writeText(byte narrow, byte wide, String text) throws IOException {
        int length = text.length();
        if (length <= SHORT_TEXT) {
            ensure(Byte.BYTES + LONGEST_VARINT + length);
            int start = count;
            putByte(narrow);
            putVarint(length);
            if (putNarrow(text, length)) {
                return;
            }
            backTo(start);
        } else {
            byte[] latin1 = ByteSink.latin1(text);
            if (latin1 != null) {
                write(narrow, length);
                writeBytes(latin1, 0, length);
                return;
            }
        }
        write(wide, length);
        for (int i = 0; i < length; i++) {
            ensure(Character.BYTES);
            putShort(text.charAt(i));
        }
    }

    private boolean putNarrow(String text, int length) {
        byte[] into = piece;
        int at = count;
        int seen = 0;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            seen |= c;
            into[at + i] = (byte) c;
        }
        count = at + length;
        return seen <= 0xff;
    }

    void writeBytes(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            if (count == piece.length) {
                ensure(Math.min(length - done, LARGEST_PIECE));
            }
            int part = Math.min(length - done, piece.length - count);
            System.arraycopy(bytes, offset + done, piece, count, part);
            count += part;
            done += part;
        }
    }

    /// The bytes of an array of other primitives, in the order of the machine.
    void writeArray(Object array, long bytes) throws IOException {
        long done = 0;
        while (done < bytes) {
            if (count == piece.length) {
                ensure((int) Math.min(bytes - done, LARGEST_PIECE));
            }
            int part = (int) Math.min(bytes - done, piece.length - count);
            Body.copyOut(array, done, piece, count, part);
            count += part;
            done += part;
        }
    }

    long size() {
        return inFullPieces + count;
    }

    void clear() {
        fullPieces.clear();
        inFullPieces = 0;
        count = 0;
        if (piece.length > ONE_PIECE_UP_TO) {
            piece = new byte[FIRST_PIECE];
        }
    }

    /// What was written: one array, or an array of arrays if there is much. Independent of this output.
    Object toBody() {
        if (fullPieces.isEmpty()) {
            return Arrays.copyOf(piece, count);
        }
        byte[][] pieces = fullPieces.toArray(new byte[fullPieces.size() + 1][]);
        pieces[fullPieces.size()] = Arrays.copyOf(piece, count);
        return pieces;
    }
}
