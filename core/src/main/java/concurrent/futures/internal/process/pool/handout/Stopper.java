package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.TaskTimeoutException;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.pool.limits.Leash;
import concurrent.futures.internal.process.pool.limits.Rules;
import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.throwables.Origin;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Stops tasks that have begun: interrupts them, and kills the worker of one that does not end within the grace. Knows
/// when a time limit is hit.
///
/// The limit counts from the moment at which the worker began the task, which it noted in the claim page. The clock is
/// here, so that it also runs out for a worker that is stuck or suspended.
final class Stopper {
    /// After which time to look again, at the earliest, for a task that has not begun.
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Dispatcher dispatcher;
    private final PoolLock lock;
    private final Duration grace;

    Stopper(Dispatcher dispatcher, Rules rules, PoolLock lock) {
        this.dispatcher = dispatcher;
        this.lock = lock;
        this.grace = rules.cancelGrace();
    }

    /// Stops a task that has begun. Under the lock.
    void stop(PoolTask<?> task, Handover handover) {
        Leash leash = task.takeLeash();
        if (leash.isStopping()) {
            return;
        }
        Worker worker = handover.worker;
        if (grace.isZero()) {
            leash.stopping(true);
            worker.stopping = true;
            killAtOnce(task, leash, worker);
            return;
        }
        Frame.Interrupt interrupt = new Frame.Interrupt(handover.number + task.index);
        leash.grace(schedule(new Grace(task, leash), Deadline.nanos(grace)));
        leash.stopping(true);
        worker.stopping = true;
        worker.courier().post(interrupt, 0);
        dispatcher.retrieval().takeBackAll(worker);
        dispatcher.assign();
    }

    /// Stops the task of a worker whose future was cancelled, if that could not be done at once. Under the lock.
    void stopEnded(Worker worker) {
        Handover head = worker.load.head();
        if (head != null && head.stretch() == null && head.headTask().isEnded() && worker.hasBegunHead()) {
            stop(head.headTask(), head);
        }
    }

    private void killAtOnce(PoolTask<?> task, Leash leash, Worker worker) {
        try {
            killAfterwards(task, worker);
        } catch (OutOfMemoryError e) {
            leash.stopping(false);
            worker.stopping = false;
            throw e;
        }
    }

    /// Not a lambda, whose first use may come when there is no memory: see [Steps].
    private final class Grace implements Runnable {
        private final PoolTask<?> task;
        private final Leash leash;

        Grace(PoolTask<?> task, Leash leash) {
            this.task = task;
            this.leash = leash;
        }

        @Override
        public void run() {
            graceIsOver(task, leash);
        }
    }

    private void graceIsOver(PoolTask<?> task, Leash leash) {
        lock.take();
        try {
            Handover handover = task.handover;
            if (task.leash == leash && handover != null) {
                killAfterwards(task, handover.worker);
            }
        } finally {
            lock.give();
        }
    }

    /// Kills the worker, unless that would hit another task: one that has begun there later means that this one is
    /// over, and that its answer is under way.
    private void killAfterwards(PoolTask<?> task, Worker worker) {
        dispatcher.retrieval().takeBackAll(worker);
        WorkerProcess process = worker.process;
        Handover last = worker.load.lastLive();
        if (process == null || last == null || !last.endsWith(task)) {
            dispatcher.assign();
            return;
        }
        String name = task.options().name();
        String why = (name == null ? "its task" : "task " + name) + " was told to stop and did not within "
                + Durations.format(grace) + " (cancelGrace)";
        lock.afterwards(new Steps.Kill(process, why));
        // It gets no more tasks, should it answer just now.
        dispatcher.retire(worker);
    }

    /// Starts the clock for the task that a worker runs or runs next, if it has a limit. Under the lock.
    void limitHead(Worker worker) {
        try {
            limitHeadOnce(worker);
        } catch (OutOfMemoryError e) {
            lock.leave(e);
        }
    }

    private void limitHeadOnce(Worker worker) {
        Handover head = worker.load.head();
        if (head == null || head.stretch() != null) {
            return; // The elements of a stretch have no limits.
        }
        PoolTask<?> task = head.headTask();
        Duration limit = task.options().timeout();
        if (limit == null || task.leash != null) {
            return;
        }
        Leash leash = new Leash();
        long nanos = Deadline.nanos(limit);
        leash.limit(schedule(new Limit(task, leash, nanos), nanos));
        task.leash = leash;
    }

    private final class Limit implements Runnable {
        private final PoolTask<?> task;
        private final Leash leash;
        private final long nanos;

        Limit(PoolTask<?> task, Leash leash, long nanos) {
            this.task = task;
            this.leash = leash;
            this.nanos = nanos;
        }

        @Override
        public void run() {
            limitMayBeHit(task, leash, nanos);
        }
    }

    private void limitMayBeHit(PoolTask<?> task, Leash leash, long limit) {
        lock.take();
        try {
            Handover handover = task.handover;
            if (task.leash != leash || handover == null || leash.isStopping()) {
                return;
            }
            ClaimPage claims = handover.worker.claims();
            // What has not begun by now does not hit its limit before that has passed once more; what is followed by
            // another one has ended, and its answer is under way.
            long left = Math.max(limit, LOOK_AGAIN_NANOS);
            if (claims.countBegun(handover.number) == task.index + 1) {
                // What says that it begins later may do so sooner.
                left = limit - Math.max(0, System.nanoTime() - claims.begunAt(handover.number));
            }
            if (left > 0) {
                leash.limit(schedule(new Limit(task, leash, limit), left));
            } else {
                limitIsHit(task, handover, leash);
            }
        } finally {
            lock.give();
        }
    }

    private void limitIsHit(PoolTask<?> task, Handover handover, Leash leash) {
        boolean again = task.mayRetry();
        if (!again) {
            TaskTimeoutException failure = timeIsUp(task, handover.worker.origin());
            lock.afterwards(new Steps.Fail(task, failure));
        }
        leash.timedOut(again);
        stop(task, handover);
    }

    private static TaskTimeoutException timeIsUp(PoolTask<?> task, Origin worker) {
        return task.timeIsUp(worker, "was stopped in worker " + worker.name() + " (pid " + worker.pid() + ")");
    }

    private static ScheduledFuture<?> schedule(Runnable action, long nanos) {
        return Timer.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }
}
