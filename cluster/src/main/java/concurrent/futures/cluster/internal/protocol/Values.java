package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;

/// What drivers and workers write to each other, past the agent in between: [Payload]s, [Outcome]s and [Shared]
/// values, to bytes and back. They are frames of the process pool's wire format, see `docs/wire-format.md`.
public final class Values {
    private static final int NUMBER = 0;

    private Values() {}

    /// Writes a task.
    ///
    /// @param payload what to write
    /// @return its bytes
    /// @throws NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Payload payload) {
        EncodedTask task = payload.task();
        List<Blob> blobs = new ArrayList<>(1 + task.arguments().size());
        blobs.add(task.function());
        blobs.addAll(task.arguments());
        return Draft.of(new Frame.Run(NUMBER, payload.contextLoader(), 0, null, task.kind(), NUMBER, blobs))
                .toArray();
    }

    /// Reads a task.
    ///
    /// @param bytes of one; large arrays in it are not shared with them
    /// @return the task
    /// @throws WireFormatException if it is none
    public static Payload readPayload(byte[] bytes) {
        return readPayload(FrameSource.of(ByteBuffer.wrap(bytes)));
    }

    /// Reads a task from where its bytes come piece by piece.
    ///
    /// @param channel with nothing but the bytes of one
    /// @return the task
    /// @throws WireFormatException if it is none
    /// @throws java.io.UncheckedIOException if the channel can not be read
    public static Payload readPayload(ReadableByteChannel channel) {
        return readPayload(FrameSource.of(channel));
    }

    private static Payload readPayload(FrameSource source) {
        if (source.next() instanceof Frame.Run run
                && run.count() == 1
                && run.sharedFunction() == NUMBER
                && source.isAtEnd()) {
            List<Blob> blobs = run.blobs();
            return new Payload(
                    run.contextLoader(),
                    new EncodedTask(run.kind(), blobs.getFirst(), List.copyOf(blobs.subList(1, blobs.size()))));
        }
        throw new WireFormatException("Not a task");
    }

    /// Writes what came of a task.
    ///
    /// @param outcome what to write
    /// @return its bytes, which are still to be taken
    /// @throws NotSerializableTaskException if they are more than an array has room for
    public static Draft draft(Outcome outcome) {
        Blob value = outcome.value();
        Frame ended = outcome.succeeded()
                ? new Frame.Result(outcome.pid(), 0, outcome.runNanos(), value)
                : new Frame.Failure(outcome.pid(), 0, outcome.runNanos(), value);
        return outcome.definitions().isEmpty()
                ? Draft.numbered(outcome.dictionary(), ended)
                : Draft.numbered(outcome.dictionary(), new Frame.Define(0, outcome.definitions()), ended);
    }

    /// Writes what came of a task.
    ///
    /// @param outcome what to write
    /// @return its bytes
    /// @throws NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Outcome outcome) {
        return draft(outcome).toArray();
    }

    /// Reads what came of a task.
    ///
    /// @param bytes of it; large arrays in it are not shared with them
    /// @return what came of it
    /// @throws WireFormatException if it is none
    public static Outcome readOutcome(byte[] bytes) {
        if (bytes.length < Long.BYTES) {
            throw new WireFormatException("Not an outcome");
        }
        ByteBuffer all = ByteBuffer.wrap(bytes);
        long dictionary = all.getLong();
        FrameSource source = FrameSource.of(all);
        Frame frame = source.next();
        List<byte[]> definitions = List.of();
        if (frame instanceof Frame.Define define && define.firstId() == 0) {
            definitions = define.definitions();
            frame = source.next();
        }
        if (frame instanceof Frame.Answer answer && source.isAtEnd()) {
            return new Outcome(
                    dictionary,
                    definitions,
                    frame instanceof Frame.Result,
                    answer.task(),
                    answer.runNanos(),
                    answer.outcome());
        }
        throw new WireFormatException("Not an outcome");
    }

    /// Writes a shared value.
    ///
    /// @param shared what to write
    /// @return its bytes, which are still to be taken
    /// @throws NotSerializableTaskException if they are more than an array has room for
    public static Draft draft(Shared shared) {
        return Draft.of(new Frame.Define(0, shared.definitions()), new Frame.Share(NUMBER, shared.value()));
    }

    /// Reads a shared value.
    ///
    /// @param bytes of one
    /// @return the value
    /// @throws WireFormatException if it is none
    public static Shared readShared(byte[] bytes) {
        return readShared(FrameSource.of(ByteBuffer.wrap(bytes)));
    }

    /// Reads a shared value from where its bytes come piece by piece.
    ///
    /// @param channel with nothing but the bytes of one
    /// @return the value
    /// @throws WireFormatException if it is none
    /// @throws java.io.UncheckedIOException if the channel can not be read
    public static Shared readShared(ReadableByteChannel channel) {
        return readShared(FrameSource.of(channel));
    }

    private static Shared readShared(FrameSource source) {
        if (source.next() instanceof Frame.Define define
                && define.firstId() == 0
                && source.next() instanceof Frame.Share share
                && source.isAtEnd()) {
            return new Shared(define.definitions(), share.value());
        }
        throw new WireFormatException("Not a shared value");
    }
}
