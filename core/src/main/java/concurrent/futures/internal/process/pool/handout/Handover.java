package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.transport.ClaimPage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tasks that were sent to a worker together, each in one of its attempts. All fields are guarded by the dispatcher's
/// lock.
///
/// The worker begins and answers them in order, and the parent takes them back from the end: so those that are here
/// still, the live ones, have no gap between them. What the worker has begun of them is in its [ClaimPage].
final class Handover {
    final Worker worker;

    /// The number of the first task, by which the claim page knows the hand-over.
    final long number;

    /// Without those that were answered or taken back, since the hand-over may be remembered for as long as the worker
    /// runs another task.
    private final @Nullable PoolTask<?>[] tasks;

    /// The place of the first live task: those before it were answered, or lost.
    private int head;

    /// The place behind the last live task: those behind it were taken back.
    private int end;

    Handover(PoolTask<?>[] tasks, Worker worker, long number) {
        this.tasks = tasks;
        this.worker = worker;
        this.number = number;
        this.end = tasks.length;
    }

    /// From here on, that is where its tasks are. Allocates nothing.
    void attach() {
        for (int place = head; place < end; place++) {
            PoolTask<?> task = task(place);
            task.handover = this;
            task.index = place;
            task.place = PoolTask.Place.SENT;
        }
    }

    int slot() {
        return ClaimPage.slotOf(number);
    }

    boolean isLive() {
        return head < end;
    }

    int live() {
        return end - head;
    }

    int head() {
        return head;
    }

    int end() {
        return end;
    }

    /// A live task.
    PoolTask<?> task(int place) {
        return Objects.requireNonNull(tasks[place], "the task was answered or taken back");
    }

    /// The next task that the worker answers.
    PoolTask<?> headTask() {
        return task(head);
    }

    /// The task that is taken back first.
    PoolTask<?> lastTask() {
        return task(end - 1);
    }

    /// Takes out the first live task.
    PoolTask<?> removeHead() {
        PoolTask<?> task = headTask();
        tasks[head++] = null;
        task.handover = null;
        return task;
    }

    /// Takes out the last live task.
    PoolTask<?> removeLast() {
        PoolTask<?> task = lastTask();
        tasks[--end] = null;
        task.handover = null;
        return task;
    }
}
