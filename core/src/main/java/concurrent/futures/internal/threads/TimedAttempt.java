package concurrent.futures.internal.threads;

import concurrent.futures.internal.Timer;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// An attempt at a task that has a time limit.
///
/// It ends once: by its own end, or by its time limit. The two meet in its phase; the loser does nothing. The thread of
/// an attempt whose time was up may still run, if it ignores interrupts: what it returns then is nobody's.
///
/// ```
///   UNDER_WAY ── its own end ──► OVER ◄── the timer has done its part ──┐
///       └─────── its time is up ──► EXPIRING ───────────────────────────┤
///                                                 LEFT ◄── the thread ──┘
/// ```
///
/// The task is closed by the last of the two. Were it closed by the thread alone, the pool could end while the timer
/// has not failed the future yet, or not handed over the next attempt.
final class TimedAttempt extends Attempt {
    private enum Phase {
        UNDER_WAY,
        EXPIRING,
        LEFT,
        OVER
    }

    private final TimedTask<?> timed;
    private final int number;
    private final long nanos;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.UNDER_WAY);
    private @Nullable ScheduledFuture<?> clock;

    /// @param task the task
    /// @param worker whose thread runs it
    /// @param number from 1
    /// @param nanos the time limit
    TimedAttempt(TimedTask<?> task, Worker worker, int number, long nanos) {
        super(task, worker);
        this.timed = task;
        this.number = number;
        this.nanos = nanos;
    }

    @Override
    void begin() {
        clock = Timer.schedule(this::timeIsUp, nanos, TimeUnit.NANOSECONDS);
    }

    private void timeIsUp() {
        if (phase.compareAndSet(Phase.UNDER_WAY, Phase.EXPIRING)) {
            try {
                worker.interrupt(timed);
                worker.giveUpRest();
                timed.timeIsUp(number, worker.pool());
            } finally {
                if (!phase.compareAndSet(Phase.EXPIRING, Phase.OVER)) {
                    worker.pool().ledger().close(1);
                }
            }
        }
    }

    @Override
    boolean end() {
        if (clock != null) {
            clock.cancel(/* mayInterruptIfRunning= */ false);
        }
        return phase.compareAndSet(Phase.UNDER_WAY, Phase.OVER);
    }

    @Override
    boolean left() {
        return !phase.compareAndSet(Phase.EXPIRING, Phase.LEFT);
    }

    @Override
    public boolean isCancelled() {
        return phase.get() != Phase.UNDER_WAY || super.isCancelled();
    }
}
