package concurrent.futures.cluster.internal.protocol.codec;

import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Jar;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.PoolOptions;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.internal.wire.WireFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// [Message]s to bytes and back.
public final class MessageCodec {
    private static final Message.Ending[] ENDINGS = Message.Ending.values();
    private static final Message.WorkerEvent[] WORKER_EVENTS = Message.WorkerEvent.values();
    private static final TaskEnded.Kind[] KINDS = TaskEnded.Kind.values();

    private MessageCodec() {}

    /// Writes a message.
    ///
    /// @param message what to write
    /// @return its bytes
    public static byte[] write(Message message) {
        Output out = new Output();
        try {
            out.putByte(Layout.MARK).putByte(Message.VERSION);
            switch (message) {
                case Message.ToAgent toAgent -> write(toAgent, out);
                case Message.ToDriver toDriver -> write(toDriver, out);
            }
        } catch (IOException tooLarge) {
            throw new UncheckedIOException(tooLarge);
        }
        return out.toBytes();
    }

    private static Output begin(Output out, int type, Message message) throws IOException {
        return out.putByte(type).putLong(message.session());
    }

    private static void write(Message.ToAgent message, Output out) throws IOException {
        switch (message) {
            case Message.Hello hello -> {
                begin(out, Layout.HELLO, hello).putText(hello.name());
                out.putList(
                        hello.jars(),
                        (o, jar) -> o.putText(jar.name()).putLong(jar.size()).putText(jar.hash()));
                write(hello.pool(), out);
            }
            case Message.Define define ->
                begin(out, Layout.DEFINE, define)
                        .putInt(define.first())
                        .putList(define.definitions(), Output::putBytes);
            case Message.Run run ->
                begin(out, Layout.RUN, run)
                        .putList(
                                run.tasks(),
                                (o, task) -> o.putLong(task.id())
                                        .putInt(task.attempt())
                                        .putText(task.name())
                                        .putLong(task.timeoutNanos())
                                        .putInt(task.requiredDefinitions())
                                        .putByte(task.depth())
                                        .putContent(task.payload()))
                        .putFlag(run.isWatched());
            case Message.Cancel cancel -> begin(out, Layout.CANCEL, cancel).putList(cancel.tasks(), Output::putLong);
            case Message.Revoke revoke -> begin(out, Layout.REVOKE, revoke).putList(revoke.tasks(), Output::putLong);
            case Message.RevokeLast revoke ->
                begin(out, Layout.REVOKE_LAST, revoke).putInt(revoke.count());
            case Message.Limit limit -> begin(out, Layout.LIMIT, limit).putInt(limit.workers());
            case Message.LetterToWorker letter ->
                begin(out, Layout.LETTER_TO_WORKER, letter)
                        .putLong(letter.line())
                        .putInt(letter.requiredDefinitions())
                        .putContent(letter.content());
            case Message.ForgetLoader forget ->
                begin(out, Layout.FORGET_LOADER, forget).putInt(forget.loader());
            case Message.ForgetShared forget ->
                begin(out, Layout.FORGET_SHARED, forget).putLong(forget.number());
            case Message.Goodbye goodbye -> begin(out, Layout.GOODBYE, goodbye).putCode(goodbye.how());
        }
    }

    private static void write(PoolOptions pool, Output out) throws IOException {
        out.putInt(pool.maxWorkers())
                .putLong(pool.cancelGraceNanos())
                .putBytesOrNull(pool.initializer())
                .putList(pool.definitions(), Output::putBytes)
                .putList(pool.jvmOptions(), Output::putText)
                .putInt(pool.maxTasksPerWorker());
    }

    private static void write(Message.ToDriver message, Output out) throws IOException {
        switch (message) {
            case Message.Welcome welcome -> begin(out, Layout.WELCOME, welcome).putInt(welcome.slots());
            case Message.Refused refused ->
                begin(out, Layout.REFUSED, refused).putText(refused.reason()).putContent(refused.failure());
            case Message.Gone gone -> begin(out, Layout.GONE, gone);
            case Message.Slots slots -> begin(out, Layout.SLOTS, slots).putInt(slots.slots());
            case Message.Revoked revoked ->
                begin(out, Layout.REVOKED, revoked)
                        .putList(revoked.tasks(), Output::putLong)
                        .putList(revoked.kept(), Output::putLong);
            case Message.Began began -> begin(out, Layout.BEGAN, began).putList(began.tasks(), MessageCodec::write);
            case Message.Progress progress ->
                begin(out, Layout.PROGRESS, progress)
                        .putLong(progress.task())
                        .putInt(progress.attempt())
                        .putLong(progress.done())
                        .putLong(progress.total());
            case Message.Done done ->
                begin(out, Layout.DONE, done)
                        .putList(
                                done.tasks(),
                                (o, task) -> o.putLong(task.id())
                                        .putInt(task.attempt())
                                        .putCode(task.kind())
                                        .putLong(task.runNanos())
                                        .putText(task.worker())
                                        .putContent(task.content()));
            case Message.LetterToDriver letter ->
                begin(out, Layout.LETTER_TO_DRIVER, letter)
                        .putLong(letter.line())
                        .putContent(letter.content());
            case Message.HungUp hungUp -> begin(out, Layout.HUNG_UP, hungUp).putLong(hungUp.line());
            case Message.Waits waits ->
                begin(out, Layout.WAITS, waits)
                        .putLong(waits.task())
                        .putInt(waits.attempt())
                        .putFlag(waits.begins());
            case Message.WorkerTold told ->
                begin(out, Layout.WORKER_TOLD, told)
                        .putCode(told.event())
                        .putText(told.worker())
                        .putLong(told.pid())
                        .putInt(told.workers())
                        .putText(told.text());
            case Message.WorkerUses uses ->
                begin(out, Layout.WORKER_USES, uses)
                        .putText(uses.worker())
                        .putLong(uses.pid())
                        .putLong(uses.heapBytes())
                        .putLong(uses.residentBytes())
                        .putLong(uses.processorNanos());
        }
    }

    /// Reads a message.
    ///
    /// @param bytes of one
    /// @return the message
    /// @throws WireFormatException if it is none
    public static Message read(byte[] bytes) {
        Input in = new Input(bytes);
        int type = Layout.takeType(in);
        long session = in.takeLong();
        return in.end(
                switch (type) {
                    case Layout.HELLO ->
                        new Message.Hello(session, in.takeText(), in.takeList(MessageCodec::jar), pool(in));
                    case Layout.DEFINE -> new Message.Define(session, in.takeCount(), in.takeList(Input::takeBytes));
                    case Layout.RUN -> new Message.Run(session, in.takeList(MessageCodec::task), in.takeFlag());
                    case Layout.CANCEL -> new Message.Cancel(session, in.takeList(Input::takeLong));
                    case Layout.REVOKE -> new Message.Revoke(session, in.takeList(Input::takeLong));
                    case Layout.REVOKE_LAST -> new Message.RevokeLast(session, in.takeCount());
                    case Layout.LIMIT -> new Message.Limit(session, in.takeCount());
                    case Layout.LETTER_TO_WORKER ->
                        new Message.LetterToWorker(session, in.takeLong(), in.takeCount(), in.takeContent());
                    case Layout.FORGET_LOADER -> new Message.ForgetLoader(session, in.takeCount());
                    case Layout.FORGET_SHARED -> new Message.ForgetShared(session, in.takeLong());
                    case Layout.GOODBYE -> new Message.Goodbye(session, in.takeCode(ENDINGS));
                    case Layout.WELCOME -> new Message.Welcome(session, in.takeCount());
                    case Layout.REFUSED -> new Message.Refused(session, in.takeText(), in.takeContent());
                    case Layout.GONE -> new Message.Gone(session);
                    case Layout.SLOTS -> new Message.Slots(session, in.takeCount());
                    case Layout.REVOKED ->
                        new Message.Revoked(session, in.takeList(Input::takeLong), in.takeList(Input::takeLong));
                    case Layout.BEGAN -> new Message.Began(session, in.takeList(MessageCodec::beginning));
                    case Layout.PROGRESS ->
                        new Message.Progress(session, in.takeLong(), in.takeCount(), in.takeLong(), in.takeLong());
                    case Layout.DONE -> new Message.Done(session, in.takeList(MessageCodec::ended));
                    case Layout.LETTER_TO_DRIVER ->
                        new Message.LetterToDriver(session, in.takeLong(), in.takeContent());
                    case Layout.HUNG_UP -> new Message.HungUp(session, in.takeLong());
                    case Layout.WAITS -> new Message.Waits(session, in.takeLong(), in.takeCount(), in.takeFlag());
                    case Layout.WORKER_TOLD ->
                        new Message.WorkerTold(
                                session,
                                in.takeCode(WORKER_EVENTS),
                                in.takeText(),
                                in.takeLong(),
                                in.takeCount(),
                                in.takeText());
                    case Layout.WORKER_USES ->
                        new Message.WorkerUses(
                                session, in.takeText(), in.takeLong(), in.takeLong(), in.takeLong(), in.takeLong());
                    default -> throw Layout.unknown("messages", type);
                });
    }

    private static Jar jar(Input in) {
        try {
            return new Jar(in.takeText(), in.takeSize(), in.takeText());
        } catch (IllegalArgumentException e) {
            throw new WireFormatException("Not a jar", e);
        }
    }

    private static PoolOptions pool(Input in) {
        return new PoolOptions(
                in.takeCount(),
                in.takeSize(),
                in.takeBytesOrNull(),
                in.takeList(Input::takeBytes),
                in.takeList(Input::takeText),
                in.takeCount());
    }

    private static TaskToRun task(Input in) {
        return new TaskToRun(
                in.takeLong(),
                in.takeCount(),
                in.takeTextOrNull(),
                in.takeSize(),
                in.takeCount(),
                in.takeByte(Layout.MAX_DEPTH),
                in.takeContent());
    }

    static void write(Output out, Beginning beginning) throws IOException {
        out.putLong(beginning.task()).putInt(beginning.attempt()).putText(beginning.worker());
    }

    static Beginning beginning(Input in) {
        return new Beginning(in.takeLong(), in.takeCount(), in.takeText());
    }

    private static TaskEnded ended(Input in) {
        return new TaskEnded(
                in.takeLong(), in.takeCount(), in.takeCode(KINDS), in.takeSize(), in.takeText(), in.takeContent());
    }
}
