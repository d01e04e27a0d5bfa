package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.process.transport.ClaimPage;
import java.util.Objects;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// One attempt at a task at one worker, from its sending on. All fields are guarded by the dispatcher's lock.
///
/// It is live until the worker has answered, was found dead, or the parent has taken it back.
final class Handover {
    final Worker worker;

    /// Dropped when it was taken back, since the hand-over may be remembered for as long as the worker runs another
    /// task.
    private @Nullable PoolTask<?> task;

    /// The number in the worker's claim page: never used before; its low bits are the slot.
    final long number;

    /// The size of what was sent.
    final long bytes;

    boolean live = true;

    /// Its task was told to stop: the worker is killed if it does not answer in time.
    boolean stopping;

    /// The time limit was hit: whatever the worker answers is nobody's.
    boolean timedOut;

    /// It was hit, and there is to be a further attempt.
    boolean again;

    /// Runs out when the time limit of the task is hit, if it has one, and the task is the worker's next.
    @Nullable
    ScheduledFuture<?> limit;

    /// Runs out when the task was told to stop and has not.
    @Nullable
    ScheduledFuture<?> grace;

    Handover(PoolTask<?> task, Worker worker, long number) {
        this.task = task;
        this.worker = worker;
        this.number = number;
        this.bytes = task.parcel().size();
    }

    PoolTask<?> task() {
        return Objects.requireNonNull(task, "the hand-over was taken back");
    }

    void forgetTask() {
        task = null;
    }

    int slot() {
        return slotOf(number);
    }

    static int slotOf(long number) {
        return (int) number & (ClaimPage.SLOTS - 1);
    }
}
