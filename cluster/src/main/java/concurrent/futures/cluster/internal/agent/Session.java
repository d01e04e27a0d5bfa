package concurrent.futures.cluster.internal.agent;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.internal.future.DefaultFuture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// One executor of one driver, as an agent has it: with a process pool of its own.
///
/// ```
///   PREPARING ──jars are there──► OPEN ──goodbye, or the driver is gone, or the pool is broken──► ENDED
/// ```
///
/// What the driver sends comes in the engine's threads, in order: nothing here blocks. A task waits here while the
/// pool is being prepared, and while its own bytes are on the way; then it is the pool's. Guarded by itself, but what
/// is done with the pool is done without that lock.
final class Session implements SessionOutbox.Registry {
    private static final int LOOK_BEYOND_SLOTS = 8;

    enum State {
        PREPARING,
        OPEN,
        ENDED,
    }

    private final Agent agent;
    private final NodeId driver;
    private final DriverLine line;
    private final Message.Hello hello;
    private final Mailroom mail;
    private final SessionAnswers answers;
    private final SessionLoader loader;
    private final PoolEntrance entrance;
    private final SessionOutbox outbox;
    private final SessionOutcomes outcomes;
    private final Arrivals arrivals;
    private final Revocations revocations;

    // --- guarded by this
    private State state = State.PREPARING;
    private final SequencedMap<Long, AgentTask> tasks = new LinkedHashMap<>();
    private final SequencedSet<AgentTask> toBegin = new LinkedHashSet<>();
    private @Nullable ProcessPoolExecutor pool;
    private @Nullable WorkerNews news;
    private boolean isWatched;
    private int limit;
    private int slots;
    private long done;

    Session(Agent agent, NodeId driver, Message.Hello hello, Path folder, Arrivals arrivals) {
        this.agent = agent;
        this.driver = driver;
        this.hello = hello;
        this.arrivals = arrivals;
        this.limit = hello.pool().maxWorkers();
        this.line = new DriverLine(agent::membership, driver, arrivals);
        int messageBytes = agent.settings().engine().maxMessageBytes();
        this.outcomes = new SessionOutcomes(agent::membership, driver, messageBytes);
        this.mail = new Mailroom(hello.session(), driver, folder, arrivals, outcomes, this::post);
        this.answers = new SessionAnswers(agent.settings().name(), hello.session(), folder, line, mail);
        this.loader = new SessionLoader(answers);
        this.entrance = new PoolEntrance(answers, loader);
        this.outbox = new SessionOutbox(
                agent::membership,
                driver,
                hello.session(),
                "cluster-session-" + Long.toHexString(hello.session()),
                messageBytes,
                this);
        this.revocations = new Revocations(this, outbox);
    }

    DriverLine line() {
        return line;
    }

    long number() {
        return hello.session();
    }

    Message.Hello hello() {
        return hello;
    }

    Mailroom mail() {
        return mail;
    }

    SessionLoader loader() {
        return loader;
    }

    void post(Message.ToDriver message) {
        if (message instanceof Message.Waits waits) {
            AgentTask task = find(waits.task());
            Beginning beginning = task == null ? null : noteBegun(task);
            if (beginning != null) {
                outbox.post(new Message.Began(number(), List.of(beginning)));
            }
        }
        outbox.post(message);
    }

    // --- the pool

    /// The pool is there: what has waited for it goes there.
    ///
    /// @return `false` if the session has ended meanwhile
    boolean open(ProcessPoolExecutor made, int slotsNow) {
        synchronized (this) {
            if (state != State.PREPARING) {
                return false;
            }
            state = State.OPEN;
            pool = made;
            news = new WorkerNews(this, made);
            news.begin(isWatched);
            slots = slotsNow;
            outbox.post(new Message.Welcome(number(), slotsNow));
            for (AgentTask task : List.copyOf(tasks.values())) {
                if (submit(task)) {
                    outbox.ended(task);
                }
            }
        }
        return true;
    }

    /// How many tasks it may run at once.
    void resize(int slotsNow) {
        ProcessPoolExecutor known;
        synchronized (this) {
            if (state != State.OPEN || slots == slotsNow) {
                return;
            }
            slots = slotsNow;
            known = pool;
        }
        if (known != null && slotsNow > 0) {
            known.resize(slotsNow);
        }
        outbox.post(new Message.Slots(number(), slotsNow));
    }

    synchronized int limit() {
        return limit;
    }

    void limit(int workers) {
        synchronized (this) {
            limit = workers;
        }
        if (agent.sessions().limitChanged(this)) {
            outbox.post(new Message.Slots(number(), 0)); // The driver may have given it workers before it knew.
        }
    }

    synchronized boolean hasWork() {
        return !tasks.isEmpty();
    }

    /// How it is, for people.
    synchronized Census census() {
        ProcessPoolExecutor known = pool;
        int waiting = toBegin.size();
        return new Census(
                tasks.size() - waiting,
                waiting,
                done,
                known == null ? 0 : known.workers().size());
    }

    // --- tasks

    void run(List<TaskToRun> orders, boolean isWatchedNow) {
        boolean isFirst = false;
        watch(isWatchedNow);
        for (TaskToRun order : orders) {
            AgentTask task = new AgentTask(order, outbox);
            boolean hasEnded = false;
            synchronized (this) {
                isFirst |= tasks.isEmpty();
                tasks.put(order.id(), task);
                toBegin.add(task);
                if (agent.sessions().isDraining()) {
                    reject(task, "the agent is leaving");
                } else {
                    hasEnded = submit(task);
                }
            }
            if (hasEnded) {
                outbox.endedInPool(task);
            }
            if (order.payload() instanceof Content.Apart apart) {
                arrivals.take(driver, Purpose.TASK.id(apart.number()))
                        .whenComplete((file, failure) -> arrived(task, file, failure));
            }
        }
        if (isFirst) {
            agent.sessions().worksNow(this);
        }
        outbox.expectBeginnings();
    }

    private void watch(boolean isWatchedNow) {
        WorkerNews known;
        synchronized (this) {
            isWatched = isWatchedNow;
            known = news;
        }
        if (known != null) {
            known.tellOfLoad(isWatchedNow);
        }
    }

    private void arrived(AgentTask task, @Nullable Path file, @Nullable Throwable failure) {
        synchronized (this) {
            if (!task.isDropped) {
                task.file = file;
                if (failure != null) {
                    reject(task, "its bytes did not come: " + failure.getMessage());
                } else if (submit(task)) {
                    outbox.ended(task);
                }
                return;
            }
        }
        SessionOutcomes.delete(file);
    }

    /// Gives a task to the pool, if both are there. Under the lock: either it is there, or it can be taken back here.
    ///
    /// @return whether it has ended so soon that the outbox has not heard of it
    private boolean submit(AgentTask task) {
        ProcessPoolExecutor to = pool;
        if (to == null || task.isDropped || !PoolEntrance.isWhole(task.order(), task.file)) {
            return false;
        }
        try {
            Future<byte[]> future = entrance.submit(task.order(), task.file, to);
            task.future = future;
            return !((DefaultFuture<byte[]>) future).watch(task);
        } catch (BrokenExecutorException e) {
            task.broken = e;
            reject(task, String.valueOf(e.getMessage()));
        } catch (RejectedExecutionException e) {
            reject(task, String.valueOf(e.getMessage()));
        }
        return false;
    }

    /// Under the lock.
    private void reject(AgentTask task, String why) {
        task.isDropped = true;
        task.problem = why;
        outbox.ended(task);
    }

    Revocations revocations() {
        return revocations;
    }

    synchronized @Nullable AgentTask find(long taskNumber) {
        return tasks.get(taskNumber);
    }

    /// Those that have not been seen to begin, the last one first.
    synchronized List<AgentTask> lastToBegin() {
        return List.copyOf(toBegin.reversed());
    }

    void define(Message.Define define) {
        answers.define(define.first(), define.definitions());
    }

    void forgetLoader(int loaderNumber) {
        answers.forgetLoader(loaderNumber);
    }

    void forgetShared(long number) {
        answers.forgetShared(number);
    }

    // --- what the outbox asks

    @Override
    public @Nullable TaskEnded finish(AgentTask task) {
        Future<byte[]> future;
        boolean isIdle;
        boolean isEnded;
        synchronized (this) {
            if (tasks.remove(task.id(), task)) {
                done++;
            }
            isEnded = state == State.ENDED;
            toBegin.remove(task);
            future = task.future;
            isIdle = tasks.isEmpty();
        }
        SessionOutcomes.delete(task.file);
        if (isIdle) {
            agent.sessions().isIdle(this);
        }
        BrokenExecutorException broken = brokenBy(task, future);
        if (broken != null) {
            refuse(broken);
            return null;
        }
        if (isEnded) {
            return null; // Its driver knows, or has been told.
        }
        String problem = task.problem;
        if (problem != null && (future == null || future.isCancelled())) { // If not, it had begun.
            return outcomes.neverBegan(task, problem);
        }
        if (future == null) {
            return task.isRevoked ? null : SessionOutcomes.cancelled(task);
        }
        return future.isCancelled() && task.isRevoked ? null : outcomes.of(task, future);
    }

    private static @Nullable BrokenExecutorException brokenBy(AgentTask task, @Nullable Future<byte[]> future) {
        if (future != null
                && future.state() == Future.State.FAILED
                && future.exceptionNow() instanceof BrokenExecutorException broken) {
            return broken;
        }
        return task.broken;
    }

    @Override
    public boolean isLast(AgentTask task) {
        if (Thread.holdsLock(this)) {
            return false; // Who gives a task to the pool may have others end, which takes locks that go before this.
        }
        synchronized (this) {
            Future<byte[]> future = task.future;
            return state == State.OPEN
                    && tasks.size() == 1
                    && task.file == null
                    && future != null
                    && future.state() == Future.State.SUCCESS;
        }
    }

    @Override
    public synchronized boolean isAnyToBegin() {
        return !toBegin.isEmpty();
    }

    @Override
    public List<Beginning> lookForBegun() {
        List<AgentTask> first;
        synchronized (this) {
            first = toBegin.stream().limit(slots + LOOK_BEYOND_SLOTS).toList();
        }
        List<Beginning> begun = new ArrayList<>();
        for (AgentTask task : first) {
            Future<byte[]> future = futureOf(task);
            if (future != null && future.isRunning()) {
                Beginning beginning = noteBegun(task);
                if (beginning != null) {
                    begun.add(beginning);
                }
            }
        }
        return begun;
    }

    private synchronized @Nullable Future<byte[]> futureOf(AgentTask task) {
        return task.future;
    }

    @Override
    public @Nullable Beginning noteBegun(AgentTask task) {
        Beginning beginning = beginning(task); // First: where there is no memory for it, it is still to be told.
        synchronized (this) {
            return toBegin.remove(task) ? beginning : null;
        }
    }

    private static Beginning beginning(AgentTask task) {
        String worker = task.future instanceof DefaultFuture<?> future ? future.workerName() : null;
        return new Beginning(task.id(), task.order().attempt(), worker == null ? "" : worker);
    }

    /// Those of some tasks that have begun, and have not ended.
    List<Beginning> begun(List<Long> numbers) {
        List<Beginning> begun = new ArrayList<>();
        for (long number : numbers) {
            AgentTask task;
            Future<byte[]> future;
            synchronized (this) {
                task = tasks.get(number);
                future = task == null ? null : task.future;
            }
            if (task != null && future != null && future.isRunning()) {
                begun.add(beginning(task));
            }
        }
        return begun;
    }

    @Override
    public void giveUp(Throwable why) {
        agent.giveUp(why);
    }

    // --- the end

    /// The pool can not go on. Done twice, it does as much as once.
    private void refuse(BrokenExecutorException e) {
        List<AgentTask> begun = new ArrayList<>();
        List<Beginning> beginnings = new ArrayList<>();
        for (AgentTask task : lastToBegin()) {
            Future<byte[]> future = futureOf(task);
            // The broken pool begins nothing more; what still waits there, it is about to fail.
            if (future != null && (future.isRunning() || future.isDone()) && brokenBy(task, future) == null) {
                begun.add(task);
                beginnings.add(beginning(task));
            }
        }
        if (!begun.isEmpty()) {
            // Ahead of the refusal: what is not told to have begun runs elsewhere.
            outbox.post(new Message.Began(number(), beginnings));
            begun.forEach(this::noteBegun);
        }
        refuse(String.valueOf(e.getMessage()), outcomes.ofSetup(e));
    }

    /// It can not begin, or not go on. Done twice, it does as much as once.
    void refuse(String reason, Content failure) {
        ProcessPoolExecutor known;
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            outbox.post(new Message.Refused(number(), reason, failure)); // First: if that fails, it is done again.
            state = State.ENDED;
            known = pool;
        }
        if (known != null) {
            known.killWorkers();
        }
    }

    /// Ends it. Does not block: its pool, if there is one, comes to its end by itself.
    void end(Message.Ending how) {
        ProcessPoolExecutor known;
        synchronized (this) {
            state = State.ENDED;
            known = pool;
        }
        if (known != null) {
            SessionPool.end(known, how);
        }
    }

    /// As [#end], and its driver does not hear how: one of both has lost the other.
    void forsake() {
        outbox.fallSilent();
        end(Message.Ending.KILL);
    }

    /// Tells when the driver has been told all, large values included.
    CompletableFuture<@Nullable Void> flushed() {
        return outbox.flushed()
                .thenCompose(sent -> CompletableFuture.allOf(outcomes.underWay().toArray(CompletableFuture[]::new)))
                .handle((sent, failure) -> null);
    }

    /// Its workers are gone: that is the last that the driver hears.
    void gone() {
        outbox.post(new Message.Gone(number()));
        outbox.flushed().whenComplete((sent, failure) -> outbox.close());
    }

    /// All of it is over.
    void close() {
        outbox.close();
    }
}
