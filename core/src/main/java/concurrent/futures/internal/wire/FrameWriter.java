package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;

/// Turns frames into bytes: any number of frames goes in, and what has gone in comes out through the buffer of a
/// transport, in
/// pieces of whatever size it likes.
///
/// Large bodies are not copied on the way, only into that buffer. Not thread-safe.
public final class FrameWriter {
    private final FrameFields out = new FrameFields();

    /// An empty writer.
    public FrameWriter() {}

    /// Adds a frame behind those that are there. If this throws, nothing has been added.
    ///
    /// @throws WireFormatException if its fields without the large bodies are longer than 64 MiB
    public void append(Frame frame) {
        try {
            switch (frame) {
                case Frame.FromParent fromParent -> write(fromParent);
                case Frame.FromWorker fromWorker -> write(fromWorker);
            }
            out.end();
        } catch (ArithmeticException | OutOfMemoryError tooLarge) {
            out.cancel();
            throw new WireFormatException(
                    "Fields of a frame are above the limit of " + FrameLayout.MAX_FIELDS + " bytes", tooLarge);
        }
    }

    /// How many bytes have been added and not been moved out.
    public long pending() {
        return out.pending();
    }

    /// Moves bytes into `target` until it is full or nothing is pending; returns how many.
    public int drainTo(ByteBuffer target) {
        return out.drainTo(target);
    }

    private void write(Frame.FromParent frame) {
        switch (frame) {
            case Frame.Run run -> write(run);
            case Frame.Setup setup -> write(setup);
            case Frame.Define define -> write(define);
            case Frame.Share share -> {
                out.begin(FrameLayout.SHARE);
                out.putLong(share.id());
                out.putBlob(share.value());
            }
            case Frame.Forget forget -> {
                out.begin(FrameLayout.FORGET);
                out.putLong(forget.id());
            }
            case Frame.Interrupt interrupt -> {
                out.begin(FrameLayout.INTERRUPT);
                out.putLong(interrupt.task());
            }
            case Frame.ClassReply reply -> {
                out.begin(FrameLayout.CLASS_REPLY);
                out.putLong(reply.request());
                out.putBlob(reply.bytes());
            }
            case Frame.Shutdown shutdown -> out.begin(FrameLayout.SHUTDOWN);
        }
    }

    private void write(Frame.FromWorker frame) {
        switch (frame) {
            case Frame.Result result -> {
                out.begin(FrameLayout.RESULT);
                writeEnd(result.task(), result.startNanos(), result.runNanos(), result.value());
            }
            case Frame.Failure failure -> {
                out.begin(FrameLayout.FAILURE);
                writeEnd(failure.task(), failure.startNanos(), failure.runNanos(), failure.throwable());
            }
            case Frame.Define define -> write(define);
            case Frame.Hello hello -> {
                out.begin(FrameLayout.HELLO);
                out.putBytes(hello.secret());
                out.putLong(hello.pid());
                out.putInt(hello.javaVersion());
            }
            case Frame.Ready ready -> out.begin(FrameLayout.READY);
            case Frame.SetupFailed failed -> {
                out.begin(FrameLayout.SETUP_FAILED);
                out.putBlob(failed.failure());
            }
            case Frame.ClassRequest request -> {
                out.begin(FrameLayout.CLASS_REQUEST);
                out.putLong(request.request());
                out.putInt(request.loader());
                out.putString(request.name());
            }
            case Frame.Progress progress -> {
                out.begin(FrameLayout.PROGRESS);
                out.putLong(progress.task());
                out.putLong(progress.done());
                out.putLong(progress.total());
            }
            case Frame.Goodbye goodbye -> {
                out.begin(FrameLayout.GOODBYE);
                out.putInt(goodbye.exitCode());
                out.putString(goodbye.reason());
            }
        }
    }

    private void write(Frame.Run run) {
        out.begin(FrameLayout.RUN);
        out.putLong(run.task());
        out.putInt(run.slot());
        out.putInt(run.attempt());
        out.putInt(run.flags());
        out.putString(run.name());
        out.putByte(run.kind().code());
        out.putLong(run.sharedFunction());
        out.putBlob(run.function());
        out.putByte(run.arguments().size());
        run.arguments().forEach(out::putBlob);
    }

    private void write(Frame.Setup setup) {
        out.begin(FrameLayout.SETUP);
        out.putString(setup.workerName());
        out.putInt(setup.settings().size());
        setup.settings().forEach((name, value) -> {
            out.putString(name);
            out.putString(value);
        });
        out.putBlob(setup.initializer());
    }

    private void write(Frame.Define define) {
        out.begin(FrameLayout.DEFINE);
        out.putInt(define.firstId());
        out.putInt(define.definitions().size());
        define.definitions().forEach(out::putBytes);
    }

    private void writeEnd(long task, long startNanos, long runNanos, Blob outcome) {
        out.putLong(task);
        out.putLong(startNanos);
        out.putLong(runNanos);
        out.putBlob(outcome);
    }
}
