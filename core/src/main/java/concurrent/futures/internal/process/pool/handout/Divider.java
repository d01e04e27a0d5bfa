package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.pool.waiting.TaskQueue;
import org.jspecify.annotations.Nullable;

/// Makes tasks of the elements of a [Stretch], each at the place where it is: queued, or sent. From then on they are
/// like any other task, and each has a future.
///
/// So all that happens seldom is told and proved for tasks alone: cancelling, failing, crashing, being asked whether it
/// runs. What it takes is allocated before anything is changed. All under the pool's lock.
final class Divider {
    private final PoolLock lock;
    private final TaskQueue queue;

    Divider(PoolLock lock, TaskQueue queue) {
        this.lock = lock;
        this.queue = queue;
    }

    /// Divides what is queued.
    void divideQueue() {
        for (Queued waiting : queue.list()) {
            if (waiting instanceof Stretch stretch) {
                divide(stretch);
            }
        }
    }

    /// Divides what was sent to a worker.
    void divideAll(Worker worker) {
        for (Handover handover : worker.load.lastFirst()) {
            divide(handover);
        }
    }

    /// Divides what a worker has begun.
    void divideBegun(Worker worker) {
        for (Handover handover : worker.load.lastFirst()) {
            if (worker.hasBegun(handover)) {
                divide(handover);
            }
        }
    }

    /// Divides the elements of a hand-over that are live, if they are not tasks.
    void divide(Handover handover) {
        Stretch stretch = handover.stretch();
        if (stretch != null && handover.isLive()) {
            divide(stretch);
        }
    }

    /// Divides a stretch.
    ///
    /// @return its elements, in order
    PoolTask<?>[] divide(Stretch stretch) {
        MapBatch<?> batch = stretch.batch;
        Handover handover = stretch.handover;
        int first = handover == null ? 0 : handover.head();
        int count = handover == null ? stretch.count() : handover.live();
        int index = stretch.from + first;
        PoolTask<?>[] tasks = batch.tasks(stretch.argumentsAt(first), count);
        @Nullable PoolTask<?>[] room = handover == null ? tasks : handover.makeRoom();
        lock.afterwards(batch);
        // Allocates nothing from here on.
        Place place = stretch.place();
        for (int i = 0; i < count; i++) {
            tasks[i].arrive(stretch.arrival() + first + i);
            tasks[i].moveTo(place);
            batch.own(index + i, tasks[i]);
        }
        if (handover != null) {
            handover.worker.load.divided(handover, stretch, room, tasks);
        } else if (place == Place.QUEUED) {
            queue.replace(stretch, tasks);
        }
        stretch.end(Place.REVOKED);
        return tasks;
    }

    /// The element that its worker has answered as the first one of a hand-over becomes a task, which is taken out of
    /// the hand-over next.
    ///
    /// @return the task; it is the element's once [#own] was called
    PoolTask<?> taskOfHead(Handover handover, Stretch stretch) {
        return stretch.batch.task(stretch.argumentsAt(handover.head()));
    }

    /// See [#taskOfHead].
    void own(Handover handover, Stretch stretch, PoolTask<?> task) {
        stretch.batch.own(stretch.from + handover.head(), task);
    }
}
