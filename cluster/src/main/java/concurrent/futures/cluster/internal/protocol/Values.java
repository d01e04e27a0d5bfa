package concurrent.futures.cluster.internal.protocol;

import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Body;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.FrameReader;
import concurrent.futures.internal.wire.FrameWriter;
import concurrent.futures.internal.wire.WireFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return write(0, new Frame.Run(NUMBER, payload.contextLoader(), 0, null, task.kind(), NUMBER, blobs));
    }

    /// Reads a task.
    ///
    /// @param bytes of one; large arrays in it are not shared with them
    /// @return the task
    /// @throws WireFormatException if it is none
    public static Payload readPayload(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        if (next(new FrameReader(), source) instanceof Frame.Run run
                && run.count() == 1
                && run.sharedFunction() == NUMBER
                && !source.hasRemaining()) {
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
    /// @return its bytes
    /// @throws NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Outcome outcome) {
        Blob value = outcome.value();
        Frame ended = outcome.succeeded()
                ? new Frame.Result(outcome.pid(), 0, outcome.runNanos(), value)
                : new Frame.Failure(outcome.pid(), 0, outcome.runNanos(), value);
        Frame define = new Frame.Define(0, outcome.definitions());
        ByteBuffer bytes = outcome.definitions().isEmpty()
                ? ByteBuffer.wrap(write(Long.BYTES, ended))
                : ByteBuffer.wrap(write(Long.BYTES, define, ended));
        return bytes.putLong(0, outcome.dictionary()).array();
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
        ByteBuffer source = ByteBuffer.wrap(bytes);
        long dictionary = source.getLong();
        FrameReader reader = new FrameReader();
        Frame frame = next(reader, source);
        List<byte[]> definitions = List.of();
        if (frame instanceof Frame.Define define && define.firstId() == 0) {
            definitions = define.definitions();
            frame = next(reader, source);
        }
        if (frame instanceof Frame.Answer answer && !source.hasRemaining()) {
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
    /// @return its bytes
    /// @throws NotSerializableTaskException if they are more than an array has room for
    public static byte[] write(Shared shared) {
        return write(0, new Frame.Define(0, shared.definitions()), new Frame.Share(NUMBER, shared.value()));
    }

    /// Reads a shared value.
    ///
    /// @param bytes of one
    /// @return the value
    /// @throws WireFormatException if it is none
    public static Shared readShared(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        FrameReader reader = new FrameReader();
        if (next(reader, source) instanceof Frame.Define define
                && define.firstId() == 0
                && next(reader, source) instanceof Frame.Share share
                && !source.hasRemaining()) {
            return new Shared(define.definitions(), share.value());
        }
        throw new WireFormatException("Not a shared value");
    }

    static byte[] write(int before, Frame... frames) {
        FrameWriter writer = new FrameWriter();
        for (Frame frame : frames) {
            writer.append(frame);
        }
        if (writer.pending() > Body.MAX_BYTES - before) {
            throw new NotSerializableTaskException(
                    "A task with all its arguments, or a result, has " + writer.pending()
                            + " encoded bytes, more than the limit of " + (Body.MAX_BYTES - before)
                            + ". Send it in parts, or let tasks read and write files",
                    null);
        }
        ByteBuffer bytes = ByteBuffer.allocate(before + (int) writer.pending()).position(before);
        writer.drainTo(bytes);
        return bytes.array();
    }

    static @Nullable Frame next(ByteBuffer source) {
        return next(new FrameReader(), source);
    }

    private static @Nullable Frame next(FrameReader reader, ByteBuffer source) {
        return reader.read(source);
    }
}
