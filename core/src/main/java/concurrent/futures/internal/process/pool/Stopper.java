package concurrent.futures.internal.process.pool;

import concurrent.futures.TaskTimeoutException;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.wire.Frame;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stops tasks that have begun: interrupts them, and kills the worker of one that does not end within the grace. Knows
/// when
/// a time limit is hit.
///
/// The limit counts from the moment at which the worker began the task, which it noted in the claim page. The clock is
/// here, so
/// that it also runs out for a worker that is stuck or suspended.
final class Stopper {
    /// After which time to look again, at the earliest, for a task that has not begun.
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Dispatcher dispatcher;
    private final PoolLock lock;
    private final Duration grace;

    Stopper(Dispatcher dispatcher, Settings settings, PoolLock lock) {
        this.dispatcher = dispatcher;
        this.lock = lock;
        this.grace = settings.cancelGrace();
    }

    /// Stops a task that has begun. Under the lock.
    void stop(Handover handover) {
        if (!handover.live || handover.stopping) {
            return;
        }
        Worker worker = handover.worker;
        handover.stopping = true;
        worker.stopping = true;
        if (grace.isZero()) {
            killAfterwards(handover);
            return;
        }
        worker.courier().post(new Frame.Interrupt(handover.number), 0);
        handover.grace = schedule(() -> graceIsOver(handover), Deadline.nanos(grace));
        dispatcher.takeBackAll(worker);
        dispatcher.assign();
    }

    private void graceIsOver(Handover handover) {
        lock.run(() -> {
            if (handover.live) {
                killAfterwards(handover);
            }
        });
    }

    /// Kills the worker, unless that would hit another task: one that has begun there means that this one is over, and
    /// that its answer is under way.
    private void killAfterwards(Handover handover) {
        Worker worker = handover.worker;
        dispatcher.takeBackAll(worker);
        WorkerProcess process = worker.process;
        if (process == null || worker.live() > 1) {
            dispatcher.assign();
            return;
        }
        // It gets no more tasks, should it answer just now.
        dispatcher.retire(worker);
        String name = handover.task().options().name();
        String why = (name == null ? "its task" : "task " + name) + " was told to stop and did not within "
                + Durations.format(grace) + " (cancelGrace)";
        lock.afterwards(() -> process.kill(why));
    }

    /// Starts the clock for the task that a worker runs or runs next, if it has a limit. Under the lock.
    void limitHead(Worker worker) {
        Handover head = worker.head();
        if (head == null || head.limit != null) {
            return;
        }
        Duration limit = head.task().options().timeout();
        if (limit != null) {
            long nanos = Deadline.nanos(limit);
            head.limit = schedule(() -> limitMayBeHit(head, nanos), nanos);
        }
    }

    private void limitMayBeHit(Handover handover, long limit) {
        lock.run(() -> {
            if (!handover.live || handover.stopping) {
                return;
            }
            Worker worker = handover.worker;
            // What has not begun by now does not hit its limit before that has passed once more.
            long left = Math.max(limit, LOOK_AGAIN_NANOS);
            if (worker.hasBegun(handover)) {
                long ran = System.nanoTime() - worker.claims().begunAt(handover.slot());
                left = limit - ran;
            }
            if (left > 0) {
                handover.limit = schedule(() -> limitMayBeHit(handover, limit), left);
            } else {
                limitIsHit(handover);
            }
        });
    }

    private void limitIsHit(Handover handover) {
        PoolTask<?> task = handover.task();
        handover.timedOut = true;
        handover.again = task.mayRetry();
        if (!handover.again) {
            TaskTimeoutException failure = task.timeIsUp(handover.worker.origin());
            lock.afterwards(() -> task.failBegun(failure));
        }
        stop(handover);
    }

    /// A hand-over is over. Under the lock.
    void ended(Handover handover) {
        cancel(handover.limit);
        cancel(handover.grace);
        if (handover.stopping) {
            handover.worker.stopping = false;
        }
    }

    private static void cancel(@Nullable ScheduledFuture<?> clock) {
        if (clock != null) {
            clock.cancel(/* mayInterruptIfRunning= */ false);
        }
    }

    private static ScheduledFuture<?> schedule(Runnable action, long nanos) {
        return Timer.schedule(action, nanos, TimeUnit.NANOSECONDS);
    }
}
