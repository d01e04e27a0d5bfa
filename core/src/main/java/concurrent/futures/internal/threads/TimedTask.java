package concurrent.futures.internal.threads;

import concurrent.futures.TaskOptions;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.Attempts;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.event.Trace;
import concurrent.futures.spi.TaskBody;
import org.jspecify.annotations.Nullable;

/// A task with a time limit: the only kind of which there may be more attempts than one. Others do without what it has
/// to know for that, which would cost each of a million futures 8 bytes.
///
/// @param <T> the type of the result
final class TimedTask<T extends @Nullable Object> extends ThreadTask<T> {
    private final long nanos;

    /// How many attempts have begun.
    private int attempts;

    /// @param nanos the time limit
    TimedTask(ThreadPool pool, TaskBody<T> body, TaskOptions options, long nanos) {
        super(pool, body, options);
        this.nanos = nanos;
    }

    /// Where there is no memory for it, it is made some milliseconds later: the future is running, and only this thread
    /// will end it.
    @Override
    Attempt attempt(Worker worker) {
        while (true) {
            try {
                Attempt made = new TimedAttempt(this, worker, attempts + 1, nanos);
                attempts++;
                return made;
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    @Override
    boolean wasAttempted() {
        return attempts > 0;
    }

    /// The time of an attempt was up; its thread was interrupted.
    ///
    /// @param number of the attempt
    /// @param engine the pool
    void timeIsUp(int number, ThreadPool engine) {
        if (isDone()) {
            return;
        }
        leaveRunner();
        if (number <= options().retries()) {
            engine.retry(this);
        } else {
            failTimedOut(number);
        }
    }

    private void failTimedOut(int number) {
        while (!isDone()) {
            try {
                tryFail(Attempts.timeIsUp(number, options(), "was interrupted"));
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    /// It waits for its next attempt.
    void tellRetried() {
        retried();
        Trace told = trace;
        if (told != null) {
            told.retried(TaskRetried.Reason.TIME_LIMIT);
        }
    }
}
