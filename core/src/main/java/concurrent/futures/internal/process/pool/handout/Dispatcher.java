package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.limits.Rules;
import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.pool.waiting.TaskQueue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decides which worker gets which task. The heart of the pool.
///
/// - A task goes to an idle worker; else one is started for it, if the limit allows; meanwhile it is sent ahead to a
///   busy worker whose `Window` has room, or waits in the queue.
/// - What is sent ahead is sent in groups, the [Handover]s: many short tasks together, long ones one by one.
/// - What was sent and not begun can be taken back at any time, through the claim page: by a cancel; for a worker that
///   has nothing to do; from a worker whose task turns out to be long, that stops a task, that retires, or that died.
///   It returns to its place in the queue, by age, and nobody sees a difference.
/// - Whenever a worker answers, becomes ready, or loses what it had, it is refilled: from the queue, else from the
///   tasks sent ahead to others.
///
/// So no task waits while a worker is idle, except for one that is on its way. Methods that are not private take the
/// lock themselves, unless they say otherwise.
public final class Dispatcher {
    /// Behind a task that runs longer than this, and than those before it, no others wait.
    static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Reception reception;
    private final PoolLock lock;
    private final Roster roster;
    private final Stopper stopper;
    private final Watch watch;
    private final Retrieval retrieval;
    private final Census census;
    private final Sender sender;
    private final int maxTasksPerWorker;

    // Guarded by the lock.
    private final TaskQueue queue;
    private final Divider divider;

    public Dispatcher(Home home, Rules rules) {
        this.reception = new Reception(this, home);
        this.lock = reception.lock();
        this.queue = reception.queue();
        this.divider = reception.divider();
        this.roster = new Roster(home, rules, lock);
        this.stopper = new Stopper(this, rules, lock);
        this.watch = new Watch(this, rules, lock);
        this.retrieval = new Retrieval(lock, roster, queue, stopper);
        this.census = new Census(lock, roster, queue, divider);
        this.maxTasksPerWorker = rules.maxTasksPerWorker();
        this.sender = new Sender(queue, stopper, watch, maxTasksPerWorker);
    }

    /// Where tasks come in.
    public Reception reception() {
        return reception;
    }

    public PoolLock lock() {
        return lock;
    }

    Roster roster() {
        return roster;
    }

    Watch watch() {
        return watch;
    }

    Retrieval retrieval() {
        return retrieval;
    }

    Divider divider() {
        return divider;
    }

    public Census census() {
        return census;
    }

    // --- tasks go

    /// Hands out what waits, as far as there are workers for it, and lets workers start for the rest. Under the lock.
    void assign() {
        reception.pay();
        try {
            assignAll();
        } catch (OutOfMemoryError e) {
            lock.leave(e);
        }
    }

    private void assignAll() {
        if (!roster.takesWork()) {
            return;
        }
        long now = System.nanoTime();
        handToIdle(now);
        roster.startFor(queue.size());
        reception.workersAreComplete(roster.isComplete());
        while (maySendAhead()) {
            Worker freest = roster.freest(maxTasksPerWorker, now, STALL_NANOS);
            if (freest == null) {
                reception.workersAreFull();
                return;
            }
            sender.handNext(freest, fairShare(freest, now), now);
        }
    }

    /// A worker was refilled that has answered, and nothing else has happened: what was known of the others holds.
    /// Under the lock.
    void refilledAfterAnswers(Worker worker) {
        if (worker.phase == Worker.Phase.READY) {
            reception.workersAreAsBefore(
                    /* stillFull= */ worker.live() > 0
                            && worker.room(maxTasksPerWorker, System.nanoTime(), STALL_NANOS) == 0);
        }
    }

    /// Whether tasks wait: in the queue, or with a worker behind the one that it runs. Under the lock.
    boolean hasWaiting() {
        return !queue.isEmpty() || roster.mostLoaded() != null;
    }

    /// How many of the tasks that wait a worker is to get at most: no more than it has room for, and no more than the
    /// others would get.
    private int fairShare(Worker worker, long now) {
        int room = worker.room(maxTasksPerWorker, now, STALL_NANOS);
        int workers = Math.max(1, roster.workers().size());
        return Math.min(room, (queue.size() + workers - 1) / workers);
    }

    /// Sees to it that a worker has as much as it should have, now that it has less. Under the lock.
    void refill(Worker worker) {
        try {
            refillReady(worker);
        } catch (OutOfMemoryError e) {
            lock.leave(e);
        }
    }

    private void refillReady(Worker worker) {
        if (worker.phase != Worker.Phase.READY) {
            return;
        }
        if (worker.live() == 0 && worker.tasksDone >= maxTasksPerWorker) {
            worker.retiresSince("it had run " + worker.tasksDone + " tasks (maxTasksPerWorker)");
            retire(worker);
            return;
        }
        long now = System.nanoTime();
        if (retrieval.rescueStalled(now)) {
            handToIdle(now);
        }
        if (worker.live() > 0 || roster.hasFreeSlot()) {
            fill(worker, now);
            if (worker.live() == 0 && !worker.stopping) {
                steal(worker, now);
            }
        }
        if (worker.live() == 0) {
            worker.load.since = now;
            watch.idle(worker, roster.isTooMany());
        }
    }

    /// Whether the next task may be sent to a worker that is busy. A nested one may not: the tasks that wait hold a
    /// worker each, and there are not many of them only as long as what they wait for is under way.
    private boolean maySendAhead() {
        Queued next = queue.peek();
        return next != null && next.depth() == 0;
    }

    /// The task that a worker runs begins or ends to wait for another one. While it does, the worker's slot is for
    /// others: there may be a worker more. Under the lock.
    void waiting(Worker worker, boolean begins) {
        worker.waiting = begins;
        if (begins) {
            retrieval.takeBackAll(worker);
        } else if (roster.isTooMany()) {
            for (Worker other : roster.workers()) {
                if (other.isIdle()) {
                    watch.idle(other, /* tooMany= */ true);
                }
            }
        }
        assign();
    }

    /// Each idle worker gets a task before any gets a second one: it might have to wait for the first.
    private void handToIdle(long now) {
        while (!queue.isEmpty() && roster.takesWork()) {
            Worker idle = roster.idle(maxTasksPerWorker);
            if (idle == null) {
                return;
            }
            sender.handNext(idle, 1, now);
        }
    }

    private void fill(Worker worker, long now) {
        if (worker.live() == 0 || maySendAhead()) {
            int share = fairShare(worker, now);
            while (share > 0 && !queue.isEmpty() && roster.takesWork() && (worker.live() == 0 || maySendAhead())) {
                share -= sender.handNext(worker, share, now);
            }
        }
    }

    // --- tasks come back

    /// Starts the clock of the task that a worker runs or runs next. Under the lock.
    void limitHead(Worker worker) {
        stopper.limitHead(worker);
    }

    /// Gives an idle worker half of what was sent ahead to the one that has most.
    private void steal(Worker thief, long now) {
        Worker victim = roster.mostLoaded();
        if (victim == null) {
            return;
        }
        int left = victim.live() - victim.live() / 2;
        for (Handover last = victim.load.lastLive();
                last != null && victim.live() > left;
                last = victim.load.lastLive()) {
            int before = victim.live();
            retrieval.cut(last, Math.max(last.head(), last.end() - (before - left)));
            if (victim.live() == before) {
                break;
            }
        }
        fill(thief, now);
    }

    /// Makes sure that a task never begins, if it has not. Takes the lock.
    ///
    /// @return `false` if it has begun
    boolean revoke(PoolTask<?> task) {
        lock.take();
        try {
            return switch (task.place()) {
                case NEW -> {
                    task.moveTo(Place.REVOKED);
                    yield true;
                }
                case QUEUED -> {
                    if (task.isRetry()) {
                        yield false;
                    }
                    queue.remove(task);
                    task.moveTo(Place.REVOKED);
                    yield true;
                }
                case SENT -> {
                    Handover handover = task.handover;
                    if (task.isRetry() || handover == null || !retrieval.takeBack(task)) {
                        yield false;
                    }
                    queue.remove(task);
                    task.moveTo(Place.REVOKED);
                    makeUpFor(handover.worker);
                    yield true;
                }
                case OVER -> false;
                case REVOKED -> true;
            };
        } finally {
            lock.give();
        }
    }

    /// A task was taken back from a worker, and others with it.
    private void makeUpFor(Worker worker) {
        if (worker.live() == 0) {
            refill(worker);
            return;
        }
        try {
            handToIdle(System.nanoTime());
        } catch (OutOfMemoryError e) {
            lock.leave(e);
        }
    }

    /// Tells whether a worker has begun the task.
    boolean hasBegun(PoolTask<?> task) {
        lock.take();
        try {
            Handover handover = task.handover;
            return task.isRetry() || task.place() == Place.OVER || (handover != null && handover.worker.hasBegun(task));
        } finally {
            lock.give();
        }
    }

    /// The name of the worker that has a task.
    ///
    /// @return `null` if none has
    @Nullable
    String workerOf(PoolTask<?> task) {
        lock.take();
        try {
            Handover handover = task.handover;
            return handover == null ? null : handover.worker.name();
        } finally {
            lock.give();
        }
    }

    /// The future of a task that had begun was cancelled: it is stopped, wherever it is.
    void stop(PoolTask<?> task) {
        lock.take();
        try {
            Handover handover = task.handover;
            if (task.place() == Place.QUEUED) {
                queue.remove(task);
                task.moveTo(Place.OVER);
            } else if (handover != null && retrieval.takeBack(task)) {
                queue.remove(task);
                task.moveTo(Place.OVER);
                makeUpFor(handover.worker);
            } else if (handover != null) {
                stopper.stop(task, handover);
            }
        } finally {
            lock.give();
        }
    }

    /// Has something done with all that waits, which will never begin. Under the lock.
    void dismissQueue(Consumer<PoolTask<?>> action) {
        for (Queued waiting = queue.peek(); waiting != null; waiting = queue.peek()) {
            if (waiting instanceof PoolTask<?> task) {
                lock.afterwards(new Steps.Accept(action, task));
                queue.remove(task);
                task.moveTo(Place.REVOKED);
            } else {
                divider.divide((Stretch) waiting);
            }
        }
    }

    /// Does what was left undone for lack of memory, as far as it is not done by now.
    void recover() {
        lock.finish();
        lock.take();
        try {
            for (Worker worker : List.copyOf(roster.workers())) {
                stopper.stopEnded(worker);
                stopper.limitHead(worker);
                if (worker.live() > 0) {
                    watch.busy(worker);
                } else if (worker.phase == Worker.Phase.RETIRING) {
                    watch.leaving(worker);
                }
                refill(worker);
            }
            for (Queued task : queue.ended()) {
                lock.afterwards(new Steps.Settle((PoolTask<?>) task));
                queue.remove(task);
                task.moveTo(Place.OVER);
            }
            assign();
        } finally {
            lock.give();
        }
    }

    /// A worker gets no more tasks, and ends when it has done what it has begun. Under the lock.
    void retire(Worker worker) {
        retrieval.takeBackAll(worker);
        roster.retire(worker);
        if (worker.live() == 0) {
            watch.leaving(worker);
        }
        assign();
    }
}
