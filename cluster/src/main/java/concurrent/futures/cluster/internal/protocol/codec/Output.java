package concurrent.futures.cluster.internal.protocol.codec;

import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.ByteSink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the fields of one message. Not thread-safe.
final class Output {
    private final ByteSink sink = new ByteSink();

    /// Writes one element of a list.
    ///
    /// @param <E> its type
    @FunctionalInterface
    interface ElementWriter<E> {
        void write(Output out, E element) throws IOException;
    }

    Output putByte(int value) throws IOException {
        sink.write(value);
        return this;
    }

    Output putFlag(boolean value) throws IOException {
        sink.write(value ? 1 : 0);
        return this;
    }

    @SuppressWarnings("EnumOrdinal") // their order is part of the version of the messages
    Output putCode(Enum<?> value) throws IOException {
        sink.write(value.ordinal());
        return this;
    }

    Output putInt(int value) throws IOException {
        sink.writeInt(value);
        return this;
    }

    Output putLong(long value) throws IOException {
        sink.writeLong(value);
        return this;
    }

    Output putText(@Nullable String text) throws IOException {
        sink.writeText(text);
        return this;
    }

    Output putBytes(byte[] bytes) throws IOException {
        sink.writeVarint(bytes.length);
        sink.write(bytes, 0, bytes.length);
        return this;
    }

    Output putBytesOrNull(byte @Nullable [] bytes) throws IOException {
        putFlag(bytes != null);
        return bytes != null ? putBytes(bytes) : this;
    }

    Output putContent(Content content) throws IOException {
        if (content instanceof Content.Inline inline) {
            return putFlag(false).putBytes(inline.bytes());
        }
        Content.Apart apart = (Content.Apart) content;
        return putFlag(true).putLong(apart.number()).putLong(apart.size());
    }

    <E> Output putList(List<? extends E> elements, ElementWriter<E> writer) throws IOException {
        sink.writeVarint(elements.size());
        for (E element : elements) {
            writer.write(this, element);
        }
        return this;
    }

    byte[] toBytes() {
        return Body.join(sink.toBody());
    }
}
