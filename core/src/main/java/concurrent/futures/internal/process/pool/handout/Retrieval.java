package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.pool.waiting.TaskQueue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Takes back what was sent to workers and has not begun, through their claim pages: it returns to the queue, and
/// nobody sees a difference. All under the pool's lock.
final class Retrieval {
    private static final Comparator<Handover> YOUNGEST_FIRST = new Comparator<>() {
        @Override
        public int compare(Handover one, Handover other) {
            return Long.compare(other.lastArrival(), one.lastArrival());
        }
    };

    private final PoolLock lock;
    private final Roster roster;
    private final TaskQueue queue;
    private final Stopper stopper;

    private long lastRescue = System.nanoTime();

    Retrieval(PoolLock lock, Roster roster, TaskQueue queue, Stopper stopper) {
        this.lock = lock;
        this.roster = roster;
        this.queue = queue;
        this.stopper = stopper;
    }

    /// Takes back the tasks of a hand-over that have not begun, to the queue.
    ///
    /// @param from the first one, and all behind it
    void cut(Handover handover, int from) {
        if (!handover.isLive()) {
            return;
        }
        Worker worker = handover.worker;
        long now = System.nanoTime();
        Stretch stretch = handover.stretch();
        if (stretch != null) {
            cut(handover, stretch, from, now);
            return;
        }
        int end = worker.claims().cut(handover.number, Math.max(from, handover.head()));
        while (handover.end() > end) {
            PoolTask<?> task = worker.load.removeLast(handover, now);
            task.loosen();
            requeue(task);
        }
        stopper.limitHead(worker);
    }

    private void cut(Handover handover, Stretch stretch, int from, long now) {
        Stretch rest = new Stretch(stretch.batch);
        Worker worker = handover.worker;
        int before = handover.end();
        int end = worker.claims().cut(handover.number, Math.max(from, handover.head()));
        if (end < before) {
            rest.cover(stretch, end, before - end);
            worker.load.removeLasts(handover, stretch, end, now);
            requeue(rest);
        }
        stopper.limitHead(worker);
    }

    /// Takes back one task, to the queue, and with it those that were sent together with it and come after it.
    ///
    /// @return `false` if the worker has begun it
    boolean takeBack(PoolTask<?> task) {
        Handover handover = task.handover;
        if (handover != null) {
            cut(handover, task.index);
        }
        return task.handover == null;
    }

    /// Takes back all that a worker has not begun, to the queue.
    void takeBackAll(Worker worker) {
        for (Handover handover : worker.load.lastFirst()) {
            cut(handover, 0);
        }
    }

    /// Takes back all that a worker has not begun, but the task that is its next one.
    void takeBackAllButHead(Worker worker) {
        takeBackAllButHeads(List.of(worker));
    }

    private void takeBackAllButHeads(List<Worker> workers) {
        List<Handover> handovers = new ArrayList<>();
        for (Worker worker : workers) {
            worker.load.addLiveTo(handovers);
        }
        handovers.sort(YOUNGEST_FIRST);
        for (Handover handover : handovers) {
            cut(handover, handover == handover.worker.load.head() ? handover.head() + 1 : 0);
        }
    }

    /// There is a worker more. What was sent ahead to others while it came up is handed out anew, the oldest first: so
    /// that of the tasks of a new pool those begin that were submitted first. They may wait for each other.
    void takeBackAhead() {
        try {
            takeBackAllButHeads(roster.workers());
        } catch (OutOfMemoryError e) {
            lock.leave(e); // What is not taken back begins later, and begins all the same.
        }
    }

    /// Puts a task back to its place in the queue.
    void requeue(Queued task) {
        task.moveTo(Place.QUEUED);
        queue.putBack(task);
    }

    /// Takes back what was sent ahead to workers whose task turned out to be long: it is older than what is in the
    /// queue, so it comes first. The task that a worker is to begin next stays there.
    ///
    /// @return whether there was anything
    boolean rescueStalled(long now) {
        if (now - lastRescue < Dispatcher.STALL_NANOS / 2) {
            return false;
        }
        lastRescue = now;
        List<Worker> stalled = new ArrayList<>();
        for (Worker worker : roster.workers()) {
            if (worker.live() > 1 && worker.isStalled(now, Dispatcher.STALL_NANOS)) {
                stalled.add(worker);
            }
        }
        takeBackAllButHeads(stalled);
        return !stalled.isEmpty();
    }
}
