package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.transport.ClaimPage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tasks that were sent to a worker together, each in one of its attempts; or a [Stretch], whose elements become such
/// tasks when it is divided. All fields are guarded by the dispatcher's lock.
///
/// The worker begins and answers them in order, and the parent takes them back from the end: so those that are here
/// still, the live ones, have no gap between them. What the worker has begun of them is in its [ClaimPage].
final class Handover {
    private static final PoolTask<?>[] NONE = {};

    final Worker worker;

    /// The number of the first task, by which the claim page knows the hand-over.
    final long number;

    /// Without those that were answered or taken back, since the hand-over may be remembered for as long as the worker
    /// runs another task. None while it is a stretch.
    private @Nullable PoolTask<?>[] tasks;

    private @Nullable Stretch stretch;

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

    Handover(Stretch stretch, Worker worker, long number, int count) {
        this.tasks = NONE;
        this.stretch = stretch;
        this.worker = worker;
        this.number = number;
        this.end = count;
    }

    /// From here on, that is where its tasks are. Allocates nothing.
    void attach() {
        Stretch whole = stretch;
        if (whole != null) {
            whole.handover = this;
            whole.moveTo(Place.SENT);
            return;
        }
        for (int place = head; place < end; place++) {
            PoolTask<?> task = task(place);
            task.handover = this;
            task.index = place;
            task.moveTo(Place.SENT);
        }
    }

    /// What it is made of, if that was not divided.
    @Nullable
    Stretch stretch() {
        return stretch;
    }

    /// Room for the tasks that [#divide] brings.
    @Nullable
    PoolTask<?>[] makeRoom() {
        return new PoolTask<?>[end];
    }

    /// The elements of its stretch are tasks from now on. Allocates nothing.
    ///
    /// @param room for them
    /// @param live those that are live
    void divide(@Nullable PoolTask<?>[] room, PoolTask<?>[] live) {
        System.arraycopy(live, 0, room, head, live.length);
        tasks = room;
        stretch = null;
        attach();
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

    /// A live task. Not of a stretch.
    PoolTask<?> task(int place) {
        return Objects.requireNonNull(tasks[place], "the task was answered or taken back");
    }

    /// The next task that the worker answers. Not of a stretch.
    PoolTask<?> headTask() {
        return task(head);
    }

    /// The name for people of what the worker runs or runs next.
    String describeHead() {
        return stretch != null ? stretch.batch.describe() : headTask().describe();
    }

    /// The number of tasks that had come to the dispatcher by the time the one had that is taken back first.
    long lastArrival() {
        return stretch != null ? stretch.arrival() + end - 1 : task(end - 1).arrival();
    }

    /// Whether that is a certain task.
    boolean endsWith(PoolTask<?> task) {
        return stretch == null && task(end - 1) == task;
    }

    /// Takes out the first live task. Not of a stretch.
    PoolTask<?> removeHead() {
        PoolTask<?> task = headTask();
        tasks[head++] = null;
        task.handover = null;
        return task;
    }

    /// Takes out the last live task. Not of a stretch.
    PoolTask<?> removeLast() {
        PoolTask<?> task = task(end - 1);
        tasks[--end] = null;
        task.handover = null;
        return task;
    }

    /// The first live elements of a stretch were answered.
    void removeHeads(int count) {
        head += count;
        endStretch();
    }

    /// The last live elements of a stretch were taken back.
    void removeLasts(int to) {
        end = to;
        endStretch();
    }

    private void endStretch() {
        if (stretch != null && !isLive()) {
            stretch.end(Place.OVER);
            stretch = null;
        }
    }
}
