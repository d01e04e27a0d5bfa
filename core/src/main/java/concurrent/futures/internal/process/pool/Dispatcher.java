package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.process.pool.PoolTask.Place;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Decides which worker gets which task. The heart of the pool.
///
/// - A task goes to an idle worker; else one is started for it, if the limit allows; meanwhile it is sent ahead to a
///   busy worker whose [Window] has room, or waits in the queue.
/// - What is sent ahead is sent in groups, the [Handover]s: many short tasks together, long ones one by one.
/// - What was sent and not begun can be taken back at any time, through the claim page: by a cancel; for a worker that
///   has nothing to do; from a worker whose task turns out to be long, that stops a task, that retires, or that died.
///   It returns to the head of the queue, and nobody sees a difference.
/// - Whenever a worker answers, becomes ready, or loses what it had, it is refilled: from the queue, else from the
/// tasks
///   sent ahead to others.
///
/// So no task waits while a worker is idle, except for one that is on its way. Methods that are not private take the
/// lock themselves, unless they say otherwise.
final class Dispatcher {
    /// Behind a task that runs longer than this no others wait.
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /// No more bytes than these are handed over together: the first task can begin when all have come.
    private static final long GROUP_BYTES = 64 * 1024;

    private static final PoolTask<?>[] NONE = {};

    private final PoolLock lock;
    private final Roster roster;
    private final Stopper stopper;
    private final Watch watch;
    private final int maxTasksPerWorker;

    // Guarded by the lock.
    private final TaskQueue queue = new TaskQueue();
    private long handovers;
    private long lastRescue = System.nanoTime();

    /// What is handed over next, while that is being made up.
    private final List<PoolTask<?>> group = new ArrayList<>();

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
            handNext(freest, fairShare(freest, now), now);
        }
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
            handNext(idle, 1, now);
        }
    }

    private void fill(Worker worker, long now) {
        if (worker.live() == 0 || maySendAhead()) {
            int share = fairShare(worker, now);
            while (share > 0 && !queue.isEmpty() && roster.takesWork() && (worker.live() == 0 || maySendAhead())) {
                share -= handNext(worker, share, now);
            }
        }
    }

    /// Hands over the next task, and those behind it that can go with it; of a chunk all, as far as that is possible.
    ///
    /// @return how many
    private int handNext(Worker worker, int most, long now) {
        int handed = 0;
        PoolTask<?> first = queue.poll();
        while (first != null) {
            handed += hand(worker, group(worker, first, most), now);
            PoolTask<?> next = queue.peek();
            first = next != null && next.isInChunkOf(first) && worker.takesMoreOfChunk(maxTasksPerWorker)
                    ? queue.poll()
                    : null;
        }
        return handed;
    }

    /// The tasks that are handed over together with the first one.
    private PoolTask<?>[] group(Worker worker, PoolTask<?> first, int most) {
        group.add(first);
        long bytes = first.parcel().size();
        int ofChunk = first.chunk == null ? 0 : worker.roomForChunk(maxTasksPerWorker);
        for (PoolTask<?> next = queue.peek(); next != null && next.goesWith(first); next = queue.peek()) {
            bytes += next.parcel().size();
            int limit =
                    next.isInChunkOf(first) ? ofChunk : first.depth() > 0 ? 1 : Math.min(most, ClaimPage.MOST_TASKS);
            if (group.size() >= limit || bytes > GROUP_BYTES) {
                break;
            }
            group.add(queue.poll());
        }
        PoolTask<?>[] tasks = group.toArray(NONE);
        group.clear();
        return tasks;
    }

    private int hand(Worker worker, PoolTask<?>[] tasks, long now) {
        long number = ClaimPage.number(++handovers, worker.takeSlot());
        Handover handover = new Handover(tasks, worker, number);
        PoolTask<?> first = tasks[0];
        Parcel parcel = first.parcel();
        List<Blob> blobs = new ArrayList<>(tasks.length);
        long bytes = 0;
        int requiredDefinitions = 0;
        for (PoolTask<?> task : tasks) {
            task.place = Place.SENT;
            Parcel each = task.parcel();
            each.addTo(blobs);
            bytes += each.size();
            requiredDefinitions = Math.max(requiredDefinitions, each.requiredDefinitions());
        }
        worker.claims().offer(number, tasks.length);
        worker.add(handover, bytes, now);
        SharedFunction shared = parcel.shared();
        share(worker, shared);
        Frame.Run frame = new Frame.Run(
                number,
                parcel.contextLoader(),
                first.depth(),
                first.options().name(),
                parcel.kind(),
                shared == null ? 0 : shared.number,
                blobs);
        worker.courier().post(frame, requiredDefinitions);
        stopper.limitHead(worker);
        watch.busy(worker);
        return tasks.length;
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

    /// Takes back the tasks of a hand-over that have not begun, to the head of the queue. Under the lock.
    ///
    /// @param from the first one, and all behind it
    private void cut(Handover handover, int from) {
        if (!handover.isLive()) {
            return;
        }
        Worker worker = handover.worker;
        long now = System.nanoTime();
        int end = worker.claims().cut(handover.number, Math.max(from, handover.head()));
        while (handover.end() > end) {
            PoolTask<?> task = worker.removeLast(handover, now);
            task.loosen();
            requeue(task);
        }
        stopper.limitHead(worker);
    }

    /// Takes back one task, to the head of the queue, and with it those that were sent together with it and come after
    /// it. Under the lock.
    ///
    /// @return `false` if the worker has begun it
    private boolean takeBack(PoolTask<?> task) {
        Handover handover = task.handover;
        if (handover != null) {
            cut(handover, task.index);
        }
        return task.handover == null;
    }

    /// Takes back all that a worker has not begun, to the head of the queue. Under the lock.
    void takeBackAll(Worker worker) {
        worker.lastFirst().forEach(handover -> cut(handover, 0));
    }

    /// Takes back all that a worker has not begun, but the task that is its next one. Under the lock.
    void takeBackAllButHead(Worker worker) {
        Handover head = worker.head();
        for (Handover handover : worker.lastFirst()) {
            cut(handover, handover == head ? handover.head() + 1 : 0);
        }
    }

    /// The first task of a hand-over is over: answered, or lost. Under the lock.
    ///
    /// @return the task, which is nowhere then
    PoolTask<?> end(Handover handover, long now) {
        PoolTask<?> task = handover.worker.removeHead(handover, now);
        Leash leash = task.leash;
        if (leash != null && leash.stopping) {
            handover.worker.stopping = false;
        }
        task.loosen();
        task.place = Place.OVER;
        return task;
    }

    /// Starts the clock of the task that a worker runs or runs next. Under the lock.
    void limitHead(Worker worker) {
        stopper.limitHead(worker);
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
        int left = victim.live() - victim.live() / 2;
        for (Handover last = victim.lastLive(); last != null && victim.live() > left; last = victim.lastLive()) {
            int before = victim.live();
            cut(last, Math.max(last.head(), last.end() - (before - left)));
            if (victim.live() == before) {
                break;
            }
        }
        fill(thief, now);
    }

    /// Takes back what was sent ahead to workers whose task turned out to be long: it is older than what is in the
    /// queue, so it comes first. The task that a worker is to begin next stays there.
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
                takeBackAllButHead(worker);
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
                if (task.isRetry() || handover == null || !takeBack(task)) {
                    yield false;
                }
                queue.remove(task);
                task.place = Place.REVOKED;
                makeUpFor(handover.worker);
                yield true;
            }
            case OVER -> false;
            case REVOKED -> true;
        });
    }

    /// A task was taken back from a worker, and others with it.
    private void makeUpFor(Worker worker) {
        if (worker.live() == 0) {
            refill(worker);
        } else {
            handToIdle(System.nanoTime());
        }
    }

    /// Tells whether a worker has begun the task.
    boolean hasBegun(PoolTask<?> task) {
        return lock.call(() -> {
            Handover handover = task.handover;
            return task.isRetry() || task.place == Place.OVER || (handover != null && handover.worker.hasBegun(task));
        });
    }

    /// The future of a task that had begun was cancelled: it is stopped, wherever it is.
    void stop(PoolTask<?> task) {
        lock.run(() -> {
            Handover handover = task.handover;
            if (task.place == Place.QUEUED) {
                queue.remove(task);
                task.place = Place.OVER;
            } else if (handover != null && takeBack(task)) {
                queue.remove(task);
                task.place = Place.OVER;
                makeUpFor(handover.worker);
            } else if (handover != null) {
                stopper.stop(task, handover);
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
                worker.forEachTask(all::add);
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
                worker.forEachTask(task -> {
                    if (worker.hasBegun(task)) {
                        all.add(task);
                    }
                });
            }
            return all;
        });
    }
}
