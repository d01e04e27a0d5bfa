package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.process.pool.PoolTask.Place;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Decides which worker gets which task. The heart of the pool.
///
/// - A task goes to an idle worker; else one is started for it, if the limit allows; meanwhile it is sent ahead to a
/// busy worker
///   whose [Window] has room, or waits in the queue.
/// - What was sent and not begun can be taken back at any time, through the claim page: by a cancel; for a worker that
/// has
///   nothing to do; from a worker whose task turns out to be long, that stops a task, that retires, or that died. It
///   returns to the head of the queue, and nobody sees a difference.
/// - Whenever a worker answers, becomes ready, or loses what it had, it is refilled: from the queue, else from the
/// tasks
///   sent ahead to others.
///
/// So no task waits while a worker is idle, except for one that is on its way. Methods that are not private take the
/// lock
/// themselves, unless they say otherwise.
final class Dispatcher {
    /// Behind a task that runs longer than this no others wait.
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final PoolLock lock;
    private final Roster roster;
    private final Stopper stopper;
    private final Watch watch;
    private final int maxTasksPerWorker;

    // Guarded by the lock.
    private final TaskQueue queue = new TaskQueue();
    private long handovers;
    private long lastRescue = System.nanoTime();

    Dispatcher(Roster roster, Settings settings, PoolLock lock) {
        this.lock = lock;
        this.roster = roster;
        this.stopper = new Stopper(this, settings, lock);
        this.watch = new Watch(this, settings, lock);
        this.maxTasksPerWorker = settings.maxTasksPerWorker();
    }

    Roster roster() {
        return roster;
    }

    Watch watch() {
        return watch;
    }

    // --- tasks come

    /// Lets workers start for tasks that are about to come.
    void expect(int tasks) {
        lock.run(() -> roster.startFor(queue.size() + tasks));
    }

    /// Takes tasks, if work is still taken.
    ///
    /// @return `false` if not: the tasks stay as they were
    boolean enqueue(List<? extends PoolTask<?>> tasks) {
        return lock.call(() -> {
            if (!roster.takesWork()) {
                return false;
            }
            for (PoolTask<?> task : tasks) {
                if (task.place == Place.NEW) {
                    task.place = Place.QUEUED;
                    queue.addLast(task);
                }
            }
            assign();
            return true;
        });
    }

    /// Hands out what waits, as far as there are workers for it, and lets workers start for the rest. Under the lock.
    void assign() {
        if (!roster.takesWork()) {
            return;
        }
        long now = System.nanoTime();
        handToIdle(now);
        roster.startFor(queue.size());
        while (maySendAhead()) {
            Worker freest = roster.freest(maxTasksPerWorker, now, STALL_NANOS);
            if (freest == null) {
                return;
            }
            handNext(freest, now);
        }
    }

    /// Sees to it that a worker has as much as it should have, now that it has less. Under the lock.
    void refill(Worker worker) {
        if (worker.phase != Worker.Phase.READY) {
            return;
        }
        if (worker.live() == 0 && worker.tasksDone >= maxTasksPerWorker) {
            retire(worker);
            return;
        }
        long now = System.nanoTime();
        if (rescueStalled(now)) {
            handToIdle(now);
        }
        if (worker.live() > 0 || roster.hasFreeSlot()) {
            fill(worker, now);
            if (worker.live() == 0 && !worker.stopping) {
                steal(worker, now);
            }
        }
        if (worker.live() == 0) {
            worker.since = now;
            watch.idle(worker, roster.isTooMany());
        }
    }

    /// Whether the next task may be sent to a worker that is busy. A nested one may not: the tasks that wait hold a
    /// worker each, and there are not many of them only as long as what they wait for is under way.
    private boolean maySendAhead() {
        PoolTask<?> next = queue.peek();
        return next != null && next.depth() == 0;
    }

    /// The task that a worker runs begins or ends to wait for another one. While it does, the worker's slot is for
    /// others: there may be a worker more. Under the lock.
    void waiting(Worker worker, boolean begins) {
        worker.waiting = begins;
        if (begins) {
            takeBackAll(worker);
        } else if (roster.isTooMany()) {
            roster.workers().stream().filter(Worker::isIdle).forEach(idle -> watch.idle(idle, /* tooMany= */ true));
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
            handNext(idle, now);
        }
    }

    private void fill(Worker worker, long now) {
        while (!queue.isEmpty()
                && (worker.live() == 0 || maySendAhead())
                && roster.takesWork()
                && worker.hasRoom(maxTasksPerWorker, now, STALL_NANOS)) {
            handNext(worker, now);
        }
    }

    /// Sends the next task, and those of its chunk with it.
    private void handNext(Worker worker, long now) {
        PoolTask<?> task = queue.poll();
        while (task != null) {
            hand(worker, task, now);
            PoolTask<?> next = queue.peek();
            boolean together = next != null
                    && task.chunk != null
                    && next.chunk == task.chunk
                    && worker.hasRoomForMoreOfChunk(maxTasksPerWorker);
            task = together ? queue.poll() : null;
        }
    }

    private void hand(Worker worker, PoolTask<?> task, long now) {
        Parcel parcel = task.parcel();
        int slot = worker.takeSlot();
        Handover handover = new Handover(task, worker, ++handovers << ClaimPage.SLOT_BITS | slot);
        worker.claims().offer(slot, handover.number);
        worker.add(handover, now);
        task.place = Place.SENT;
        task.handover = handover;
        share(worker, parcel.shared());
        worker.courier().post(parcel.toFrame(handover), parcel.requiredDefinitions());
        stopper.limitHead(worker);
        watch.busy(worker);
    }

    private static void share(Worker worker, @Nullable SharedFunction shared) {
        if (shared == null || !worker.share(shared.number, shared.encoded().size())) {
            return;
        }
        // Before the new one, for which there may be no room.
        for (long outworn = worker.takeOutworn(); outworn != 0; outworn = worker.takeOutworn()) {
            worker.courier().post(new Frame.Forget(outworn), 0);
        }
        Frame.Share frame = new Frame.Share(shared.number, shared.encoded());
        worker.courier().post(frame, shared.encoded().requiredDefinitions());
    }

    // --- tasks are taken back

    /// Takes one hand-over back, if the worker has not begun it. The task is nowhere then. Under the lock.
    ///
    /// @return `null` if the worker has begun it
    private @Nullable PoolTask<?> takeBack(Handover handover) {
        if (!handover.live || !handover.worker.claims().revoke(handover.slot(), handover.number)) {
            return null;
        }
        PoolTask<?> task = handover.task();
        end(handover);
        handover.forgetTask();
        return task;
    }

    /// Takes back all that a worker has not begun, to the head of the queue. Under the lock.
    void takeBackAll(Worker worker) {
        takeBackAllBut(worker, null);
    }

    /// Takes back all that a worker has not begun, but one. Under the lock.
    void takeBackAllBut(Worker worker, @Nullable Handover kept) {
        for (Handover handover : worker.lastFirst()) {
            PoolTask<?> task = handover == kept ? null : takeBack(handover);
            if (task != null) {
                requeue(task);
            }
        }
    }

    /// A hand-over is over. Under the lock.
    void end(Handover handover) {
        handover.worker.remove(handover, System.nanoTime());
        handover.task().handover = null;
        stopper.ended(handover);
        stopper.limitHead(handover.worker);
    }

    /// Puts a task to the head of the queue. Under the lock.
    void requeue(PoolTask<?> task) {
        task.place = Place.QUEUED;
        queue.addFirst(task);
    }

    /// Gives an idle worker half of what was sent ahead to the one that has most.
    private void steal(Worker thief, long now) {
        Worker victim = roster.mostLoaded();
        if (victim == null) {
            return;
        }
        int wanted = victim.live() / 2;
        List<PoolTask<?>> stolen = new ArrayList<>(wanted);
        for (Handover handover : victim.lastFirst()) {
            PoolTask<?> task = stolen.size() < wanted ? takeBack(handover) : null;
            if (task != null) {
                stolen.add(task);
            }
        }
        stolen.forEach(this::requeue);
        fill(thief, now);
    }

    /// Takes back what was sent ahead to workers whose task turned out to be long: it is older than what is in the
    /// queue,
    /// so it comes first. The task that a worker is to begin next stays there.
    ///
    /// @return whether there was anything
    private boolean rescueStalled(long now) {
        if (now - lastRescue < STALL_NANOS / 2) {
            return false;
        }
        lastRescue = now;
        boolean any = false;
        for (Worker worker : roster.workers()) {
            if (worker.live() > 1 && worker.isStalled(now, STALL_NANOS)) {
                takeBackAllBut(worker, worker.head());
                any = true;
            }
        }
        return any;
    }

    /// Makes sure that a task never begins, if it has not. Takes the lock.
    ///
    /// @return `false` if it has begun
    boolean revoke(PoolTask<?> task) {
        return lock.call(() -> switch (task.place) {
            case NEW -> {
                task.place = Place.REVOKED;
                yield true;
            }
            case QUEUED -> {
                if (task.isRetry()) {
                    yield false;
                }
                queue.remove(task);
                task.place = Place.REVOKED;
                yield true;
            }
            case SENT -> {
                Handover handover = task.handover;
                if (task.isRetry() || handover == null || takeBack(handover) == null) {
                    yield false;
                }
                task.place = Place.REVOKED;
                if (handover.worker.live() == 0) {
                    refill(handover.worker);
                }
                yield true;
            }
            case OVER -> false;
            case REVOKED -> true;
        });
    }

    /// Tells whether a worker has begun the task.
    boolean hasBegun(PoolTask<?> task) {
        return lock.call(() -> {
            Handover handover = task.handover;
            return task.isRetry()
                    || task.place == Place.OVER
                    || (handover != null && handover.worker.hasBegun(handover));
        });
    }

    /// Tells whether the pool has nothing more to do for a task whose future has ended.
    boolean isDoneWith(PoolTask<?> task) {
        return lock.call(() -> task.place != Place.QUEUED && task.place != Place.SENT);
    }

    /// The future of a task that had begun was cancelled: it is stopped, wherever it is.
    void stop(PoolTask<?> task) {
        lock.run(() -> {
            Handover handover = task.handover;
            if (task.place == Place.QUEUED) {
                queue.remove(task);
                task.place = Place.OVER;
            } else if (handover != null && takeBack(handover) != null) {
                task.place = Place.OVER;
                refill(handover.worker);
            } else if (handover != null) {
                stopper.stop(handover);
            }
        });
    }

    /// Takes all that waits. Under the lock.
    List<PoolTask<?>> takeQueue() {
        List<PoolTask<?>> all = new ArrayList<>();
        for (PoolTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            all.add(task);
        }
        return all;
    }

    /// A worker gets no more tasks, and ends when it has done what it has begun. Under the lock.
    void retire(Worker worker) {
        takeBackAll(worker);
        roster.retire(worker);
        if (worker.live() == 0) {
            watch.leaving(worker);
        }
        assign();
    }

    // --- the tasks that are here

    /// All tasks that are queued or sent, in about the order in which they were submitted.
    List<PoolTask<?>> present() {
        return lock.call(() -> {
            List<PoolTask<?>> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                for (Handover handover : worker.lastFirst().reversed()) {
                    all.add(handover.task());
                }
            }
            queue.forEach(all::add);
            return all;
        });
    }

    /// The tasks that wait in the queue.
    List<PoolTask<?>> queued() {
        return lock.call(() -> {
            List<PoolTask<?>> all = new ArrayList<>();
            queue.forEach(all::add);
            return all;
        });
    }

    /// The tasks that workers have begun.
    List<PoolTask<?>> begun() {
        return lock.call(() -> {
            List<PoolTask<?>> all = new ArrayList<>();
            for (Worker worker : roster.workers()) {
                Handover head = worker.head();
                if (head != null && worker.hasBegun(head)) {
                    all.add(head.task());
                }
            }
            return all;
        });
    }
}
