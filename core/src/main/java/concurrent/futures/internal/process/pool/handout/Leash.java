package concurrent.futures.internal.process.pool.handout;

import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// What one attempt at a task is held by: its time limit, and the grace once it was told to stop. Few tasks have one.
/// All fields are guarded by the dispatcher's lock.
final class Leash {
    /// The task was told to stop: the worker is killed if it does not answer in time.
    boolean stopping;

    /// The time limit was hit: whatever the worker answers is nobody's.
    boolean timedOut;

    /// It was hit, and there is to be a further attempt.
    boolean again;

    /// Runs out when the time limit of the task is hit.
    @Nullable
    ScheduledFuture<?> limit;

    /// Runs out when the task was told to stop and has not.
    @Nullable
    ScheduledFuture<?> grace;

    /// The attempt is over.
    void loosen() {
        cancel(limit);
        cancel(grace);
    }

    private static void cancel(@Nullable ScheduledFuture<?> clock) {
        if (clock != null) {
            clock.cancel(/* mayInterruptIfRunning= */ false);
        }
    }
}
