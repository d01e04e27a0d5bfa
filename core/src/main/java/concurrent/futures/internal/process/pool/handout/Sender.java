package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.sending.Parcel;
import concurrent.futures.internal.process.pool.sending.SharedFunction;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.pool.waiting.TaskQueue;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes up the [Handover]s and sends them: tasks that are next to each other in the queue, and alike in all but their
/// blobs, go together. All under the pool's lock.
final class Sender {
    private static final PoolTask<?>[] NONE = {};

    /// No more bytes than these are handed over together: the first task can begin when all have come.
    private static final long GROUP_BYTES = 64 * 1024;

    private final TaskQueue queue;
    private final Stopper stopper;
    private final Watch watch;
    private final int maxTasksPerWorker;

    private long handovers;

    /// What is handed over next, while that is being made up.
    private final List<PoolTask<?>> group = new ArrayList<>();

    Sender(TaskQueue queue, Stopper stopper, Watch watch, int maxTasksPerWorker) {
        this.queue = queue;
        this.stopper = stopper;
        this.watch = watch;
        this.maxTasksPerWorker = maxTasksPerWorker;
    }

    /// Hands over the next task, and those behind it that can go with it; of a chunk all, as far as that is possible.
    ///
    /// @return how many
    int handNext(Worker worker, int most, long now) {
        int handed = 0;
        Queued first = queue.peek();
        while (first != null) {
            handed += first instanceof Stretch stretch
                    ? handStretch(worker, stretch, most, now)
                    : hand(worker, (PoolTask<?>) first, most, now);
            Queued next = queue.peek();
            first = next != null && next.isInChunkOf(first) && worker.takesMoreOfChunk(maxTasksPerWorker) ? next : null;
        }
        return handed;
    }

    /// Hands over the first elements of a stretch, or all. Where there is no memory for it, nothing has happened.
    private int handStretch(Worker worker, Stretch first, int most, long now) {
        int room = first.chunk() == null ? most : worker.roomForChunk(maxTasksPerWorker);
        int count = Math.clamp(room, 1, Math.min(first.count(), first.most(GROUP_BYTES)));
        boolean isAll = count == first.count();
        Stretch part = isAll ? first : new Stretch(first.batch);
        int from = first.argumentsAt(0);
        int to = first.argumentsAt(count);
        long number = ClaimPage.number(handovers + 1, worker.load.nextSlot());
        Frame.Elements frame = first.batch.frame(number, count, from, to);
        Handover handover = new Handover(part, worker, number, count);
        handovers++;
        if (isAll) {
            queue.remove(first);
        } else {
            part.cover(first, 0, count);
            first.dropFirst(count);
            queue.shrunk(count);
        }
        worker.claims().offer(number, count);
        worker.load.add(handover, (long) count * first.batch.bytesEach(), now);
        handover.attach();
        post(worker, first.batch.function(), frame, /* requiredDefinitions= */ 0);
        watch.busy(worker);
        return count;
    }

    private static void post(
            Worker worker, @Nullable SharedFunction shared, Frame.FromParent frame, int requiredDefinitions) {
        try {
            share(worker, shared);
        } catch (OutOfMemoryError e) {
            // What this worker knows of the function is not known any more. Others run the tasks.
            worker.courier().giveUp();
        }
        worker.courier().post(frame, requiredDefinitions);
    }

    /// Where there is no memory for it, all that was taken out of the queue is there again.
    private int hand(Worker worker, PoolTask<?> first, int most, long now) {
        try {
            return hand(worker, group(worker, first, most), now);
        } catch (OutOfMemoryError e) {
            for (int last = group.size() - 1; last >= 0; last--) {
                PoolTask<?> task = group.get(last);
                if (task.handover == null) {
                    task.moveTo(Place.QUEUED);
                    queue.putBack(task);
                }
            }
            throw e;
        } finally {
            group.clear();
        }
    }

    /// The tasks that are handed over together with the first one.
    private PoolTask<?>[] group(Worker worker, PoolTask<?> first, int most) {
        group.add(first);
        queue.remove(first);
        long bytes = first.parcel().size();
        int ofChunk = first.chunk() == null ? 0 : worker.roomForChunk(maxTasksPerWorker);
        while (queue.peek() instanceof PoolTask<?> next && next.goesWith(first)) {
            bytes += next.parcel().size();
            int limit =
                    next.isInChunkOf(first) ? ofChunk : first.depth() > 0 ? 1 : Math.min(most, ClaimPage.MOST_TASKS);
            if (group.size() >= limit || bytes > GROUP_BYTES) {
                break;
            }
            group.add(next);
            queue.remove(next);
        }
        return group.toArray(NONE);
    }

    private int hand(Worker worker, PoolTask<?>[] tasks, long now) {
        long number = ClaimPage.number(++handovers, worker.load.nextSlot());
        Handover handover = new Handover(tasks, worker, number);
        PoolTask<?> first = tasks[0];
        Parcel parcel = first.parcel();
        List<Blob> blobs = new ArrayList<>(tasks.length);
        long bytes = 0;
        int requiredDefinitions = 0;
        for (PoolTask<?> task : tasks) {
            Parcel each = task.parcel();
            each.addTo(blobs);
            bytes += each.size();
            requiredDefinitions = Math.max(requiredDefinitions, each.requiredDefinitions());
        }
        SharedFunction shared = parcel.shared();
        Frame.Run frame = new Frame.Run(
                number,
                parcel.contextLoader(),
                first.depth(),
                first.options().name(),
                parcel.kind(),
                shared == null ? 0 : shared.number(),
                blobs);
        worker.claims().offer(number, tasks.length);
        worker.load.add(handover, bytes, now);
        handover.attach();
        for (PoolTask<?> task : tasks) {
            Telling.handedTo(task, worker);
        }
        post(worker, shared, frame, requiredDefinitions);
        stopper.limitHead(worker);
        watch.busy(worker);
        return tasks.length;
    }

    private static void share(Worker worker, @Nullable SharedFunction shared) {
        if (shared == null || !worker.kept.add(shared.number(), shared.encoded().size())) {
            return;
        }
        // Before the new one, for which there may be no room.
        for (long outworn = worker.kept.takeOutworn(); outworn != 0; outworn = worker.kept.takeOutworn()) {
            worker.courier().post(new Frame.Forget(outworn), 0);
        }
        Frame.Share frame = new Frame.Share(shared.number(), shared.encoded());
        worker.courier().post(frame, shared.encoded().requiredDefinitions());
    }
}
