package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.waiting.Inbox;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.pool.waiting.TaskQueue;
import java.util.List;

/// Takes in what is submitted: from the inbox, in which anybody leaves it without a lock, to the queue, under the
/// pool's lock.
///
/// Whether a task may be left in the inbox is decided without the lock: who leaves one writes the inbox, and then reads
/// `sated`; who takes the lock takes `sated` back, and then reads the inbox. So one of the two sees the other. What was
/// taken in is owed: whoever gives the lock back sees to it that it was handed out, as far as there is room.
public final class Reception implements PoolLock.Door, Inbox.Receiver {
    private static final PoolTask<?>[] NONE = {};

    private final Dispatcher dispatcher;
    private final PoolLock lock;
    private final Inbox inbox = new Inbox();

    /// All workers that there may be are there. Written under the lock, and doubted whenever that is taken.
    private volatile boolean complete;

    /// And none of them has room: a task that comes can wait in the inbox until one of them answers, since there is
    /// nothing else to be done about it. So tasks that come faster than they are done cost no lock.
    private volatile boolean sated;

    // Guarded by the lock.
    private final TaskQueue queue = new TaskQueue();
    private final Divider divider;
    private long arrivals;
    private boolean wasComplete;
    private boolean wasSated;

    /// Tasks were taken in for which there may be room.
    private boolean owing;

    Reception(Dispatcher dispatcher, Home home) {
        this.dispatcher = dispatcher;
        this.lock = new PoolLock(this, home.rescuer());
        this.divider = new Divider(lock, queue);
    }

    PoolLock lock() {
        return lock;
    }

    TaskQueue queue() {
        return queue;
    }

    Divider divider() {
        return divider;
    }

    // --- who submits

    /// Lets a worker start for tasks that are about to come. Where somebody else has the lock, or there is no memory
    /// for that, it starts when they have come.
    public void expect() {
        if (!complete) {
            try {
                if (lock.tryTake()) {
                    try {
                        Roster roster = dispatcher.roster();
                        roster.startFor(queue.size() + 1);
                        complete = roster.isComplete();
                    } finally {
                        lock.give();
                    }
                }
            } catch (OutOfMemoryError e) {
                lock.leave(e);
            }
        }
    }

    /// Takes a task. One that comes when no work is taken any more is refused, soon.
    public void enqueue(PoolTask<?> task) {
        inbox.add(task);
        lock.serve();
    }

    /// As [#enqueue(PoolTask)], for tasks that stay next to each other.
    public void enqueue(List<? extends PoolTask<?>> tasks) {
        inbox.addAll(tasks);
        lock.serve();
    }

    /// As [#enqueue(List)], for the elements of a map.
    public void enqueue(MapBatch<?> batch) {
        Stretch whole = batch.anyStretch();
        if (whole != null) {
            inbox.add(whole);
            lock.serve();
        }
    }

    /// Divides a batch that was not enqueued.
    public List<PoolTask<?>> divideNew(MapBatch<?> batch) {
        Stretch whole = batch.anyStretch();
        return whole == null ? List.of() : List.of(divideIfNew(whole));
    }

    /// Divides a stretch that comes when no work is taken any more, unless that has been done.
    PoolTask<?>[] divideIfNew(Stretch stretch) {
        lock.take();
        try {
            return stretch.place() == Place.NEW ? divider.divide(stretch) : NONE;
        } finally {
            lock.give();
        }
    }

    /// Sees to it that those elements of a batch that have no outcome are tasks of their own.
    void divide(MapBatch<?> batch) {
        lock.take();
        try {
            for (Stretch stretch = batch.anyStretch(); stretch != null; stretch = batch.anyStretch()) {
                boolean isNew = stretch.place() == Place.NEW;
                PoolTask<?>[] tasks = divider.divide(stretch);
                if (isNew) {
                    inbox.addAll(tasks);
                }
            }
        } finally {
            lock.give();
        }
    }

    // --- the lock

    @Override
    public boolean isWaiting() {
        return !inbox.isEmpty() && !sated;
    }

    @Override
    public boolean takeIn() {
        wasComplete = complete;
        wasSated = sated;
        if (wasComplete) {
            complete = false;
            sated = false;
        }
        if (inbox.isEmpty()) {
            return true;
        }
        owing |= !wasSated;
        try {
            inbox.drain(this);
        } catch (OutOfMemoryError e) {
            lock.leave(e);
            return false;
        }
        return true;
    }

    @Override
    public void receive(Queued task) {
        if (task.place() != Place.NEW) {
            return; // It was revoked, or divided.
        }
        if (dispatcher.roster().takesWork()) {
            task.arrive(arrivals + 1);
            queue.addLast(task);
            arrivals += task.count();
            task.moveTo(Place.QUEUED);
        } else {
            lock.afterwards(
                    task instanceof PoolTask<?> one
                            ? new Steps.Refuse(one)
                            : new Steps.RefuseElements(this, (Stretch) task));
        }
    }

    @Override
    public boolean isOwing() {
        return owing;
    }

    @Override
    public void handOut() {
        dispatcher.assign();
    }

    // --- what is known of the workers; under the lock

    /// What was taken in is being handed out.
    void pay() {
        owing = false;
    }

    /// Whether all workers are there that there may be.
    void workersAreComplete(boolean isComplete) {
        complete = isComplete;
    }

    /// None of those that are there has room.
    void workersAreFull() {
        sated = complete;
    }

    /// What was known of the workers when the lock was taken holds.
    ///
    /// @param stillFull whether the one that may have changed has no room
    void workersAreAsBefore(boolean stillFull) {
        complete = wasComplete;
        sated = wasSated && stillFull;
    }
}
