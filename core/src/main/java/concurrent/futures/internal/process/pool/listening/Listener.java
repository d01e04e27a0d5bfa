package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.logging.LogBook;
import concurrent.futures.internal.process.pool.handout.Foreman;
import concurrent.futures.internal.process.pool.handout.Foreman.StartFailure;
import concurrent.futures.internal.process.pool.handout.PoolTask;
import concurrent.futures.internal.process.pool.handout.Worker;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.WireFormatException;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Takes what one worker says: results are decoded here, in the thread that listens to the worker, so that a slow one
/// holds up no other worker; and nobody at all for long, since another thread listens then.
final class Listener {
    /// So many answers are settled together at most: the first one's future does not wait for many others.
    private static final int MOST_TOGETHER = 256;

    private final Premises pool;
    private final Foreman foreman;
    private final Worker worker;
    private final Connection connection;
    private final WorkerProcess process;
    private final DictionaryReplica replica;
    private final ObjectDecoder decoder;
    private final Origin origin;
    private final NestedWork nested;
    private final LogBook logBook;
    private final Reading reading;
    private final Inquiries inquiries;

    // What was received and is not settled; the listening thread's, which may be another one after each errand.
    private final List<Frame.Answer> answers = new ArrayList<>();
    private final Backlog<PoolTask<?>, Frame.Answer> backlog = new Backlog<>();
    private final BiConsumer<PoolTask<?>, Frame.Answer> addToBacklog = new BiConsumer<>() {
        @Override
        public void accept(PoolTask<?> task, Frame.Answer answer) {
            backlog.add(task, answer);
        }
    };
    private @Nullable Frame ahead;

    /// What is ahead, if it is to be settled now.
    private Frame.@Nullable Values values;
    private @Nullable IOException broken;
    private boolean leftWell;
    private boolean isRehearsed;
    private boolean isShort;

    Listener(Premises pool, Worker worker, Connection connection, WorkerProcess process) {
        this.pool = pool;
        this.foreman = pool.foreman();
        this.worker = worker;
        this.connection = connection;
        this.process = process;
        this.replica = new DictionaryReplica(pool.loaders());
        this.decoder = new ObjectDecoder(replica);
        this.origin = new Origin(process.pid(), worker.name());
        this.nested = new NestedWork(pool.nestedPool(), decoder, pool.encoder(), worker.courier());
        this.logBook = new LogBook(
                worker.name(),
                new Function<>() {
                    @Override
                    public Throwable apply(Blob thrown) {
                        return decoder.decodeThrowable(thrown, origin);
                    }
                },
                new LongConsumer() {
                    @Override
                    public void accept(long cost) {
                        worker.courier().post(new Frame.LogPublished(cost), 0);
                    }
                });
        this.reading = new Reading(foreman, decoder, origin, logBook);
        this.inquiries = new Inquiries(pool.classDesk(), pool.broadcasts(), worker.courier());
    }

    /// Says what there is to do before the first task.
    ///
    /// @param settings what else the worker should know
    void greet(Map<String, String> settings) throws IOException {
        Blob initializer = pool.initializer();
        worker.courier().start(worker.name() + "-writer", connection);
        // Not before an initializer, which may have something to say about classes that are loaded after it.
        if (initializer == null && !foreman.isWaitedFor()) {
            getReady();
        }
        worker.courier()
                .post(
                        new Frame.Setup(worker.name(), settings, initializer),
                        initializer == null ? 0 : initializer.requiredDefinitions());
    }

    /// Whether the worker has said that it ends as it was told to.
    boolean hasLeftWell() {
        return leftWell;
    }

    /// Listens until the worker is gone, or another thread does.
    ///
    /// @param shift of the calling thread
    /// @return whether another thread listens now
    boolean listen(Shift shift) throws IOException {
        boolean relieved = false;
        try {
            relieved = listenUntilRelieved(shift);
            return relieved;
        } finally {
            if (!relieved) {
                logBook.close();
            }
        }
    }

    private boolean listenUntilRelieved(Shift shift) throws IOException {
        do {
            collectAnswers();
            settle(shift);
            if (shift.isOver()) {
                return true;
            }
            if (isShort) {
                // What has come is not lost: it is read when there is memory for it.
                isShort = false;
                Perseverance.pause();
            } else if (broken != null) {
                throw broken;
            } else if (!takeNext(shift)) {
                return false;
            }
        } while (!shift.isOver());
        return true;
    }

    /// Takes the answers that are there, up to the first frame that is something else.
    private void collectAnswers() {
        try {
            while (answers.size() < MOST_TOGETHER) {
                if (ahead == null) {
                    ahead = connection.receiveReady();
                }
                if (ahead instanceof Frame.Values some) {
                    values = answers.isEmpty() ? some : null;
                    return;
                }
                // Not a switch, which for each of them would look at more than it needs.
                if (ahead instanceof Frame.Answer answer) {
                    answers.add(answer);
                } else if (ahead instanceof Frame.Define definitions) {
                    replica.accept(definitions);
                } else {
                    return;
                }
                ahead = null;
            }
        } catch (IOException e) {
            broken = e;
        } catch (WireFormatException e) {
            broken = new IOException(e);
        } catch (OutOfMemoryError e) {
            runsShort(e);
        }
    }

    private void runsShort(OutOfMemoryError e) {
        if (!Perseverance.isShortage(e)) {
            throw e;
        }
        isShort = true;
    }

    /// Ends the futures whose answers have come. If this thread is relieved meanwhile, the next one goes on with it.
    private void settle(Shift shift) {
        if (!answers.isEmpty()) {
            settleAnswers();
        } else if (values != null) {
            settleValues(values);
        }
        settleBacklog(shift);
    }

    private void settleAnswers() {
        try {
            backlog.makeRoom(answers.size());
            foreman.answered(worker, answers, addToBacklog);
            answers.clear();
        } catch (OutOfMemoryError e) {
            runsShort(e); // Those that are in the backlog now may let go of memory. The rest comes again.
        }
    }

    private void settleValues(Frame.Values some) {
        try {
            backlog.makeRoom(some.count());
            close(foreman.answered(worker, some, logBook.isUnused(), addToBacklog));
            values = null;
            ahead = null;
        } catch (OutOfMemoryError e) {
            runsShort(e); // Likewise.
        }
    }

    private void settleBacklog(Shift shift) {
        int closed = 0;
        try {
            while (!backlog.isEmpty()) {
                PoolTask<?> task = backlog.first();
                Frame.Answer answer = backlog.second();
                if (reading.isPlain(answer)) {
                    backlog.remove();
                    closed += reading.readPlain(task, answer) ? 1 : 0;
                    continue;
                }
                close(closed);
                closed = 0;
                Shift.Errand outcome = reading.errand(task, answer);
                backlog.remove();
                shift.run(outcome);
                if (shift.isOver()) {
                    return;
                }
            }
        } catch (OutOfMemoryError e) {
            runsShort(e);
        } finally {
            close(closed);
        }
    }

    private void close(int tasks) {
        if (tasks > 0) {
            pool.ledger().close(tasks);
        }
    }

    /// Waits for the next frame, and takes it; an answer is left to be collected. A method of its own, so that while it
    /// waits no frame of this thread keeps the result that came before.
    ///
    /// @return `false` if the worker says no more
    private boolean takeNext(Shift shift) throws IOException {
        Frame frame = ahead;
        try {
            frame = frame != null ? frame : receive();
        } catch (OutOfMemoryError e) {
            runsShort(e);
            return true;
        }
        ahead = null;
        if (frame == null) {
            return false;
        } else if (frame instanceof Frame.Answer || frame instanceof Frame.Values) {
            ahead = frame;
            return true;
        }
        worker.restNanos = 0; // Who says something else may wait for an answer to it.
        if (frame instanceof Frame.Ready) {
            ready(); // The first use of the switch takes a program that starts a while.
        } else if (frame instanceof Frame.FromWorker said) {
            take(said, shift);
        } else {
            throw new WireFormatException("a worker sent what only a parent sends: " + frame.getClass());
        }
        return true;
    }

    private @Nullable Frame receive() throws IOException {
        long rest = worker.restNanos;
        if (rest > 0) {
            worker.restNanos = 0;
            Frame ready = connection.receiveReady();
            if (ready != null) {
                return ready;
            }
            connection.rest(rest);
        }
        return connection.receive();
    }

    private void take(Frame.FromWorker frame, Shift shift) {
        switch (frame) {
            case Frame.Hello again -> throw new WireFormatException("a worker said hello twice");
            case Frame.Ready ready -> ready();
            case Frame.SetupFailed failed -> setupFailed(failed, shift);
            case Frame.Define definitions -> replica.accept(definitions);
            case Frame.Answer answer -> throw new IllegalArgumentException("answers are collected");
            case Frame.Values values -> throw new IllegalArgumentException("answers are collected");
            case Frame.ClassRequest request -> inquiries.answer(request);
            case Frame.ShareRequest request -> inquiries.answer(request);
            case Frame.ResourceRequest request -> inquiries.answer(request);
            case Frame.Log record -> logBook.add(record);
            case Frame.Progress progress -> foreman.progress(worker, progress);
            case Frame.Submit submit -> shift.run(new NestedSubmit(submit));
            case Frame.Ask ask -> nested.ask(ask);
            case Frame.Waiting waiting -> foreman.waiting(worker, waiting.begins());
            case Frame.Overgrown overgrown -> overgrown(overgrown);
            case Frame.Measured measured -> worker.measured(measured.heapBytes());
            case Frame.Exit exit -> exit(exit);
            case Frame.Goodbye goodbye -> goodbye(goodbye);
        }
    }

    /// There is time for what the first task would have to wait for.
    private void getReady() {
        isRehearsed = true;
        worker.courier().postAhead();
    }

    private void ready() {
        if (foreman.ready(worker) && !isRehearsed) {
            getReady();
        }
        pool.rescuer().provide();
    }

    private void setupFailed(Frame.SetupFailed failed, Shift shift) {
        logBook.awaitPublished();
        shift.run(new SetupFailure(failed.failure()));
    }

    /// What the initializer threw is read, which breaks the pool.
    private final class SetupFailure implements Shift.Errand {
        private final Blob encoded;

        SetupFailure(Blob encoded) {
            this.encoded = encoded;
        }

        @Override
        public void run() {
            breakDown("; make a new executor", decoder.decodeThrowable(encoded, origin));
        }

        private void breakDown(String remark, @Nullable Throwable cause) {
            foreman.breakDown(new StartFailure("its initializer failed in worker " + worker.name() + remark, cause));
        }

        @Override
        public boolean isWanted() {
            return !foreman.isBroken();
        }

        @Override
        public void takesLong(Thread thread) {
            breakDown(", and what it threw can not be read in time; make a new executor", null);
        }

        @Override
        public void isOver() {}
    }

    /// What a task submits is read, and encoded again.
    private final class NestedSubmit implements Shift.Errand {
        private final Frame.Submit submit;

        NestedSubmit(Frame.Submit submit) {
            this.submit = submit;
        }

        @Override
        public void run() {
            nested.submit(submit);
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        /// The task that submits waits, and can be stopped.
        @Override
        public void takesLong(Thread thread) {}

        @Override
        public void isOver() {}
    }

    /// The task that called `exit` may not end any more, and its worker gets no further ones.
    private void exit(Frame.Exit exit) {
        process.noteExit(exit.caller(), exit.stack());
        foreman.leaves(worker);
    }

    private void overgrown(Frame.Overgrown overgrown) {
        System.getLogger("concurrent.futures")
                .log(
                        System.Logger.Level.INFO,
                        "worker " + worker.name() + " (pid " + process.pid() + ") holds " + overgrown.bytes()
                                + " bytes after a collection, more than maxWorkerMemory, which is "
                                + pool.maxWorkerMemory() + " bytes: it is replaced");
        foreman.overgrown(worker);
    }

    private void goodbye(Frame.Goodbye goodbye) {
        leftWell = goodbye.exitCode() == 0;
        process.noteReason(goodbye.reason());
        foreman.leaves(worker);
    }
}
