package concurrent.futures.cluster.internal.protocol.codec;

import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.internal.wire.ByteSource;
import concurrent.futures.internal.wire.WireFormatException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes the fields of one message apart: whatever the bytes are, it ends soon, takes no more memory than some times
/// their number, and fails with nothing but a [WireFormatException]. Not thread-safe.
final class Input {
    private final ByteSource source;

    Input(byte[] bytes) {
        this.source = new ByteSource(bytes);
    }

    /// Reads one element of a list: at least one byte.
    ///
    /// @param <E> its type
    @FunctionalInterface
    interface ElementReader<E> {
        E read(Input in);
    }

    int takeByte() {
        return source.readByte() & 0xff;
    }

    int takeByte(int most) {
        int value = takeByte();
        if (value > most) {
            throw new WireFormatException("Number " + value + " is above the limit of " + most);
        }
        return value;
    }

    boolean takeFlag() {
        int value = takeByte();
        if (value > 1) {
            throw new WireFormatException("Flag " + value + " is above the limit of 1");
        }
        return value == 1;
    }

    <E extends Enum<E>> E takeCode(E[] values) {
        int code = takeByte();
        if (code >= values.length) {
            throw new WireFormatException("Code " + code + " of "
                    + values[0].getDeclaringClass().getSimpleName() + " is above the limit of " + (values.length - 1));
        }
        return values[code];
    }

    int takeInt() {
        return source.readInt();
    }

    /// A number of 0 or more.
    int takeCount() {
        return notNegative(source.readInt());
    }

    long takeLong() {
        return source.readLong();
    }

    /// A number of 0 or more.
    long takeSize() {
        return notNegative(source.readLong());
    }

    @Nullable
    String takeTextOrNull() {
        return source.readText();
    }

    String takeText() {
        return source.readName();
    }

    byte[] takeBytes() {
        return source.readBytes(source.readVarint());
    }

    byte @Nullable [] takeBytesOrNull() {
        return takeFlag() ? takeBytes() : null;
    }

    Content takeContent() {
        return takeFlag() ? new Content.Apart(takeLong(), takeSize()) : new Content.Inline(takeBytes());
    }

    <E> List<E> takeList(ElementReader<E> reader) {
        int count = source.readVarint();
        if (count > source.remaining()) {
            throw new WireFormatException(
                    "Length " + count + " of a list is above the limit: " + source.remaining() + " bytes left");
        }
        List<E> elements = new ArrayList<>(Math.min(count, 1000));
        for (int i = 0; i < count; i++) {
            elements.add(reader.read(this));
        }
        return List.copyOf(elements);
    }

    /// Nothing may be left.
    <M> M end(M message) {
        if (source.remaining() > 0) {
            throw new WireFormatException(source.remaining() + " bytes are left behind a message");
        }
        return message;
    }

    private static int notNegative(int value) {
        return (int) notNegative((long) value);
    }

    private static long notNegative(long value) {
        if (value < 0) {
            throw new WireFormatException("Number " + value + " is below the limit of 0");
        }
        return value;
    }
}
