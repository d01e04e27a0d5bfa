package concurrent.futures.internal.threads;

import concurrent.futures.internal.Timer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// An attempt at a task that has a time limit.
///
/// It ends once: by its own end, or by its time limit. The two meet in `ended`; the loser does nothing. The thread of
/// an attempt whose time was up may still run, if it ignores interrupts: what it returns then is nobody's.
final class TimedAttempt extends Attempt {
    private final int number;
    private final long nanos;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable ScheduledFuture<?> clock;

    /// @param task the task
    /// @param worker whose thread runs it
    /// @param number from 1
    /// @param nanos the time limit
    TimedAttempt(ThreadTask<?> task, Worker worker, int number, long nanos) {
        super(task, worker);
        this.number = number;
        this.nanos = nanos;
    }

    @Override
    void begin() {
        clock = Timer.schedule(this::timeIsUp, nanos, TimeUnit.NANOSECONDS);
    }

    private void timeIsUp() {
        if (ended.compareAndSet(false, true)) {
            worker.interrupt(task);
            worker.giveUpRest();
            task.timeIsUp(number, worker.pool());
        }
    }

    @Override
    boolean end() {
        if (clock != null) {
            clock.cancel(/* mayInterruptIfRunning= */ false);
        }
        return ended.compareAndSet(false, true);
    }

    @Override
    public boolean isCancelled() {
        return ended.get() || super.isCancelled();
    }
}
