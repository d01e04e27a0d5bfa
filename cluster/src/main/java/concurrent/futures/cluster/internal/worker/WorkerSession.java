package concurrent.futures.cluster.internal.worker;

import concurrent.futures.cluster.internal.protocol.Draft;
import concurrent.futures.cluster.internal.protocol.Payload;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.shipping.ShippedLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskScope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What a worker process knows of the session that it works for; there is one in each. Tasks run one after the other.
final class WorkerSession {
    /// So long the driver's classes and values may take to come, before that counts as the task's own time.
    private static final long MOST_NANOS_TO_ARRIVE = TimeUnit.SECONDS.toNanos(30);

    private static @Nullable WorkerSession session;

    private final ClassLoader application = ClassLoader.getSystemClassLoader();
    private final Supplies supplies;
    private final ShippedLoaders loaders;
    private final DictionaryReplica replica;
    private final ObjectDecoder decoder;
    private final OutcomeWriter writer;
    private final ReceivedShared shared;
    private final LargeFiles files;
    private final DriverLine line;
    private final String agent;
    private int forgotten;

    private WorkerSession(ClassLoader context) {
        this.supplies = new Supplies(context);
        this.loaders = new ShippedLoaders(application, new DriverClasses(supplies));
        this.replica = new DictionaryReplica(loaders);
        this.decoder = new ObjectDecoder(replica);
        this.writer = new OutcomeWriter(loaders);
        this.shared = new ReceivedShared(supplies, loaders);
        List<byte[]> about = supplies.getParts(Supplies.session());
        this.agent = new String(about.get(0), StandardCharsets.UTF_8);
        this.files = new LargeFiles(Path.of(new String(about.get(1), StandardCharsets.UTF_8)));
        this.line = new DriverLine(supplies, files, loaders, decoder, this::learn);
    }

    /// The session of this process, begun with the first call: then the thread's context class loader is the one that
    /// stands for the agent's.
    ///
    /// @throws SupplyException if the agent does not answer
    static synchronized WorkerSession ofThisProcess() {
        WorkerSession known = session;
        if (known == null) {
            known = new WorkerSession(Thread.currentThread().getContextClassLoader());
            session = known;
        }
        return known;
    }

    /// The session of this process.
    ///
    /// @return `null` if this is no worker of an agent, or it has run no task yet
    static synchronized @Nullable WorkerSession known() {
        return session;
    }

    ReceivedShared shared() {
        return shared;
    }

    // --- tasks

    byte[] run(Job job) {
        TaskScope outer = Objects.requireNonNull(CurrentTask.scope(), "no task runs in this thread");
        String worker = outer.workerName();
        TaskScope previous = new JobScope(outer, agent, job, line).enter();
        line.enter(job.depth());
        long begun = System.nanoTime();
        // What it needs of its driver may be a while on its way.
        outer.beginsAt(begun + MOST_NANOS_TO_ARRIVE);
        byte[] answer;
        try {
            TaskBody<?> body = read(job);
            begun = System.nanoTime();
            outer.beginsAt(begun);
            Object value = body.call();
            body = null; // So that what it was given is not kept while the result is written: both may be large.
            Draft outcome = writer.value(value, System.nanoTime() - begun);
            answer = answer(outcome, System.nanoTime() - begun, worker);
        } catch (Throwable e) {
            long ran = System.nanoTime() - begun;
            Draft outcome = writer.failure(e, ran);
            if (isExhausted(e)) {
                throw new ExhaustedError(JobAnswer.here(ran, worker, outcome));
            }
            answer = answer(outcome, ran, worker);
        } finally {
            TaskScope.exit(previous);
        }
        return answer;
    }

    private TaskBody<?> read(Job job) throws Exception {
        String file = job.file();
        Payload payload =
                file == null ? Values.readPayload(job.payload()) : LargeFiles.read(Path.of(file), Values::readPayload);
        update(job.requiredDefinitions(), job.forgotten());
        return decode(payload);
    }

    /// Runs what each worker has to run before its first task.
    ///
    /// @throws SetupFailure if that fails
    void prepare(byte[] payload, List<byte[]> definitions) {
        long start = System.nanoTime();
        try {
            replica.accept(new Frame.Define(0, definitions));
            decode(Values.readPayload(payload)).call();
        } catch (Throwable e) {
            throw new SetupFailure(
                    e.toString(), writer.failure(e, System.nanoTime() - start).toArray());
        }
    }

    private byte[] answer(Draft outcome, long ran, String worker) {
        if (outcome.bytes() <= LargeFiles.LARGE) {
            return JobAnswer.here(ran, worker, outcome);
        }
        try {
            return JobAnswer.inFile(ran, worker, files.write(outcome));
        } catch (java.io.UncheckedIOException e) {
            return JobAnswer.here(ran, worker, writer.failure(e, ran));
        }
    }

    private static boolean isExhausted(Throwable thrown) {
        return thrown instanceof OutOfMemoryError
                || (thrown instanceof concurrent.futures.NotSerializableTaskException
                        && thrown.getCause() instanceof OutOfMemoryError);
    }

    /// What to run; its class loader is the thread's then.
    private TaskBody<?> decode(Payload payload) throws Exception {
        EncodedTask task = payload.task();
        Object function = decoder.decode(task.function());
        Thread.currentThread().setContextClassLoader(contextLoader(payload.contextLoader(), function));
        List<Blob> arguments = task.arguments();
        Object first = arguments.isEmpty() ? null : decoder.decode(arguments.getFirst());
        Object second = arguments.size() < 2 ? null : decoder.decode(arguments.getLast());
        return decoder.toTaskBody(task.kind(), function, first, second);
    }

    /// As in any worker process: that of the thread that submitted, or else the one that knows what the function knows.
    private ClassLoader contextLoader(int number, @Nullable Object function) {
        if (number != LoaderNumbers.APPLICATION) {
            return loaders.loader(number);
        }
        ClassLoader home = function == null ? null : function.getClass().getClassLoader();
        return home == null || home == application ? loaders.loader(LoaderNumbers.APPLICATION) : home;
    }

    /// Gets what came since the last task.
    private void update(int requiredDefinitions, int forgottenThen) {
        learn(requiredDefinitions);
        if (forgotten < forgottenThen) {
            for (byte[] one : supplies.getParts(Supplies.forgotten(forgotten, forgottenThen))) {
                forget(ByteBuffer.wrap(one));
            }
            forgotten = forgottenThen;
            writer.forget();
        }
    }

    /// Gets definitions. Those that another thread gets at the same time are read once.
    private void learn(int requiredDefinitions) {
        int known = replica.size();
        if (known < requiredDefinitions) {
            List<byte[]> missing = supplies.getParts(Supplies.definitions(known, requiredDefinitions));
            replica.accept(new Frame.Define(known, missing));
        }
    }

    /// As [Supplies#forgetLoader] and [Supplies#forgetShared] write it.
    private void forget(ByteBuffer one) {
        if (one.get() == Supplies.LOADER) {
            int loader = one.getInt();
            loaders.forget(loader);
            replica.forget(loader);
        } else {
            shared.forget(one.getLong());
        }
    }
}
