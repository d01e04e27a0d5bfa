package concurrent.futures.internal.threads;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.Attempts;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.DefaultFuture;
import concurrent.futures.internal.Progress;
import concurrent.futures.internal.Timer;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import concurrent.futures.spi.TaskScope;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One task of a thread pool, over all its attempts.
///
/// An attempt ends once: by its own end, or by its time limit. The two meet in [#endAttempt(int)]; the loser does
/// nothing. The thread of an attempt whose time was up may still run, if it ignores interrupts: what it returns then is
/// nobody's.
///
/// @param <T> the type of the result
final class ThreadTask<T extends @Nullable Object> implements TaskControl {
    private final ThreadPool pool;
    private final DefaultFuture<T> promise = new DefaultFuture<>(this);
    private final TaskOptions options;

    /// The task after this one, where they were handed over as a chunk: it is run by the same worker, next.
    @Nullable
    ThreadTask<?> nextOfChunk;

    /// Dropped at the end, so that a future that is kept does not keep its task.
    private volatile @Nullable TaskBody<T> body;

    /// The number of the last attempt that began, from 1; guarded by this. 0: none yet.
    private int attempt;

    /// The worker that runs that attempt; guarded by this. `null` once the attempt has ended, or was given up.
    private @Nullable Worker runner;

    ThreadTask(ThreadPool pool, TaskBody<T> body, TaskOptions options) {
        this.pool = pool;
        this.body = body;
        this.options = options;
    }

    Future<T> future() {
        return promise.future();
    }

    TaskOptions options() {
        return options;
    }

    /// Runs one attempt in the worker's thread, if the future has not ended.
    ///
    /// @return `false` if the task was cancelled before it ever began, and was closed in the ledger then
    @SuppressWarnings("NullAway") // a task without failure has its value, which is null only where T allows
    boolean run(Worker worker) {
        TaskBody<T> work = body;
        if (work == null || !promise.tryStart()) {
            return wasAttempted();
        }
        int number = beginAttempt(worker);
        if (promise.isDone()) {
            // Cancelled before the canceller could see whom to interrupt.
            endAttempt(number);
            return true;
        }
        ScheduledFuture<?> limit = null;
        TaskScope outer = new Attempt(this, number, worker).enter();
        T value = null;
        Throwable failure = null;
        try {
            limit = limit(number);
            value = work.call();
        } catch (Throwable e) {
            failure = e;
        } finally {
            TaskScope.exit(outer);
        }
        worker.leave();
        if (limit != null) {
            limit.cancel(/* mayInterruptIfRunning= */ false);
        }
        if (endAttempt(number)) {
            if (failure == null) {
                promise.trySucceed(value);
            } else {
                promise.tryFail(failure);
            }
        }
        return true;
    }

    private synchronized int beginAttempt(Worker worker) {
        runner = worker;
        return ++attempt;
    }

    /// Ends an attempt, unless it has ended.
    private synchronized boolean endAttempt(int number) {
        if (attempt != number || runner == null) {
            return false;
        }
        runner = null;
        return true;
    }

    private @Nullable ScheduledFuture<?> limit(int number) {
        return options.timeout() == null
                ? null
                : Timer.schedule(() -> timeIsUp(number), Deadline.nanos(options.timeout()), TimeUnit.NANOSECONDS);
    }

    private void timeIsUp(int number) {
        Worker stopped;
        synchronized (this) {
            stopped = runner;
            if (stopped == null || !endAttempt(number)) {
                return;
            }
        }
        stopped.interrupt(this);
        stopped.giveUpRest();
        if (number <= options.retries()) {
            nextOfChunk = null;
            pool.retry(this);
        } else {
            promise.tryFail(Attempts.timeIsUp(number, options, "was interrupted"));
        }
    }

    void progress(long done, long total) {
        new Progress(options.name(), done, total).log();
    }

    /// Tells whether an attempt should stop: it is not the one under way any more.
    synchronized boolean isOver(int number) {
        return attempt != number || runner == null || promise.future().isDone();
    }

    /// Fails this task and the others of its chunk, which nobody will run.
    void abandonChunk(Supplier<? extends RuntimeException> reason) {
        for (ThreadTask<?> task = this; task != null; task = task.nextOfChunk) {
            if (task.promise.tryFail(reason.get()) || task.wasAttempted()) {
                pool.ledger().close(1);
            }
        }
    }

    /// Cancels what has not begun of this chunk.
    ///
    /// @param never gets the tasks that this call cancelled
    void cancelChunk(Consumer<? super TaskBody<?>> never) {
        for (ThreadTask<?> task = this; task != null; task = task.nextOfChunk) {
            TaskBody<?> work = task.body;
            if (task.promise.tryCancel(/* evenIfRunning= */ false)) {
                never.accept(Objects.requireNonNull(work));
            }
        }
    }

    /// Cancels a further attempt that was taken from the queue, and will not be made.
    void cancelRetry() {
        if (wasAttempted()) {
            promise.tryCancel(/* evenIfRunning= */ true);
            pool.ledger().close(1);
        }
    }

    private synchronized boolean wasAttempted() {
        return attempt > 0;
    }

    @Override
    public void started() {
        pool.ledger().started();
    }

    @Override
    public void ended(Future.State outcome, boolean begun) {
        pool.ledger().ended(outcome, begun);
        body = null;
    }

    @Override
    public void cancelled(boolean begun) {
        if (!begun) {
            pool.ledger().close(1);
            return;
        }
        Worker stopped;
        synchronized (this) {
            stopped = runner;
            runner = null;
        }
        if (stopped != null) {
            stopped.interrupt(this);
            stopped.giveUpRest();
        }
    }

    /// Callbacks of a task whose time was up do not hold up the timer.
    @Override
    public void runCallbacks(Runnable callbacks) {
        if (Timer.isCurrentThread()) {
            pool.callbacks().run(callbacks);
        } else {
            callbacks.run();
        }
    }

    @Override
    public Object engine() {
        return pool;
    }
}
