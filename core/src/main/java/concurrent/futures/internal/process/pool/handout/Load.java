package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.transport.ClaimPage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was sent to a worker and is neither answered nor taken back: its hand-overs, and how much they are. Guarded by
/// the dispatcher's lock.
final class Load {
    /// Tasks are not sent ahead beyond these bytes.
    private static final long AHEAD_BYTES = 1024 * 1024;

    /// Tasks that were taken back stay in the worker's queue until it comes to them: not too many.
    private static final int MAX_IN_FLIGHT = 512;

    private final @Nullable Handover[] slots = new Handover[ClaimPage.SLOTS];
    private final int[] freeSlots = new int[ClaimPage.SLOTS];
    private int freeCount;

    /// In the order in which they were sent. Those in the middle that are not live any more are still in the worker's
    /// queue. There is room for all that there may be: a deque that finds no memory to grow is broken.
    private final Deque<Handover> inFlight = new ArrayDeque<>(MAX_IN_FLIGHT);

    private int live;
    private long liveBytes;

    /// Since when the first task in flight has been the first, or since when there is none.
    long since = System.nanoTime();

    /// Nothing was sent.
    Load() {
        for (int slot = ClaimPage.SLOTS - 1; slot >= 0; slot--) {
            freeSlots[freeCount++] = slot;
        }
    }

    /// How many tasks are there.
    int live() {
        return live;
    }

    /// Whether they have so many bytes that no more are sent ahead.
    boolean isHeavy() {
        return liveBytes >= AHEAD_BYTES;
    }

    /// Whether another hand-over is possible.
    boolean hasSlot() {
        return freeCount > 0 && (live == 0 || inFlight.size() < MAX_IN_FLIGHT);
    }

    /// The slot for the next hand-over, whose number is made of it.
    int nextSlot() {
        return freeSlots[freeCount - 1];
    }

    void add(Handover handover, long bytes, long now) {
        inFlight.addLast(handover);
        if (live == 0) {
            since = now;
        }
        freeCount--;
        slots[handover.slot()] = handover;
        live += handover.live();
        liveBytes += bytes;
    }

    /// The hand-over of a task that is there.
    ///
    /// @param number of the task
    /// @return `null` if the task was answered or taken back
    @Nullable
    Handover find(long number) {
        Handover handover = slots[ClaimPage.slotOf(number)];
        int place = ClaimPage.placeOf(number);
        return handover != null
                        && handover.number == number - place
                        && handover.head() <= place
                        && place < handover.end()
                ? handover
                : null;
    }

    /// The first task of a hand-over is over.
    PoolTask<?> removeHead(Handover handover, long now) {
        if (inFlight.peekFirst() == handover) {
            since = now;
        }
        PoolTask<?> task = handover.removeHead();
        removed(task, handover);
        return task;
    }

    /// The last task of a hand-over was taken back.
    PoolTask<?> removeLast(Handover handover, long now) {
        if (inFlight.peekFirst() == handover && handover.live() == 1) {
            since = now;
        }
        PoolTask<?> task = handover.removeLast();
        removed(task, handover);
        return task;
    }

    /// The first elements of a stretch were answered.
    void removeHeads(Handover handover, Stretch stretch, int count, long now) {
        if (inFlight.peekFirst() == handover) {
            since = now;
        }
        handover.removeHeads(count);
        removed(handover, count, (long) count * stretch.batch.bytesEach());
    }

    /// The last elements of a stretch were taken back.
    void removeLasts(Handover handover, Stretch stretch, int to, long now) {
        int count = handover.end() - to;
        if (inFlight.peekFirst() == handover && handover.live() == count) {
            since = now;
        }
        handover.removeLasts(to);
        removed(handover, count, (long) count * stretch.batch.bytesEach());
    }

    /// The elements of a stretch are tasks from now on. Allocates nothing.
    void divided(Handover handover, Stretch stretch, @Nullable PoolTask<?>[] room, PoolTask<?>[] tasks) {
        handover.divide(room, tasks);
        liveBytes -= (long) tasks.length * stretch.batch.bytesEach();
        for (PoolTask<?> task : tasks) {
            liveBytes += task.parcel().size();
        }
    }

    private void removed(PoolTask<?> task, Handover handover) {
        removed(handover, 1, task.parcel().size());
    }

    private void removed(Handover handover, int count, long bytes) {
        live -= count;
        liveBytes -= bytes;
        if (handover.isLive()) {
            return;
        }
        slots[handover.slot()] = null;
        freeSlots[freeCount++] = handover.slot();
        while (!inFlight.isEmpty() && !inFlight.getFirst().isLive()) {
            inFlight.removeFirst();
        }
    }

    /// The hand-over of the task that the worker runs, or runs next.
    @Nullable
    Handover head() {
        return inFlight.peekFirst();
    }

    /// The last hand-over that has tasks left.
    @Nullable
    Handover lastLive() {
        for (Iterator<Handover> latest = inFlight.descendingIterator(); latest.hasNext(); ) {
            Handover handover = latest.next();
            if (handover.isLive()) {
                return handover;
            }
        }
        return null;
    }

    /// Adds the hand-overs that have tasks left.
    void addLiveTo(List<Handover> handovers) {
        for (Handover handover : inFlight) {
            if (handover.isLive()) {
                handovers.add(handover);
            }
        }
    }

    /// Adds the tasks that are there, in the order in which they were sent, without the elements of stretches.
    void addTasksTo(List<PoolTask<?>> all) {
        for (Handover handover : inFlight) {
            if (handover.stretch() != null) {
                continue;
            }
            for (int place = handover.head(); place < handover.end(); place++) {
                all.add(handover.task(place));
            }
        }
    }

    /// The hand-overs, the last one first: a copy.
    List<Handover> lastFirst() {
        return new ArrayList<>(inFlight.reversed());
    }
}
