package concurrent.futures.internal.process.pool;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerInfo;
import concurrent.futures.internal.CallbackThread;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Ledger;
import concurrent.futures.internal.LifeCycle;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.PoolDepth;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.process.broadcast.PoolBroadcasts;
import concurrent.futures.internal.process.launch.Launcher;
import concurrent.futures.internal.process.launch.Preparation;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.logging.ParentLevels;
import concurrent.futures.internal.process.memory.MemoryHome;
import concurrent.futures.internal.process.memory.SharedMappings;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.pool.shortage.Rescuer;
import concurrent.futures.internal.shipping.ClassDesk;
import concurrent.futures.internal.shipping.ParentLoaders;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks in worker processes.
///
/// What a task refers to is encoded in the thread that submits it, by the [Intake]; the [Dispatcher] decides where it
/// runs; for each
/// worker, a
/// [Supervisor] starts the process, takes its results and buries it, and a [Courier] carries tasks to it.
///
/// The pool has terminated when it was shut down, no task is open in the ledger, and every worker process and its
/// threads
/// are gone. Then the private directory is removed.
public final class ProcessPool implements NestedWork.Pool {
    /// After which time a worker that ignores SIGTERM is killed.
    private static final long TERM_SECONDS = 5;

    private final Settings settings;
    private final Ledger ledger = new Ledger(new Runnable() {
        @Override
        public void run() {
            windDown();
        }
    });
    private final CallbackThread callbacks;
    private final CallbackThread nestedCallbacks;
    private final LoaderTable loaders = new LoaderTable(new Consumer<>() {
        @Override
        public void accept(List<Integer> gone) {
            forgetLoaders(gone);
        }
    });
    private final ClassDesk classDesk;
    private final Dictionary dictionary = new Dictionary(loaders);
    private final ObjectEncoder encoder = new ObjectEncoder(dictionary);
    private final LongConsumer forgetShared = new LongConsumer() {
        @Override
        public void accept(long number) {
            forgetShared(number);
        }
    };
    private final PoolBroadcasts broadcasts;
    private final @Nullable Blob initializer;

    /// Of the thread that made the pool: where the initializer looks for classes.
    private final @Nullable ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();

    private final Rescuer rescuer;
    private final Dispatcher dispatcher;
    private final Foreman foreman;
    private final Intake intake;

    private final Hub events;

    private final LifeCycle lifeCycle = new LifeCycle();
    private final AtomicInteger supervisors = new AtomicInteger();
    private final AtomicInteger raised = new AtomicInteger();

    private final Preparation preparation;

    /// Makes a pool; it starts no worker yet.
    ///
    /// @param settings how
    /// @throws concurrent.futures.NotSerializableTaskException if the initializer can not be sent
    /// @throws IllegalStateException if this process is a worker so deep that it may have none
    public ProcessPool(Settings settings) {
        PoolDepth.check();
        this.settings = settings;
        this.initializer = settings.initializer() == null ? null : encoder.encode(settings.initializer());
        // From here on, nothing may fail any more.
        this.preparation = prepare();
        this.classDesk = new ClassDesk(new ParentLoaders(loaders), Threads.daemons(settings.name() + "-class-loading"));
        this.callbacks = new CallbackThread(settings.name() + "-callbacks", this, ledger);
        this.nestedCallbacks = new CallbackThread(settings.name() + "-nested", this, ledger);
        this.rescuer = new Rescuer(settings.name() + "-rescuer", new Runnable() {
            @Override
            public void run() {
                recover();
            }
        });
        this.dispatcher = new Dispatcher(this, settings);
        this.events = new Hub(this, settings.name(), new Onlooker(this, dispatcher));
        this.foreman = new Foreman(dispatcher, dispatcher.roster(), dispatcher.lock());
        this.intake = new Intake(this, lifeCycle);
        this.broadcasts = new PoolBroadcasts(settings.name(), encoder, this.forgetShared);
        SharedMappings.addListener(forgetShared);
    }

    // --- what its parts share

    Settings settings() {
        return settings;
    }

    Ledger ledger() {
        return ledger;
    }

    @Override
    public Hub events() {
        return events;
    }

    CallbackThread callbacks() {
        return callbacks;
    }

    CallbackThread nestedCallbacks() {
        return nestedCallbacks;
    }

    Rescuer rescuer() {
        return rescuer;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Foreman foreman() {
        return foreman;
    }

    LoaderTable loaders() {
        return loaders;
    }

    ClassDesk classDesk() {
        return classDesk;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    ObjectEncoder encoder() {
        return encoder;
    }

    /// The values that tasks share.
    ///
    /// @return those of this pool
    public PoolBroadcasts broadcasts() {
        return broadcasts;
    }

    @Nullable
    Blob initializer() {
        return initializer;
    }

    /// What else a worker should know at its start, by name.
    Map<String, String> workerSettings() {
        return Map.of(
                "depth",
                Integer.toString(PoolDepth.ofWorkers()),
                "contextLoader",
                Integer.toString(loaders.numberOf(contextLoader)),
                "logLevels",
                ParentLevels.now(),
                "maxWorkerMemory",
                Long.toString(settings.maxWorkerMemory()));
    }

    private void forgetShared(long number) {
        dispatcher.census().couriers().forEach(courier -> courier.post(new Frame.Forget(number), 0));
    }

    /// Class loaders are gone, and with them all that could refer to their classes.
    private void forgetLoaders(List<Integer> gone) {
        dictionary.forget(gone);
        for (Courier courier : dispatcher.census().couriers()) {
            gone.forEach(number -> courier.post(new Frame.ForgetLoader(number), 0));
        }
    }

    private Preparation prepare() {
        Preparation begun = new Preparation(
                new LaunchSettings(
                        settings.maxWorkers(),
                        settings.javaHome(),
                        settings.classPath(),
                        jvmOptions(),
                        settings.maxHeap(),
                        settings.environment(),
                        settings.workingDirectory(),
                        settings.workerOutput(),
                        settings.startupCache()),
                settings.name());
        try {
            begun.start();
        } catch (OutOfMemoryError noThread) {
            return begun; // The first worker will have to wait for it.
        }
        return begun;
    }

    /// What starts the workers, made beside this pool.
    Launcher launcher() throws IOException {
        return preparation.launcher();
    }

    /// Where memory counts, the heap begins small and grows as it is needed: what it has reserved then tells roughly
    /// how
    /// much of the process's memory it is.
    private List<String> jvmOptions() {
        if (settings.maxWorkerMemory() == 0) {
            return settings.jvmOptions();
        }
        List<String> options = new ArrayList<>(List.of("-Xms8m"));
        options.addAll(settings.jvmOptions());
        return options;
    }

    /// A worker has died before it connected.
    void stillborn(WorkerProcess process, Death death) {
        Launcher launcher = preparation.known();
        if (launcher != null) {
            launcher.stillborn(process, death);
        }
    }

    /// The command line of the workers, for people.
    String commandLine() {
        Launcher launcher = preparation.known();
        return launcher == null ? "none" : launcher.commandLine();
    }

    // --- taking work

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        return intake.submit(body, options);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        return intake.submit(bodies, options, /* depth= */ 0);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitNested(
            List<? extends TaskBody<T>> bodies, TaskOptions options, int depth) {
        return intake.submit(bodies, options, depth);
    }

    @Override
    public <F> F prepare(F function) {
        return SharedFunction.prepare(function, encoder);
    }

    // --- workers

    /// Starts the thread that accompanies a worker, which starts its process.
    void raise(Worker worker) {
        Supervisor supervisor = new Supervisor(this, worker, raised.getAndIncrement());
        supervisors.incrementAndGet();
        try {
            supervisor.start();
        } catch (Throwable e) {
            if (Perseverance.isShortage(e)) {
                supervisors.decrementAndGet();
                throw e; // It is started later.
            }
            supervisor.stillborn(e);
        }
    }

    /// A worker and its threads are gone.
    void supervisorEnded() {
        supervisors.decrementAndGet();
        windDown();
    }

    /// Lets the workers go once nothing is to be done any more, and the directory when they are gone.
    private void windDown() {
        if (!lifeCycle.isShutdown() || !ledger.isIdle()) {
            return;
        }
        try {
            foreman.retireAll();
            if (dispatcher.census().workerCount() == 0 && supervisors.get() == 0) {
                terminate();
            }
        } catch (OutOfMemoryError e) {
            dispatcher.lock().leave(e);
        }
    }

    private void terminate() {
        SharedMappings.removeListener(forgetShared);
        classDesk.close();
        try {
            preparation.close();
        } catch (LinkageError e) {
            // What could not be initialised without memory never can be. What is left on disk goes with this JVM.
            Guard.log(System.Logger.Level.WARNING, "can not remove the directory of " + this, e);
        }
        events.close();
        lifeCycle.terminate();
        rescuer.end();
    }

    /// Does what was left undone because there was no memory. In the rescuer's thread.
    private void recover() {
        Timer.look();
        if (lifeCycle.isShutdown()) {
            foreman.shutdown(lifeCycle.isStopping());
        }
        foreman.recover();
        windDown();
    }

    /// A worker is dead: nobody uses the memory that it has made and not handed over.
    void removeMemoryOf(long pid) {
        Launcher of = preparation.known();
        if (of != null) {
            MemoryHome.removeLeftBy(of.directory().path(), pid);
        }
    }

    /// The workers, now.
    ///
    /// @return a snapshot
    public List<WorkerInfo> workers() {
        return dispatcher.census().workers();
    }

    /// Changes the most workers.
    ///
    /// @param maxWorkers at least 1
    public void resize(int maxWorkers) {
        preparation.resize(maxWorkers);
        foreman.resize(maxWorkers);
    }

    // --- the end

    @Override
    public int cancelPending() {
        return cancelNotBegun().size();
    }

    /// Cancels what has not begun.
    private List<TaskBody<?>> cancelNotBegun() {
        List<TaskBody<?>> never = new ArrayList<>();
        List<PoolTask<?>> present = intake.beingEncoded();
        present.addAll(dispatcher.census().present());
        for (PoolTask<?> task : present) {
            TaskBody<?> body = task.body();
            if (body != null && task.cancel(/* evenIfRunning= */ false)) {
                never.add(body);
            }
        }
        return never;
    }

    @Override
    public void shutdown() {
        lifeCycle.shutdown();
        try {
            foreman.shutdown(/* now= */ false);
        } catch (OutOfMemoryError e) {
            dispatcher.lock().leave(e);
        }
        windDown();
    }

    private void stop() {
        lifeCycle.stop();
        foreman.shutdown(/* now= */ true);
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        stop();
        List<TaskBody<?>> never = cancelNotBegun();
        dispatcher.census().present().forEach(task -> task.cancel(/* evenIfRunning= */ true));
        foreman.slowlyRead().forEach(task -> task.cancel(/* evenIfRunning= */ true));
        windDown();
        return never;
    }

    /// Shuts down, cancels what is pending, and asks every worker to end.
    public void terminateWorkers() {
        endWorkers(ProcessPool::terminate);
    }

    private static void terminate(WorkerProcess process) {
        process.terminate("terminateWorkers() was called");
        ScheduledFuture<?> patience = Timer.schedule(
                () -> process.kill("it did not end within " + TERM_SECONDS + " s of terminateWorkers()"),
                TERM_SECONDS,
                TimeUnit.SECONDS);
        process.onDeath(death -> patience.cancel(/* mayInterruptIfRunning= */ false));
    }

    /// Shuts down, cancels what is pending, and kills every worker.
    public void killWorkers() {
        endWorkers(process -> process.kill("killWorkers() was called"));
    }

    private void endWorkers(Consumer<WorkerProcess> end) {
        stop();
        cancelNotBegun();
        dispatcher.census().queued().forEach(task -> task.cancel(/* evenIfRunning= */ true));
        foreman.slowlyRead().forEach(task -> task.cancel(/* evenIfRunning= */ true));
        dispatcher.census().processes().forEach(end);
        windDown();
    }

    @Override
    public boolean isShutdown() {
        return lifeCycle.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return lifeCycle.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return lifeCycle.awaitTermination(timeout, unit);
    }

    @Override
    public int maxWorkers() {
        return dispatcher.census().maxWorkers();
    }

    @Override
    public ExecutorStatistics statistics() {
        dispatcher.census().begun().forEach(PoolTask::noteBegun);
        return ledger.snapshot(
                dispatcher.census().maxWorkers(), dispatcher.census().workerCount());
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
