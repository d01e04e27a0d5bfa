package concurrent.futures.internal.wire;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns frames into bytes: any number of frames goes in, and what has gone in comes out through the buffer of a
/// transport, in pieces of whatever size it likes.
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
        if (frame instanceof Frame.Values values) {
            appendAll(values);
            return;
        }
        boolean complete = false;
        out.begin();
        try {
            write(frame);
            out.end();
            complete = true;
        } catch (ArithmeticException | OutOfMemoryError tooLarge) {
            throw new WireFormatException(
                    "Fields of a frame are above the limit of " + FrameLayout.MAX_FIELDS + " bytes", tooLarge);
        } finally {
            if (!complete) {
                out.cancel();
            }
        }
    }

    /// Adds the answer to an element of a map, as [#append] does with one of [Frame.Values].
    ///
    /// @param number of the element
    /// @param nanos how long elements took lately, each; 0 if nobody looked
    /// @param tag of the value, see [PackedValues#tag]
    /// @param value a simple one
    public void appendValue(long number, int nanos, byte tag, @Nullable Object value) {
        out.putValueFrame(number, nanos, tag, value);
    }

    private void appendAll(Frame.Values values) {
        for (int i = 0; i < values.count(); i++) {
            Object value = values.values()[i];
            int nanos = i < values.measured() ? (int) values.nanos() : 0;
            appendValue(values.first() + i, nanos, PackedValues.tag(value), value);
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

    /// The frames of a start, and those of tasks, come before the `switch`, whose first use costs a JVM that starts as
    /// much as a hundred classes.
    private void write(Frame frame) {
        if (frame instanceof Frame.Result result) {
            writeAnswer(FrameLayout.RESULT, result);
        } else if (frame instanceof Frame.Run run) {
            write(run);
        } else if (frame instanceof Frame.Elements elements) {
            write(elements);
        } else if (frame instanceof Frame.Define define) {
            write(define);
        } else if (frame instanceof Frame.Hello hello) {
            write(hello);
        } else if (frame instanceof Frame.Setup setup) {
            write(setup);
        } else if (frame instanceof Frame.Ready) {
            out.putType(FrameLayout.READY);
        } else if (frame instanceof Frame.Shutdown) {
            out.putType(FrameLayout.SHUTDOWN);
        } else if (frame instanceof Frame.Goodbye goodbye) {
            write(goodbye);
        } else {
            writeAny(frame);
        }
    }

    private void writeAny(Frame frame) {
        switch (frame) {
            case Frame.Hello hello -> write(hello);
            case Frame.Setup setup -> write(setup);
            case Frame.Ready ready -> out.putType(FrameLayout.READY);
            case Frame.SetupFailed failed -> {
                out.putType(FrameLayout.SETUP_FAILED);
                out.putBlob(failed.failure());
            }
            case Frame.Define define -> write(define);
            case Frame.Share share -> {
                out.putType(FrameLayout.SHARE);
                out.putLong(share.id());
                out.putBlob(share.value());
            }
            case Frame.ShareRequest request -> {
                out.putType(FrameLayout.SHARE_REQUEST);
                out.putLong(request.id());
            }
            case Frame.Forget forget -> {
                out.putType(FrameLayout.FORGET);
                out.putLong(forget.id());
            }
            case Frame.Run run -> write(run);
            case Frame.Interrupt interrupt -> {
                out.putType(FrameLayout.INTERRUPT);
                out.putLong(interrupt.task());
            }
            case Frame.Result result -> writeAnswer(FrameLayout.RESULT, result);
            case Frame.Failure failure -> writeAnswer(FrameLayout.FAILURE, failure);
            case Frame.ClassRequest request ->
                writeRequest(FrameLayout.CLASS_REQUEST, request.request(), request.loader(), request.name());
            case Frame.ResourceRequest request ->
                writeRequest(FrameLayout.RESOURCE_REQUEST, request.request(), request.loader(), request.name());
            case Frame.ClassReply reply -> write(reply);
            case Frame.ResourceReply reply -> write(reply);
            case Frame.ForgetLoader forget -> {
                out.putType(FrameLayout.FORGET_LOADER);
                out.putInt(forget.loader());
            }
            case Frame.Progress progress -> write(progress);
            case Frame.Submit submit -> write(submit);
            case Frame.Ask ask -> {
                out.putType(FrameLayout.ASK);
                out.putLong(ask.request());
                out.putByte(ask.question().code());
                out.putLong(ask.task());
            }
            case Frame.Waiting waiting -> {
                out.putType(FrameLayout.WAITING);
                out.putByte(waiting.begins() ? 1 : 0);
            }
            case Frame.Reply reply -> write(reply);
            case Frame.Ended ended -> {
                out.putType(FrameLayout.ENDED);
                out.putLong(ended.task());
                out.putBlob(ended.value());
                out.putBlob(ended.failure());
            }
            case Frame.Log log -> write(log);
            case Frame.LogPublished published -> {
                out.putType(FrameLayout.LOG_PUBLISHED);
                out.putLong(published.cost());
            }
            case Frame.Overgrown overgrown -> {
                out.putType(FrameLayout.OVERGROWN);
                out.putLong(overgrown.bytes());
            }
            case Frame.Measure measure -> out.putType(FrameLayout.MEASURE);
            case Frame.Measured measured -> {
                out.putType(FrameLayout.MEASURED);
                out.putLong(measured.heapBytes());
            }
            case Frame.Shutdown shutdown -> out.putType(FrameLayout.SHUTDOWN);
            case Frame.Exit exit -> write(exit);
            case Frame.Goodbye goodbye -> write(goodbye);
            case Frame.Elements elements -> write(elements);
            case Frame.Values values -> throw new IllegalArgumentException("values are frames of their own");
        }
    }

    private void write(Frame.Hello hello) {
        out.putType(FrameLayout.HELLO);
        out.putBytes(hello.secret());
        out.putLong(hello.pid());
        out.putInt(hello.javaVersion());
    }

    private void write(Frame.Setup setup) {
        out.putType(FrameLayout.SETUP);
        out.putString(setup.workerName());
        out.putInt(setup.settings().size());
        for (Map.Entry<String, String> setting : setup.settings().entrySet()) {
            out.putString(setting.getKey());
            out.putString(setting.getValue());
        }
        out.putBlob(setup.initializer());
    }

    private void write(Frame.Define define) {
        out.putType(FrameLayout.DEFINE);
        out.putInt(define.firstId());
        out.putInt(define.definitions().size());
        for (byte[] definition : define.definitions()) {
            out.putBytes(definition);
        }
    }

    private void write(Frame.Run run) {
        out.putType(FrameLayout.RUN);
        out.putLong(run.task());
        out.putInt(run.contextLoader());
        out.putInt(run.depth());
        out.putString(run.name());
        out.putByte(run.kind().code());
        out.putLong(run.sharedFunction());
        out.putInt(run.count());
        for (Blob blob : run.blobs()) {
            out.putBlob(blob);
        }
    }

    private void write(Frame.Elements elements) {
        out.putType(FrameLayout.ELEMENTS);
        out.putLong(elements.task());
        out.putInt(elements.contextLoader());
        out.putString(elements.name());
        out.putByte(elements.kind().code());
        out.putLong(elements.sharedFunction());
        out.putInt(elements.count());
        out.putRest(elements.arguments(), elements.from(), elements.to());
    }

    private void writeRequest(byte type, long request, int loader, String name) {
        out.putType(type);
        out.putLong(request);
        out.putInt(loader);
        out.putString(name);
    }

    private void write(Frame.ClassReply reply) {
        out.putType(FrameLayout.CLASS_REPLY);
        out.putLong(reply.request());
        out.putInt(reply.definer());
        out.putString(reply.location());
        out.putString(reply.problem());
        out.putBlob(reply.bytes());
    }

    private void write(Frame.ResourceReply reply) {
        out.putType(FrameLayout.RESOURCE_REPLY);
        out.putLong(reply.request());
        out.putByte(reply.first() ? 1 : 0);
        out.putByte(reply.complete() ? 1 : 0);
        out.putInt(reply.contents().size());
        for (Blob content : reply.contents()) {
            out.putBlob(content);
        }
    }

    private void write(Frame.Log log) {
        out.putType(FrameLayout.LOG);
        out.putString(log.logger());
        out.putString(log.levelName());
        out.putInt(log.level());
        out.putLong(log.seconds());
        out.putInt(log.nanos());
        out.putLong(log.thread());
        out.putString(log.sourceClass());
        out.putString(log.sourceMethod());
        out.putString(log.text());
        out.putBlob(log.thrown());
    }

    private void write(Frame.Progress progress) {
        out.putType(FrameLayout.PROGRESS);
        out.putLong(progress.task());
        out.putLong(progress.done());
        out.putLong(progress.total());
    }

    private void write(Frame.Submit submit) {
        out.putType(FrameLayout.SUBMIT);
        out.putLong(submit.request());
        out.putLong(submit.first());
        out.putInt(submit.depth());
        out.putString(submit.options().name());
        out.putLong(submit.options().timeoutNanos());
        out.putInt(submit.options().retries());
        out.putByte(submit.options().argumentSummary() ? 1 : 0);
        out.putString(submit.options().arguments());
        out.putByte(submit.kind().code());
        out.putBlob(submit.function());
        out.putInt(submit.count());
        for (Blob argument : submit.arguments()) {
            out.putBlob(argument);
        }
    }

    private void write(Frame.Reply reply) {
        out.putType(FrameLayout.REPLY);
        out.putLong(reply.request());
        out.putBlob(reply.failure());
        out.putInt(reply.numbers().length);
        for (long number : reply.numbers()) {
            out.putLong(number);
        }
    }

    private void write(Frame.Exit exit) {
        out.putType(FrameLayout.EXIT);
        out.putString(exit.caller());
        out.putInt(exit.stack().size());
        for (StackTraceElement frame : exit.stack()) {
            out.putString(frame.getModuleName());
            out.putString(frame.getClassName());
            out.putString(frame.getMethodName());
            out.putString(frame.getFileName());
            out.putInt(frame.getLineNumber());
        }
    }

    private void write(Frame.Goodbye goodbye) {
        out.putType(FrameLayout.GOODBYE);
        out.putInt(goodbye.exitCode());
        out.putString(goodbye.reason());
    }

    private void writeAnswer(byte type, Frame.Answer answer) {
        out.putType(type);
        out.putLong(answer.task());
        out.putLong(answer.startNanos());
        out.putLong(answer.runNanos());
        out.putBlob(answer.outcome());
    }
}
