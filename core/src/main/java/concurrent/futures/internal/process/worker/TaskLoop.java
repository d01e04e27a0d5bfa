package concurrent.futures.internal.process.worker;

import concurrent.futures.Action;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.PoolDepth;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.broadcast.ReceivedBroadcasts;
import concurrent.futures.internal.process.logging.LogSender;
import concurrent.futures.internal.process.memory.SharedMappings;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.process.worker.nested.ParentPool;
import concurrent.futures.internal.shipping.ShippedLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.DictionaryReplica;
import concurrent.futures.internal.wire.dictionary.LoaderNumbers;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs the tasks, one after the other, in one thread.
///
/// A task begins when the claim page says that it was not taken back. Its answer is sent before the next one begins: so
/// the parent finds at most one task that has begun and was not answered, should this process die.
final class TaskLoop {
    private static final int OUT_OF_MEMORY_EXIT = 3;
    private static final String OUT_OF_MEMORY = "a task had exhausted its memory, and failed with that";

    private final ClaimPage claims;
    private final Outbox outbox;
    private final InterruptGate gate;

    private final ClassLoader application = ClassLoader.getSystemClassLoader();
    private final ShippedLoaders loaders;
    private final Dictionary dictionary;
    private final ObjectEncoder encoder;
    private final DictionaryReplica replica;
    private final ObjectDecoder decoder;
    private final ReceivedBroadcasts broadcasts;
    private final ParentPool parentPool;
    private final LogSender logging;
    private final StandardStreams streams = new StandardStreams();
    private @Nullable MemoryLimit memoryLimit;

    /// When the last task of the group was over, and its answer on its way: the next one begins then. A look at the
    /// clock takes as long as a small task.
    private long ended;

    /// It has told so, and begins no more tasks.
    private boolean overgrown;

    private final ElementLoop elements;

    private final BlockingQueue<Assignment> queue = new LinkedBlockingQueue<>();
    private final BooleanSupplier isAssigned = new BooleanSupplier() {
        @Override
        public boolean getAsBoolean() {
            return !queue.isEmpty();
        }
    };
    private final Map<Long, SharedValue> shared = new ConcurrentHashMap<>();
    private String workerName = "worker";

    private @Nullable ParentLink parent;
    private @Nullable Thread thread;
    private CurrentTask.@Nullable Desk desk;
    private volatile boolean prepared;
    private volatile boolean leaving;

    TaskLoop(ClaimPage claims, Outbox outbox, InterruptGate gate, ParentClasses classes) {
        this.claims = claims;
        this.outbox = outbox;
        this.gate = gate;
        this.elements = new ElementLoop(this, claims, outbox, gate);
        this.loaders = new ShippedLoaders(application, classes);
        this.dictionary = new Dictionary(loaders);
        this.encoder = new ObjectEncoder(dictionary);
        this.replica = new DictionaryReplica(loaders);
        this.decoder = new ObjectDecoder(replica);
        // All of these are classes, since the first use of each lambda takes a JVM that starts longer.
        this.broadcasts = new ReceivedBroadcasts(decoder, new Consumer<>() {
            @Override
            public void accept(Frame.FromWorker frame) {
                outbox.post(frame);
            }
        });
        ParentPool.Mail mail = new ParentPool.Mail() {
            @Override
            public void post(Frame.FromWorker frame, int requiredDefinitions) {
                outbox.post(frame, dictionary, requiredDefinitions);
            }
        };
        this.parentPool = new ParentPool(mail, encoder, decoder);
        this.logging = new LogSender(
                new Function<>() {
                    @Override
                    public Blob apply(Throwable thrown) {
                        return encoder.encodeThrowable(thrown);
                    }
                },
                new Consumer<>() {
                    @Override
                    public void accept(Frame.Log log) {
                        post(log);
                    }
                });
    }

    private void post(Frame.Log log) {
        Blob thrown = log.thrown();
        outbox.post(log, dictionary, thrown == null ? 0 : thrown.requiredDefinitions());
    }

    /// Starts the thread of the tasks, which listens to the parent while there are none.
    void start(ParentLink link) {
        parent = link;
        thread = Threads.startGated(
                "main",
                /* daemon= */ false,
                new Consumer<>() {
                    @Override
                    public void accept(Runnable interrupt) {
                        gate.pass(interrupt);
                    }
                },
                new Runnable() {
                    @Override
                    public void run() {
                        gate.guard(Thread.currentThread());
                        desk = CurrentTask.workFor(parentPool);
                        loop();
                    }
                });
    }

    // --- what comes from the parent, in a thread that listens to it

    void add(Frame.Setup setup) {
        queue.add(new Assignment.Prepare(setup));
    }

    void add(Frame.Run run) {
        SharedValue function = run.sharedFunction() == 0 ? null : shared.get(run.sharedFunction());
        queue.add(new Assignment.Tasks(run, function));
    }

    void add(Frame.Elements elements) {
        queue.add(new Assignment.Elements(elements, shared.get(elements.sharedFunction())));
    }

    void add(Frame.Shutdown shutdown) {
        queue.add(new Assignment.End());
    }

    void define(Frame.Define definitions) {
        replica.accept(definitions);
        if (definitions.definitions().isEmpty()) {
            queue.add(new Assignment.Rehearse());
        }
    }

    void share(Frame.Share share) {
        if (share.id() < 0) {
            broadcasts.arrived(share);
        } else {
            shared.put(share.id(), new SharedValue(share.value()));
        }
    }

    void forget(Frame.Forget forget) {
        shared.remove(forget.id());
        broadcasts.forget(forget.id());
        if (SharedMappings.has(forget.id())) {
            queue.add(new Assignment.Unmap(forget.id()));
        }
    }

    void published(Frame.LogPublished published) {
        logging.published(published.cost());
    }

    /// The parent wants to know what this process uses.
    void measure() {
        Runtime runtime = Runtime.getRuntime();
        outbox.post(new Frame.Measured(runtime.totalMemory() - runtime.freeMemory()));
    }

    void forget(Frame.ForgetLoader forget) {
        loaders.forget(forget.loader());
        replica.forget(forget.loader());
    }

    void take(Frame.Reply reply) {
        parentPool.take(reply);
    }

    void take(Frame.Ended ended) {
        parentPool.take(ended);
    }

    // --- the thread of the tasks

    private void loop() {
        try {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = doNext();
            }
        } catch (ParentGoneException e) {
            // The thread that listens to the parent ends the process; the tasks that are left are nobody's.
            return;
        } catch (Throwable e) {
            leaveAtOnce("it failed between tasks: " + e);
        }
    }

    /// Waits for the next assignment, and does it. A method of its own, so that while it waits no frame of this thread
    /// keeps the task before.
    ///
    /// @return `false` if that was the last one
    private boolean doNext() {
        // Not a switch: its first use takes a JVM that starts a while.
        Assignment next = next();
        if (next instanceof Assignment.Tasks tasks) {
            run(tasks);
        } else if (next instanceof Assignment.Elements some) {
            elements.run(some.frame(), Objects.requireNonNull(some.function()), Objects.requireNonNull(desk));
        } else if (next instanceof Assignment.Prepare prepare) {
            prepare(prepare.setup());
        } else if (next instanceof Assignment.Rehearse) {
            new Rehearsal(replica, loaders).run();
        } else if (next instanceof Assignment.Unmap memory) {
            SharedMappings.forget(memory.number());
        } else {
            leave();
            return false;
        }
        return true;
    }

    private Assignment next() {
        Assignment known = queue.poll();
        if (known != null) {
            return known;
        }
        Objects.requireNonNull(parent).listenUntil(isAssigned);
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted between tasks, in spite of the gate", e);
        }
    }

    private void prepare(Frame.Setup setup) {
        streams.install();
        workerName = setup.workerName();
        PoolDepth.isWorker(Integer.parseInt(setup.settings().getOrDefault("depth", "1")));
        logging.levels(setup.settings().getOrDefault("logLevels", ""));
        long memory = Long.parseLong(setup.settings().getOrDefault("maxWorkerMemory", "0"));
        memoryLimit = memory == 0 ? null : new MemoryLimit(memory);
        Blob initializer = setup.initializer();
        if (initializer != null) {
            try {
                Action action = (Action) Objects.requireNonNull(decoder.decode(initializer));
                int context = Integer.parseInt(setup.settings().getOrDefault("contextLoader", "0"));
                Thread.currentThread().setContextClassLoader(contextLoader(context, action));
                action.run();
            } catch (Throwable e) {
                Blob failure = encoder.encodeThrowable(e);
                outbox.send(new Frame.SetupFailed(failure), dictionary, failure.requiredDefinitions());
                return;
            } finally {
                Thread.currentThread().setContextClassLoader(application);
            }
        }
        streams.flush();
        prepared = true;
        outbox.send(new Frame.Ready(), dictionary, 0);
    }

    /// Runs the tasks of one frame, one after the other.
    private void run(Assignment.Tasks tasks) {
        Frame.Run run = tasks.run();
        parentPool.enter(run.depth());
        int count = run.count();
        ended = System.nanoTime();
        for (int place = 0; place < count && !overgrown; place++) {
            // One that was taken back was so with all that come after it.
            if (!run(tasks, place, ended)) {
                return;
            }
        }
    }

    /// @param begun now: when the task before it has ended
    /// @return `false` if the task was taken back
    private boolean run(Assignment.Tasks tasks, int place, long begun) {
        Frame.Run run = tasks.run();
        long number = run.task() + place;
        gate.enter(number);
        if (!claims.begin(number, begun)) {
            gate.leave(number);
            return false;
        }
        CurrentTask.Desk here = Objects.requireNonNull(desk);
        here.enter(scope(number, run.name()));
        Blob value = null;
        Blob failure = null;
        boolean outOfMemory = false;
        try {
            value = encoder.encodeBorrowing(perform(tasks, place));
        } catch (Throwable e) {
            outOfMemory = isOutOfMemory(e);
            failure = encoder.encodeThrowable(e);
        } finally {
            here.enter(null);
            streams.flush();
            gate.leave(number);
        }
        Thread.currentThread().setContextClassLoader(application);
        answer(number, begun, value, failure);
        if (outOfMemory) {
            leaveAtOnce(OUT_OF_MEMORY);
        }
        checkMemory(ended - begun);
        return true;
    }

    /// A task has ended; the worker may hold too much by now.
    void checkMemory(long ranNanos) {
        if (memoryLimit == null) {
            return;
        }
        long held = memoryLimit.lookAfterTask(ranNanos);
        ended = System.nanoTime(); // The look may take a collection, which is not for the next task to answer for.
        if (held > 0) {
            overgrown = true;
            outbox.send(new Frame.Overgrown(held), dictionary, 0);
        }
    }

    private @Nullable Object perform(Assignment.Tasks tasks, int place) throws Exception {
        Frame.Run run = tasks.run();
        List<Blob> blobs = run.blobs();
        int at = place * run.blobsPerTask();
        Object function = run.sharedFunction() == 0
                ? decoder.decode(blobs.get(at++))
                : Objects.requireNonNull(tasks.function()).get(decoder);
        Thread.currentThread().setContextClassLoader(contextLoader(run.contextLoader(), function));
        int count = run.kind().arguments();
        Object first = count > 0 ? decoder.decode(blobs.get(at)) : null;
        Object second = count > 1 ? decoder.decode(blobs.get(at + 1)) : null;
        return decoder.toTaskBody(run.kind(), function, first, second).call();
    }

    /// That of the thread that submitted, in the parent; for those that had none but the application's, the one that
    /// knows what the function knows.
    private ClassLoader contextLoader(int number, @Nullable Object function) {
        if (number != LoaderNumbers.APPLICATION) {
            return loaders.loader(number);
        }
        ClassLoader home = function == null ? null : function.getClass().getClassLoader();
        return home == null ? application : home;
    }

    private void answer(long task, long begun, @Nullable Blob value, @Nullable Blob failure) {
        ended = System.nanoTime();
        long ran = ended - begun;
        boolean atOnce = true;
        if (value != null) {
            atOnce = outbox.send(new Frame.Result(task, begun, ran, value), dictionary, value.requiredDefinitions());
        } else if (failure != null) {
            atOnce = outbox.send(
                    new Frame.Failure(task, begun, ran, failure), dictionary, failure.requiredDefinitions());
        }
        if (!atOnce) {
            ended = System.nanoTime();
        }
    }

    // --- what elements of a map need

    void enter(int depth) {
        parentPool.enter(depth);
    }

    boolean isOvergrown() {
        return overgrown;
    }

    boolean limitsMemory() {
        return memoryLimit != null;
    }

    RunningTask scope(long number, @Nullable String name) {
        return new RunningTask(number, name, workerName, claims, gate, outbox, parentPool);
    }

    @Nullable
    Object decode(SharedValue function) {
        return function.get(decoder);
    }

    Blob encode(@Nullable Object value) {
        return encoder.encodeBorrowing(value);
    }

    /// Sets the context class loader of the thread, if it is another one.
    void enterContext(int number, @Nullable Object function) {
        ClassLoader context = contextLoader(number, function);
        if (Thread.currentThread().getContextClassLoader() != context) {
            Thread.currentThread().setContextClassLoader(context);
        }
    }

    void leaveContext() {
        Thread.currentThread().setContextClassLoader(application);
    }

    void flushStreams() {
        streams.flush();
    }

    @Nullable
    Object callOther(EncodedTask.Kind kind, @Nullable Object code, @Nullable Object first, @Nullable Object second)
            throws Exception {
        return decoder.toTaskBody(kind, code, first, second).call();
    }

    void answerValue(long number, long begun, long ran, Blob value) {
        outbox.send(new Frame.Result(number, begun, ran, value), dictionary, value.requiredDefinitions());
    }

    Blob encodeThrowable(Throwable thrown) {
        return encoder.encodeThrowable(thrown);
    }

    void answerFailure(long number, long begun, long ran, Blob failure, boolean outOfMemory) {
        outbox.send(new Frame.Failure(number, begun, ran, failure), dictionary, failure.requiredDefinitions());
        if (outOfMemory) {
            leaveAtOnce(OUT_OF_MEMORY);
        }
    }

    static boolean isOutOfMemory(Throwable thrown) {
        return thrown instanceof OutOfMemoryError
                || (thrown instanceof NotSerializableTaskException && thrown.getCause() instanceof OutOfMemoryError);
    }

    // --- the end

    /// The process ends. If some code in it wanted that, tells the parent which.
    void tellExit() {
        logging.leave();
        Thread tasks = thread;
        if (leaving || tasks == null) {
            return;
        }
        try {
            Frame.Exit exit = ExitCall.find(tasks, prepared ? "the task" : "the initializer");
            if (exit != null) {
                outbox.postLast(exit);
            }
        } catch (Throwable e) {
            // The exit matters more than the knowledge of who wanted it.
            return;
        }
    }

    /// Ends the process as Java programs end: with its shutdown hooks.
    private void leave() {
        leaving = true;
        outbox.send(new Frame.Goodbye(0, "it was told to end"), dictionary, 0);
        System.exit(0);
    }

    /// Ends the process without anything that could fail or take long.
    void leaveAtOnce(String reason) {
        try {
            outbox.send(new Frame.Goodbye(OUT_OF_MEMORY_EXIT, reason), dictionary, 0);
        } finally {
            Runtime.getRuntime().halt(OUT_OF_MEMORY_EXIT);
        }
    }
}
