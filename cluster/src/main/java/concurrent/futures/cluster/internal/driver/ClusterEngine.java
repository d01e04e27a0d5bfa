package concurrent.futures.cluster.internal.driver;

import concurrent.futures.Broadcast;
import concurrent.futures.BrokenExecutorException;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.cluster.internal.driver.crew.Staff;
import concurrent.futures.cluster.internal.driver.crew.WorkerCount;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.scheduling.Glance;
import concurrent.futures.cluster.internal.scheduling.Place;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.life.LifeCycle;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.TaskBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs tasks on the agents of a cluster.
///
/// It has terminated when it was shut down, no task is open in the ledger, and every agent has said that the session's
/// workers are gone, or is lost.
public final class ClusterEngine implements NestedWork.Pool {
    private final DriverSettings settings;
    private final DriverNode driver;
    private final LifeCycle lifeCycle = new LifeCycle();
    private final Ledger ledger = new Ledger(this::windDown);
    private final Parts parts;
    private final Session session;
    private final AgentWatch watch;
    private final WorkerCount workers;
    private final @Nullable Staff staff;
    private final Printer printer;
    private final Set<ClusterTask<?>> encoding = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private volatile int maxWorkers;
    private volatile @Nullable BrokenExecutorException broken;

    /// Makes one; the node is given back when it has terminated.
    ///
    /// @param settings how
    /// @param driver the member of the cluster
    /// @throws concurrent.futures.NotSerializableTaskException if the initializer can not be sent
    public ClusterEngine(DriverSettings settings, DriverNode driver) {
        this(settings, driver, null);
    }

    /// Makes one that brings agents along.
    ///
    /// @param settings how
    /// @param driver the member of the cluster
    /// @param staff the agents; `null` for none. They are not there before [#begin()]
    /// @throws concurrent.futures.NotSerializableTaskException if the initializer can not be sent
    public ClusterEngine(DriverSettings settings, DriverNode driver, @Nullable Staff staff) {
        this.settings = settings;
        this.staff = staff;
        this.printer = new Printer(settings.name(), settings.workerOutput());
        this.driver = driver;
        this.maxWorkers = settings.maxWorkers();
        this.parts = new Parts(this, driver, settings, ledger, this::forgetLoaders);
        this.workers = new WorkerCount(settings.name(), parts.events());
        this.session = new Session(this, driver, parts, settings);
        this.watch = new AgentWatch(
                this, session, settings.noWorkersTimeout(), driver.settings().place());
        driver.add(session);
    }

    /// Starts the agents that it brings along.
    ///
    /// @throws IOException if a process can not be started
    public void begin() throws IOException {
        if (staff != null) {
            staff.begin(ledger::openTasks, this::breakDown);
        }
    }

    /// An agent is there.
    void joined(Node node) {
        workers.joined(node);
        if (staff != null) {
            staff.joined(node.card().name());
        }
    }

    /// An agent is gone, which is to be known before its tasks fail.
    void gone(Node node, String reason) {
        Glance known = session.glance().get(node.id());
        if (known != null && known.isWelcome() && known.slots() == 0 && known.tasks() == 0) {
            workers.left(node); // It had drained.
        } else {
            workers.lost(node, reason);
        }
    }

    private void forgetLoaders(List<Integer> gone) {
        parts.dictionary().forget(gone);
        for (int loader : gone) {
            session.tellAll(known -> new Message.ForgetLoader(known.number(), loader));
        }
    }

    // --- taking work

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        return submitChunk(List.of(body), options).getFirst();
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        return submit(bodies, options, /* depth= */ 0);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitNested(
            List<? extends TaskBody<T>> bodies, TaskOptions options, int depth) {
        return submit(bodies, options, depth);
    }

    private <T extends @Nullable Object> List<Future<T>> submit(
            List<? extends TaskBody<T>> bodies, TaskOptions options, int depth) {
        List<Future<T>> futures = new ArrayList<>(bodies.size());
        List<ClusterTask<T>> tasks = new ArrayList<>(bodies.size());
        for (TaskBody<T> body : bodies) {
            Submission submission = depth == 0 ? submissionOf(body, bodies.size()) : Submission.elsewhere();
            ClusterTask<T> task = new ClusterTask<>(session, session.nextId(), body, options, submission, depth);
            tasks.add(task);
            futures.add(task.future());
        }
        List<@Nullable String> arguments = parts.events().argumentsOf(bodies, options);
        ledger.accept(tasks.size(), this::admit);
        if (staff != null) {
            staff.busy();
        }
        encoding.addAll(tasks);
        try {
            for (int i = 0; i < tasks.size(); i++) {
                take(tasks.get(i), arguments.isEmpty() ? null : arguments.get(i));
            }
        } finally {
            tasks.forEach(encoding::remove);
        }
        watchForAgents();
        return futures;
    }

    private static Submission submissionOf(TaskBody<?> body, int count) {
        if (body.code() instanceof MapFunction known) {
            return known.submission();
        }
        return count == 1 ? Submission.here(body.code()) : Submission.here();
    }

    private void take(ClusterTask<?> task, @Nullable String arguments) {
        if (parts.events().isWatched()) {
            task.watch(arguments);
        }
        if (lifeCycle.isStopping()) {
            task.cancel(/* evenIfRunning= */ false); // Whoever stops the executor may not have seen it.
        }
        if (!task.isEnded() && task.encode()) {
            session.submit(task);
            BrokenExecutorException failure = broken;
            if (failure != null) {
                session.stop(task);
                task.fail(copy(failure));
            } else if (lifeCycle.isStopping()) {
                task.cancel(/* evenIfRunning= */ true);
            }
        }
    }

    private void admit() {
        BrokenExecutorException failure = broken;
        if (failure != null) {
            throw copy(failure);
        }
        if (lifeCycle.isShutdown()) {
            throw new RejectedExecutionException(this + " was shut down and takes no more tasks");
        }
    }

    @Override
    public <F> F prepare(F function) {
        return MapFunction.prepare(function, parts.encoder());
    }

    @Override
    public boolean placesByLabel() {
        return true;
    }

    /// Makes a broadcast.
    ///
    /// @param <T> the type of the value
    /// @param value what workers get a copy of
    /// @return a broadcast, known here until nothing refers to it
    public <T> Broadcast<T> broadcast(T value) {
        return parts.library()
                .share(
                        value,
                        settings.name(),
                        number -> session.tellAll(known -> new Message.ForgetShared(known.number(), number)));
    }

    // --- agents

    /// Tasks or agents have come or gone: see [AgentWatch].
    void watchForAgents() {
        watch.look();
    }

    /// An agent may have come.
    void welcomeAgents() {
        watch.welcome();
    }

    /// The executor can not go on.
    void breakDown(BrokenExecutorException why) {
        synchronized (this) {
            if (broken != null) {
                return;
            }
            broken = why;
        }
        session.fail(task -> true, () -> copy(why));
    }

    private static BrokenExecutorException copy(BrokenExecutorException failure) {
        return new BrokenExecutorException(String.valueOf(failure.getMessage()), failure.getCause());
    }

    /// A task has told that its worker has died.
    void hasDied(NodeId from, long worker) {
        workers.hasDied(from, worker);
    }

    void told(NodeId from, String agent, Message.WorkerTold what) {
        if (what.event() == Message.WorkerEvent.PRINTED) {
            printer.print(agent, what.pid(), what.text());
        } else {
            workers.told(from, agent, what);
        }
    }

    void uses(String agent, Message.WorkerUses what) {
        workers.uses(agent, what);
    }

    /// What is known of the agents.
    ///
    /// @return by node
    public Map<Node, Glance> agents() {
        Map<Node, Glance> all = new LinkedHashMap<>();
        session.glance().forEach((id, glance) -> {
            Node node = session.node(id);
            if (node != null) {
                all.put(node, glance);
            }
        });
        return all;
    }

    /// Changes how many tasks may run at once.
    ///
    /// @param most at least 1
    public void resize(int most) {
        maxWorkers = most;
        session.resize(most);
    }

    @Override
    public int maxWorkers() {
        int most = maxWorkers;
        if (most != Integer.MAX_VALUE) {
            return most;
        }
        int slots = 0;
        for (Glance glance : session.glance().values()) {
            slots += glance.slots();
        }
        return Math.max(1, slots);
    }

    // --- the end

    /// Lets the agents end their workers once nothing is to be done any more, and leaves.
    void windDown() {
        if (staff != null && !lifeCycle.isShutdown()) {
            staff.idle();
        }
        if (lifeCycle.isShutdown()
                && ledger.isIdle()
                && session.end(Message.Ending.DONE, "the executor was closed")
                && isClosed.compareAndSet(false, true)) {
            if (staff == null && driver.giveBackIfShared()) {
                retire();
                finish();
            } else {
                // In a thread of its own: the last news that it waited for may have come in one of the engine's, or of
                // a lost agent, while the engine changes the view; and leaving waits for just that.
                Threads.start(this + "-leaving", /* daemon= */ false, this::leave);
            }
        }
    }

    private void leave() {
        if (staff != null) {
            staff.close();
        }
        retire();
        try {
            driver.giveBack();
        } catch (RuntimeException e) {
            Guard.log(System.Logger.Level.WARNING, "leaving the cluster failed", e);
        }
        finish();
    }

    private void retire() {
        driver.remove(session);
        parts.close();
    }

    private void finish() {
        workers.clear();
        printer.afterAll(lifeCycle::terminate);
    }

    @Override
    public int cancelPending() {
        return cancelNotBegun().size();
    }

    private List<TaskBody<?>> cancelNotBegun() {
        List<ClusterTask<?>> present = new ArrayList<>(encoding);
        present.addAll(session.tasks());
        for (ClusterTask<?> task : present) {
            if (task.place() == Place.SENT && !task.isEnded()) {
                session.ask(task); // All questions are under way before the first answer is waited for.
            }
        }
        List<TaskBody<?>> never = new ArrayList<>();
        for (ClusterTask<?> task : present) {
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
        windDown();
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        lifeCycle.stop();
        List<TaskBody<?>> never = cancelNotBegun();
        for (ClusterTask<?> task : session.tasks()) {
            task.cancel(/* evenIfRunning= */ true);
        }
        windDown();
        return never;
    }

    /// Shuts down, cancels what is pending, and asks every worker to end.
    public void terminateWorkers() {
        endWorkers(Message.Ending.TERMINATE, "terminateWorkers() was called");
    }

    /// Shuts down, cancels what is pending, and kills every worker.
    public void killWorkers() {
        endWorkers(Message.Ending.KILL, "killWorkers() was called");
    }

    private void endWorkers(Message.Ending how, String reason) {
        lifeCycle.stop();
        cancelNotBegun();
        session.end(how, reason);
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
    public ExecutorStatistics statistics() {
        Map<NodeId, List<Long>> unclear = new HashMap<>();
        for (ClusterTask<?> task : session.tasks()) {
            NodeId node = task.node();
            if (task.place() == Place.SENT && node != null) {
                unclear.computeIfAbsent(node, any -> new ArrayList<>()).add(task.id());
            }
        }
        unclear.forEach(session::askForBegun);
        return ledger.snapshot(maxWorkers(), workers.now(), workers.crashed(), workers.replaced());
    }

    @Override
    public EventHub events() {
        return parts.events();
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
