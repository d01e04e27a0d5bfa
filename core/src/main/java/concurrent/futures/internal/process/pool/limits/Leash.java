package concurrent.futures.internal.process.pool.limits;

import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// What one attempt at a task is held by: its time limit, and the grace once it was told to stop. Few tasks have one.
/// All of it is guarded by the pool's lock.
public final class Leash {
    private boolean stopping;
    private boolean timedOut;
    private boolean again;
    private @Nullable ScheduledFuture<?> limit;
    private @Nullable ScheduledFuture<?> grace;

    /// Nothing holds the attempt yet.
    public Leash() {}

    /// Whether the task was told to stop: the worker is killed if it does not answer in time.
    public boolean isStopping() {
        return stopping;
    }

    /// See [#isStopping()].
    public void stopping(boolean tells) {
        stopping = tells;
    }

    /// Whether the time limit was hit: whatever the worker answers is nobody's.
    public boolean isTimedOut() {
        return timedOut;
    }

    /// Whether it was hit, and there is to be a further attempt.
    public boolean isFollowed() {
        return again;
    }

    /// The time limit was hit.
    ///
    /// @param followed whether there is to be a further attempt
    public void timedOut(boolean followed) {
        timedOut = true;
        again = followed;
    }

    /// What runs out when the time limit of the task is hit.
    public void limit(ScheduledFuture<?> clock) {
        limit = clock;
    }

    /// What runs out when the task was told to stop and has not.
    public void grace(ScheduledFuture<?> clock) {
        grace = clock;
    }

    /// The attempt is over.
    public void loosen() {
        cancel(limit);
        cancel(grace);
    }

    private static void cancel(@Nullable ScheduledFuture<?> clock) {
        if (clock != null) {
            clock.cancel(/* mayInterruptIfRunning= */ false);
        }
    }
}
