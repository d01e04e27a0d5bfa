package concurrent.futures.internal.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the bytes of one value. Large ones are collected in pieces, so that growing never copies what is
/// there. Not thread-safe.
public final class ByteSink extends OutputStream {
    private static final int FIRST_PIECE = 512;
    private static final int ONE_PIECE_UP_TO = 64 * 1024;
    private static final int MAX_TEXT = (1 << 29) - 1;

    /// Up to this length, a string is copied as it is looked at.
    private static final int SHORT_TEXT = 100;

    private static final int LARGEST_PIECE = 8 * 1024 * 1024;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final List<byte[]> fullPieces = new ArrayList<>();
    private byte[] piece = new byte[FIRST_PIECE];
    private int count;
    private long inFullPieces;

    /// The value has more bytes than a blob can hold.
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        public TooLargeException(String message) {
            super(message);
        }
    }

    @Override
    public void write(int b) throws IOException {
        ensure(1);
        piece[count++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            ensure(length - done);
            int part = Math.min(length - done, piece.length - count);
            System.arraycopy(bytes, offset + done, piece, count, part);
            count += part;
            done += part;
        }
    }

    /// Writes the lower two bytes of a number.
    public void writeShort(int value) throws IOException {
        write(value >>> 8);
        write(value);
    }

    public void writeInt(int value) throws IOException {
        if (piece.length - count < Integer.BYTES) {
            writeShort(value >>> 16);
            writeShort(value);
            return;
        }
        INTS.set(piece, count, value);
        count += Integer.BYTES;
    }

    public void writeLong(long value) throws IOException {
        writeInt((int) (value >>> 32));
        writeInt((int) value);
    }

    /// Writes a number of 0 or more in one to five bytes, small ones in one.
    public void writeVarint(int value) throws IOException {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            write(rest | 0x80);
            rest >>>= 7;
        }
        write(rest);
    }

    /// Writes a string exactly, also one with broken surrogate pairs.
    public void writeText(@Nullable String text) throws IOException {
        if (text == null) {
            writeVarint(0);
            return;
        }
        byte[] latin1 = latin1(text);
        if (latin1 != null) {
            writeLength(text.length(), 1);
            write(latin1, 0, latin1.length);
            return;
        }
        writeLength(text.length(), 2);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            write(c >>> 8);
            write(c);
        }
    }

    /// A length, with a mark in the lowest two bits.
    private void writeLength(int length, int mark) throws IOException {
        if (length > MAX_TEXT) {
            throw new TooLargeException("A string of " + length + " characters is longer than the limit of " + MAX_TEXT
                    + " for one that is captured by a lambda. Pass it as an argument");
        }
        writeVarint(length << 2 | mark);
    }

    /// The characters as one byte each; `null` if one does not fit.
    public static byte @Nullable [] latin1(String text) {
        return text.length() <= SHORT_TEXT ? latin1OfShort(text) : latin1OfLong(text);
    }

    private static byte @Nullable [] latin1OfShort(String text) {
        byte[] bytes = new byte[text.length()];
        int seen = 0;
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            seen |= c;
            bytes[i] = (byte) c;
        }
        return seen <= 0xff ? bytes : null;
    }

    private static byte @Nullable [] latin1OfLong(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.ISO_8859_1).equals(text) ? bytes : null;
    }

    public long size() {
        return inFullPieces + count;
    }

    /// Forgets what was written.
    public void clear() {
        fullPieces.clear();
        inFullPieces = 0;
        count = 0;
        if (piece.length > ONE_PIECE_UP_TO) {
            piece = new byte[FIRST_PIECE];
        }
    }

    /// What was written: one array, or an array of arrays if there is much. Independent of this sink.
    public Object toBody() {
        if (fullPieces.isEmpty()) {
            return Arrays.copyOf(piece, count);
        }
        byte[][] pieces = fullPieces.toArray(new byte[fullPieces.size() + 1][]);
        pieces[fullPieces.size()] = Arrays.copyOf(piece, count);
        return pieces;
    }

    private void ensure(int more) throws IOException {
        if (count < piece.length && (count + (long) more <= piece.length || piece.length >= ONE_PIECE_UP_TO)) {
            return;
        }
        String tooLarge = Body.tooLarge(size() + more);
        if (tooLarge != null) {
            throw new TooLargeException(tooLarge);
        }
        if (piece.length < ONE_PIECE_UP_TO) {
            int wanted = (int) Math.min(Math.max(piece.length * 2L, count + (long) more), ONE_PIECE_UP_TO);
            piece = Arrays.copyOf(piece, wanted);
            return;
        }
        fullPieces.add(piece);
        inFullPieces += piece.length;
        piece = new byte[(int) Math.min(Math.max(piece.length * 2L, Math.min(more, LARGEST_PIECE)), LARGEST_PIECE)];
        count = 0;
    }
}
