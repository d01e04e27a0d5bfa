package concurrent.futures.internal.threads;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.WorkerVoice;
import concurrent.futures.internal.future.GroupEngine;
import concurrent.futures.internal.life.CallbackThread;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.internal.life.LifeCycle;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks on threads: platform threads, which are started on demand up to the limit and reused, or a virtual thread
/// for each task.
///
/// A task that comes goes to a new worker, if none is idle and the limit allows; else to the queue, and then an idle
/// worker is woken. A worker that ends looks whether the queue is empty once it is not counted any more, and whoever
/// puts a task to the queue looks whether there is room for a worker after that: so one of the two sees the other, and
/// no task is stranded. How it is between those who come and those who are idle, [IdleWorkers] tells.
///
/// The pool has terminated when it was shut down, no task is open in the ledger, and no worker is left, nor anything in
/// the queue: tasks that were cancelled stay there until a worker takes them, and one may just be started for them.
public final class ThreadPool implements ExecutorEngine, GroupEngine {
    /// Not a lambda, which would be lost for good if its first use came when there is no memory.
    static final Consumer<TaskBody<?>> NOBODY = new Consumer<>() {
        @Override
        public void accept(TaskBody<?> cancelled) {}
    };

    private final Settings settings;
    private final Ledger ledger = new Ledger(this::terminateIfDone);
    private final CallbackThread callbacks;
    private final Runnable admission = this::admit;
    private final TaskQueue queue = new TaskQueue();
    private final IdleWorkers idle = new IdleWorkers(queue::isEmpty, this::isClosed);

    private final Workforce workforce;

    /// The workers whose tasks wait for other tasks of this pool; each allows for one worker more.
    private final AtomicInteger lentSlots = new AtomicInteger();

    private final Hub events;
    private final LifeCycle lifeCycle = new LifeCycle();
    private volatile @Nullable Throwable breakdown;

    /// Makes a pool; it starts no thread yet.
    ///
    /// @param settings how
    public ThreadPool(Settings settings) {
        this.settings = settings;
        this.workforce = new Workforce(this, settings.virtual(), queue);
        this.callbacks = new CallbackThread(settings.threadNamePrefix() + "-callbacks", this, ledger);
        this.events = new Hub(this, settings.threadNamePrefix());
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

    /// What a worker counts on, if it is one for many tasks.
    Ledger.@Nullable Page pageForWorker() {
        return settings.virtual() ? null : ledger.page();
    }

    private boolean isClosed() {
        return lifeCycle.isShutdown() || breakdown != null;
    }

    boolean isStopping() {
        return lifeCycle.isStopping();
    }

    // --- taking work

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        ThreadTask<T> task = ThreadTask.of(this, body, options);
        Future<T> future = task.future();
        String arguments = Hub.saysArguments(options) ? events.argumentsOf(body, options) : null;
        ledger.accept(1, admission);
        try {
            if (!events.leaveOut(1)) {
                task.watch(events, body, arguments);
            }
            dispatch(task);
        } catch (Throwable e) {
            withdraw(task);
            throw e;
        }
        return future;
    }

    /// A task, or a chunk, that was accepted is not handed over, for lack of memory: nobody gets the future.
    private static void withdraw(ThreadTask<?> task) {
        task.cancelChunk(NOBODY);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        List<Future<T>> futures = new ArrayList<>(bodies.size());
        ThreadTask<?> firstOfChunk = null;
        ThreadTask<?> lastOfChunk = null;
        for (TaskBody<T> body : bodies) {
            ThreadTask<T> task = ThreadTask.of(this, body, options);
            futures.add(task.future());
            if (lastOfChunk == null) {
                firstOfChunk = task;
            } else {
                lastOfChunk.nextOfChunk = task;
            }
            lastOfChunk = task;
        }
        if (firstOfChunk != null) {
            List<@Nullable String> arguments = events.argumentsOf(bodies, options);
            ledger.accept(futures.size(), admission);
            try {
                if (!events.leaveOut(futures.size())) {
                    firstOfChunk.watchChunk(events, arguments);
                }
                dispatch(firstOfChunk);
            } catch (Throwable e) {
                withdraw(firstOfChunk);
                throw e;
            }
        }
        return futures;
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitGroup(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        List<ThreadTask<T>> tasks = new ArrayList<>(bodies.size());
        for (TaskBody<T> body : bodies) {
            tasks.add(ThreadTask.of(this, body, options));
        }
        List<Future<T>> futures = new ArrayList<>(tasks);
        List<@Nullable String> arguments = events.argumentsOf(bodies, options);
        ledger.accept(tasks.size(), admission);
        try {
            for (int i = 0; i < tasks.size() && !events.leaveOut(tasks.size() - i); i++) {
                tasks.get(i).watch(events, bodies.get(i), arguments.isEmpty() ? null : arguments.get(i));
            }
            dispatchAll(tasks);
        } catch (Throwable e) {
            for (ThreadTask<T> task : tasks) {
                withdraw(task); // No method reference: its first use would need memory.
            }
            throw e;
        }
        return futures;
    }

    private void admit() {
        if (breakdown != null) {
            throw broken();
        }
        if (lifeCycle.isShutdown()) {
            throw new RejectedExecutionException(this + " was shut down and takes no more tasks");
        }
    }

    /// Takes a further attempt of a task that was accepted before.
    void retry(TimedTask<?> task) {
        ledger.open(1);
        ledger.retried();
        task.tellRetried();
        dispatchPatiently(task);
    }

    /// Hands a task, or a chunk of tasks, to a worker.
    ///
    /// @throws OutOfMemoryError if there is no memory for that: no worker gets it then
    void dispatch(ThreadTask<?> task) {
        if (workforce.count() < limit()
                && !idle.any()
                && queue.isEmpty()
                && workforce.add(task, /* mayWait= */ false)) {
            return;
        }
        queue.add(task);
        lookAfterQueue();
    }

    /// As [#dispatch], for those that nobody could get back: where there is no memory for that, this thread waits.
    void dispatchPatiently(ThreadTask<?> task) {
        while (true) {
            try {
                dispatch(task);
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    /// Hands tasks to any workers. Once there are as many workers as there may be, those that are awake take the
    /// tasks as they come, and the idle ones are woken when all are there: one by this thread, each next one by the
    /// one before.
    private void dispatchAll(List<? extends ThreadTask<?>> tasks) {
        try {
            for (ThreadTask<?> task : tasks) {
                if (workforce.count() < limit()) {
                    dispatch(task);
                } else {
                    queue.add(task);
                }
            }
        } finally {
            lookAfterQueue(); // Also where there was no memory for one of them.
        }
    }

    /// There may be tasks in the queue: sees to it that somebody takes them.
    private void lookAfterQueue() {
        if (!idle.wake()) {
            workforce.startIfNeeded(/* mayWait= */ false);
        }
        if (breakdown != null) {
            failPending();
        }
        if (isStopping()) {
            cancelQueue(new ArrayList<>());
        }
    }

    /// There may be tasks, and there may be idle workers, or room for one more.
    private void callWorker(boolean mayWait) {
        if (!queue.isEmpty() && !idle.wake()) {
            workforce.startIfNeeded(mayWait);
        }
    }

    /// How many workers there may be now.
    int limit() {
        return (int) Math.min(Integer.MAX_VALUE, (long) settings.maxWorkers() + lentSlots.get());
    }

    /// No thread is there and none can be started: what waits would wait for ever.
    void refuseWork(Throwable reason) {
        for (ThreadTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.abandonChunk(this, () -> new RejectedExecutionException("the system gives no more threads", reason));
        }
        terminateIfDone();
    }

    // --- the workers' side

    /// What tells of a worker; `null` for those that run one task only, of which that task tells.
    @Nullable
    WorkerVoice voiceForWorker(String name) {
        return settings.virtual() ? null : new WorkerVoice(events, name);
    }

    /// A worker ends.
    void tellEnd(WorkerVoice of) {
        Throwable failure = breakdown;
        if (failure == null) {
            of.retired(lifeCycle.isShutdown() ? "the executor was shut down" : "there was nothing for it to do");
        } else if (!events.isWatched()) {
            of.crashedUnheard();
        } else {
            of.crashed(0, "the initializer failed", "the initializer of " + this + " failed: " + failure);
        }
    }

    /// Runs the initializer in a worker's thread.
    ///
    /// @return `false` if the pool is broken, and the worker must end
    boolean initializeWorker(@Nullable ThreadTask<?> first) {
        Runnable initializer = settings.initializer();
        if (initializer != null && breakdown == null) {
            try {
                initializer.run();
                Thread.interrupted(); // It is not meant for the first task.
                return true;
            } catch (Throwable e) {
                Guard.log(System.Logger.Level.ERROR, "exception in the initializer of " + this, e);
                breakdown = e;
                idle.wakeAll();
            }
        }
        if (breakdown == null) {
            return true;
        }
        if (first != null) {
            first.abandonChunk(this, this::broken);
        }
        failPending();
        return false;
    }

    private void failPending() {
        for (ThreadTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.abandonChunk(this, this::broken);
        }
        terminateIfDone();
    }

    private BrokenExecutorException broken() {
        return new BrokenExecutorException(
                this + " can not go on: its initializer failed in a worker; make a new executor", breakdown);
    }

    /// Waits for the next task.
    ///
    /// @return `null` if the worker must end
    @Nullable
    ThreadTask<?> next(Worker worker, boolean afterTask) {
        if (settings.virtual()) {
            return afterTask ? null : queue.poll();
        }
        boolean wasIdle = false;
        while (workforce.count() <= limit()) {
            ThreadTask<?> task = queue.poll();
            if (task != null) {
                if (wasIdle) {
                    callWorker(/* mayWait= */ false);
                }
                return task;
            }
            if (!idle.await(worker)) {
                return null;
            }
            wasIdle = true;
        }
        return null;
    }

    /// A worker has ended.
    void ended(Worker worker) {
        workforce.ended(worker);
        callWorker(/* mayWait= */ true);
        terminateIfDone();
    }

    void lendSlot() {
        lentSlots.incrementAndGet();
        callWorker(/* mayWait= */ false);
    }

    void reclaimSlot() {
        lentSlots.decrementAndGet();
    }

    // --- the end

    @Override
    public int cancelPending() {
        List<TaskBody<?>> never = new ArrayList<>();
        queue.snapshot().forEach(task -> task.cancelChunk(never::add));
        cancelRests(never);
        return never.size();
    }

    private void cancelRests(List<TaskBody<?>> never) {
        for (Worker worker : workforce.snapshot()) {
            ThreadTask<?> rest = worker.rest();
            if (rest != null) {
                rest.cancelChunk(never::add);
            }
        }
    }

    @Override
    public void shutdown() {
        lifeCycle.shutdown();
        idle.wakeAll();
        callWorker(/* mayWait= */ true); // A cancelled task may be left that no worker could be started for.
        terminateIfDone();
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        List<TaskBody<?>> never = new ArrayList<>();
        lifeCycle.stop();
        cancelQueue(never);
        cancelRests(never);
        workforce.snapshot().forEach(Worker::interruptBusy);
        idle.wakeAll();
        terminateIfDone();
        return never;
    }

    private void cancelQueue(List<TaskBody<?>> never) {
        for (ThreadTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.cancelTaken(this, never::add);
        }
        terminateIfDone();
    }

    void terminateIfDone() {
        if (lifeCycle.isShutdown() && ledger.isIdle() && queue.isEmpty() && workforce.disband()) {
            events.close();
            lifeCycle.terminate();
        }
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
        return settings.maxWorkers();
    }

    /// The threads of the workers that are there.
    ///
    /// @return a snapshot
    public List<Thread> threads() {
        return workforce.snapshot().stream()
                .map(Worker::thread)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public ExecutorStatistics statistics() {
        return ledger.snapshot(
                settings.maxWorkers(), workforce.count(), events.crashedWorkers(), events.replacedWorkers());
    }

    @Override
    public String toString() {
        return settings.threadNamePrefix();
    }
}
