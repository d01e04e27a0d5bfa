package concurrent.futures.internal.threads;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.Trace;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import concurrent.futures.spi.TaskScope;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One task of a thread pool, over all its attempts, and its future. One with a time limit is a [TimedTask].
///
/// Since users hold it, it lets go of all that it does not need any more: the task's code at its end, with the
/// [content][DefaultFuture] of the future, and pool and worker right after.
///
/// @param <T> the type of the result
class ThreadTask<T extends @Nullable Object> extends DefaultFuture<T> implements TaskControl {
    private final TaskOptions options;

    /// `null` some time after the end.
    private @Nullable ThreadPool pool;

    /// The worker that runs the last attempt that has begun; `null` once that was given up, or some time after the end.
    /// Written before the state says that the task runs, so that whoever finds it running finds the worker.
    private @Nullable Worker runner;

    /// What is told of it; `null` if nobody listens, or some time after the end.
    @Nullable
    Trace trace;

    /// The task after this one, where they were handed over as a chunk: it is run by the same worker, next.
    @Nullable
    ThreadTask<?> nextOfChunk;

    /// By [#of].
    ThreadTask(ThreadPool pool, TaskBody<T> body, TaskOptions options) {
        super(body);
        this.pool = pool;
        this.options = options;
    }

    /// A task that waits.
    static <T extends @Nullable Object> ThreadTask<T> of(ThreadPool pool, TaskBody<T> body, TaskOptions options) {
        Duration timeout = options.timeout();
        return timeout == null
                ? new ThreadTask<>(pool, body, options)
                : new TimedTask<>(pool, body, options, Deadline.nanos(timeout));
    }

    @Override
    protected TaskControl control(@Nullable Object kept) {
        return this;
    }

    TaskOptions options() {
        return options;
    }

    /// What to do, or `null` once the future has ended.
    @SuppressWarnings("unchecked") // it is what the constructor was given
    private @Nullable TaskBody<T> body() {
        return (TaskBody<T>) kept();
    }

    /// Runs one attempt in the worker's thread, if the future has not ended.
    ///
    /// @return `false` if the task is not the worker's to close in the ledger: it was cancelled before it ever began,
    ///     and was closed then, or the timer is about to do so
    @SuppressWarnings("NullAway") // a task without failure has its value, which is null only where T allows
    boolean run(Worker worker) {
        TaskBody<T> work = body();
        if (work == null) {
            return wasAttempted();
        }
        runner = worker;
        if (!tryStart()) {
            runner = null; // Whoever has ended the future may have dropped what it does not need before this came.
            return wasAttempted();
        }
        if (wasAttempted()) {
            tellStarted(worker);
            VarHandle.fullFence();
            if (isDone()) {
                return true; // Cancelled before the canceller could see whom to interrupt.
            }
        }
        worker.interruptIfStopping();
        Attempt attempt = attempt(worker);
        TaskScope outer = worker.enter(attempt);
        T value = null;
        Throwable failure = null;
        try {
            attempt.begin();
            value = work.call();
        } catch (Throwable e) {
            failure = e;
        } finally {
            worker.enter(outer);
        }
        if (attempt.end() && (failure == null ? trySucceed(value) : tryFail(failure))) {
            worker.leave();
        } else {
            worker.leaveLocked();
        }
        if (failure != null) {
            Afterimage.fade();
        }
        return attempt.left();
    }

    /// For each attempt; of the first one, the future tells.
    private void tellStarted(Worker worker) {
        Trace told = trace;
        if (told != null) {
            told.started(worker.name(), System.nanoTime());
        }
    }

    /// The task itself reports how far it has come.
    void tellProgress(long done, long total) {
        progressed(done, total);
        Trace told = trace;
        if (told != null) {
            told.progressed(done, total);
        }
    }

    /// Has told what becomes of the tasks of this chunk.
    ///
    /// @param arguments what is told of those of each; none if there is nothing to tell
    void watchChunk(Hub events, List<@Nullable String> arguments) {
        Iterator<@Nullable String> of = arguments.iterator();
        for (ThreadTask<?> task = this; task != null; task = task.nextOfChunk) {
            task.watch(events, Objects.requireNonNull(task.body()), of.hasNext() ? of.next() : null);
        }
    }

    /// Has told what becomes of the task.
    void watch(Hub events, TaskBody<?> work, @Nullable String arguments) {
        Trace told = events.submitted(work.code(), options, arguments);
        if (told != null) {
            told.of(this);
            trace = told;
        }
    }

    /// The next attempt, by a worker's own thread.
    Attempt attempt(Worker worker) {
        return worker.attempt();
    }

    /// Whether there was an attempt before, which only a task with a time limit can tell: others have one at most.
    boolean wasAttempted() {
        return false;
    }

    /// Tells whether the task runs, for all that the future knows.
    boolean runs() {
        return isUnderWay();
    }

    private ThreadPool pool() {
        return Objects.requireNonNull(pool, "the task has ended");
    }

    @Override
    protected void letGo() {
        runner = null;
        pool = null;
        trace = null;
    }

    /// The last attempt was given up.
    void leaveRunner() {
        runner = null;
    }

    /// Fails this task and the others of its chunk, which nobody will run.
    ///
    /// @param engine the pool
    /// @param reason makes an exception for each
    void abandonChunk(ThreadPool engine, Supplier<? extends RuntimeException> reason) {
        ThreadTask<?> next;
        for (ThreadTask<?> task = this; task != null; task = next) {
            next = task.nextOfChunk;
            task.nextOfChunk = null;
            if (task.tryFail(reason.get()) || task.wasAttempted()) {
                engine.ledger().close(1);
            }
        }
    }

    /// Cancels what has not begun of this chunk.
    ///
    /// @param never gets the tasks that this call cancelled
    void cancelChunk(Consumer<? super TaskBody<?>> never) {
        for (ThreadTask<?> task = this; task != null; task = task.nextOfChunk) {
            TaskBody<?> work = task.body();
            if (task.tryCancel(/* evenIfRunning= */ false)) {
                never.accept(Objects.requireNonNull(work));
            }
        }
    }

    /// Cancels this task, which was taken from the queue, and the others of its chunk.
    ///
    /// @param engine the pool
    /// @param never gets the tasks that had not begun
    void cancelTaken(ThreadPool engine, Consumer<? super TaskBody<?>> never) {
        cancelChunk(never);
        cancelRetry(engine);
        ThreadTask<?> task = this;
        while (task != null) {
            ThreadTask<?> next = task.nextOfChunk;
            task.nextOfChunk = null;
            task = next;
        }
    }

    /// Cancels a further attempt that was taken from the queue, and will not be made.
    private void cancelRetry(ThreadPool engine) {
        if (wasAttempted()) {
            tryCancel(/* evenIfRunning= */ true);
            engine.ledger().close(1);
        }
    }

    // --- what the future tells

    @Override
    public void started() {
        Worker worker = Objects.requireNonNull(runner);
        worker.started();
        tellStarted(worker);
    }

    @Override
    public void ended(Future.State outcome, boolean begun, @Nullable Throwable failure) {
        Trace told = trace;
        if (told != null) {
            told.ended(outcome, begun, failure);
        }
        Worker worker = runner;
        if (outcome == State.SUCCESS && worker != null) {
            worker.succeeded(); // Nobody else lets a task succeed.
        } else {
            pool().ledger().ended(outcome, begun);
        }
    }

    @Override
    public void cancelled(boolean begun) {
        Worker worker = runner;
        if (!begun) {
            pool().ledger().close(1);
        } else if (worker != null) {
            worker.interrupt(this);
            worker.giveUpRest();
        }
    }

    /// Callbacks of a task whose time was up do not hold up the timer.
    @Override
    public void runCallbacks(Runnable callbacks) {
        Worker worker = runner;
        if (worker != null && worker.isCurrentThread()) {
            worker.leave(); // No interrupt that was meant for the task reaches a callback.
        }
        if (Timer.isCurrentThread()) {
            pool().callbacks().run(callbacks);
        } else {
            callbacks.run();
        }
    }

    @Override
    public @Nullable String displayName() {
        TaskBody<T> work = body();
        return work == null ? options.name() : work.displayName(options);
    }

    @Override
    public Object engine() {
        ThreadPool engine = pool;
        return engine == null ? this : engine;
    }
}
