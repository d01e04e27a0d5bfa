package concurrent.futures.internal.process.pool.handout;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.pool.limits.Rules;
import concurrent.futures.internal.process.pool.lock.PoolLock;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks after workers of which nothing is heard: one that does not take up a task although it has nothing else to do,
/// for instance because it was suspended; one that does not get ready; one that has had no task for long; one that was
/// told to end and does not.
///
/// There is at most one clock of each kind per worker, and none for a worker that is idle and may stay. What they do is
/// no lambda: for the sake of a program that starts, and of one that has no memory.
final class Watch {
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long GOODBYE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long SURPLUS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Dispatcher dispatcher;
    private final PoolLock lock;
    private final @Nullable Duration idleTimeout;
    private final Duration startupTimeout;
    private final boolean initialized;

    Watch(Dispatcher dispatcher, Rules rules, PoolLock lock) {
        this.dispatcher = dispatcher;
        this.lock = lock;
        this.idleTimeout = rules.idleTimeout();
        this.startupTimeout = rules.startupTimeout();
        this.initialized = rules.hasInitializer();
    }

    /// The process of the worker exists. Under the lock.
    void starting(Worker worker) {
        worker.startClock = Timer.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        overdue(worker);
                    }
                },
                Deadline.nanos(startupTimeout),
                NANOSECONDS);
    }

    private void overdue(Worker worker) {
        lock.take();
        try {
            if (worker.wasReady || worker.unwanted) {
                return;
            }
            // From here on it gets no tasks, should it get ready just now.
            worker.overdue = true;
            worker.hungInInitializer = initialized && worker.courier().isCarrying();
            kill(
                    worker,
                    "it was not ready within " + Durations.format(startupTimeout) + " of its start (startupTimeout): "
                            + (worker.hungInInitializer
                                    ? "its initializer was still running; one that needs longer needs a longer"
                                            + " startupTimeout"
                                    : worker.courier().isCarrying()
                                            ? "it had connected and then fell silent"
                                            : "it had not connected yet"));
        } finally {
            lock.give();
        }
    }

    /// The worker has come up. Under the lock.
    void ready(Worker worker) {
        cancel(worker.startClock);
    }

    /// The worker has something to do. Under the lock.
    void busy(Worker worker) {
        worker.voice().busy();
        if (worker.busyClock == null) {
            try {
                worker.busyClock = Timer.schedule(new Look(worker), LOOK_NANOS, NANOSECONDS);
            } catch (OutOfMemoryError e) {
                lock.leave(e);
            }
        }
    }

    private final class Look implements Runnable {
        private final Worker worker;

        Look(Worker worker) {
            this.worker = worker;
        }

        @Override
        public void run() {
            look(worker);
        }
    }

    private void look(Worker worker) {
        lock.take();
        try {
            worker.busyClock = null;
            if (worker.live() == 0 || worker.phase == Worker.Phase.DYING) {
                return;
            }
            long sent = worker.courier().bytesSent();
            boolean silent = sent == worker.bytesSent
                    && !worker.hasBegunHead()
                    && System.nanoTime() - worker.load.since > SILENCE_NANOS;
            worker.bytesSent = sent;
            if (silent) {
                dispatcher.retire(worker);
            }
            if (silent && worker.live() == 0) {
                // The task was taken back: it did not begin at this very moment.
                kill(worker, "it did not take up a task for 10 seconds although it had nothing else to do");
            } else {
                busy(worker);
            }
        } finally {
            lock.give();
        }
    }

    /// The worker has nothing to do. Under the lock.
    ///
    /// @param tooMany whether there are more workers than the pool is to have: then it goes, if that lasts. Where tasks
    ///     wait for others again and again, it will soon be needed.
    void idle(Worker worker, boolean tooMany) {
        worker.voice().idle();
        if (tooMany && worker.surplusClock == null) {
            worker.surplusClock = Timer.schedule(
                    new Runnable() {
                        @Override
                        public void run() {
                            surplus(worker);
                        }
                    },
                    SURPLUS_NANOS,
                    NANOSECONDS);
        }
        if (idleTimeout != null && worker.idleClock == null) {
            idleFor(worker, Deadline.nanos(idleTimeout));
        }
    }

    private void idleFor(Worker worker, long nanos) {
        worker.idleClock = Timer.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        idled(worker);
                    }
                },
                nanos,
                NANOSECONDS);
    }

    private void idled(Worker worker) {
        lock.take();
        try {
            worker.idleClock = null;
            if (idleTimeout == null || !worker.isIdle()) {
                return;
            }
            long left = Deadline.nanos(idleTimeout) - (System.nanoTime() - worker.load.since);
            if (left > 0) {
                idleFor(worker, left);
            } else if (dispatcher.roster().isSpare(worker)) {
                idleFor(worker, Deadline.nanos(idleTimeout));
            } else {
                worker.dispense("it had no task for " + Durations.format(idleTimeout));
                dispatcher.retire(worker);
            }
        } finally {
            lock.give();
        }
    }

    private void surplus(Worker worker) {
        lock.take();
        try {
            worker.surplusClock = null;
            if (worker.isIdle() && dispatcher.roster().isTooMany()) {
                worker.dispense("there were more workers than the pool is to have");
                dispatcher.retire(worker);
            }
        } finally {
            lock.give();
        }
    }

    /// The worker was told to end, and has nothing more to do: it should say at once that it leaves. Under the lock.
    void leaving(Worker worker) {
        if (worker.leavingClock == null) {
            try {
                expectGoodbye(worker);
            } catch (OutOfMemoryError e) {
                lock.leave(e);
            }
        }
    }

    private void expectGoodbye(Worker worker) {
        long sent = worker.courier().bytesSent();
        worker.leavingClock = Timer.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        missGoodbye(worker, sent);
                    }
                },
                GOODBYE_NANOS,
                NANOSECONDS);
    }

    private void missGoodbye(Worker worker, long sentBefore) {
        lock.take();
        try {
            if (worker.saidGoodbye) {
                return;
            }
            if (worker.courier().bytesSent() != sentBefore) {
                expectGoodbye(worker);
            } else {
                kill(worker, "it was told to end, and said nothing for 3 seconds");
            }
        } finally {
            lock.give();
        }
    }

    private void killLeaving(Worker worker, String why) {
        lock.take();
        try {
            kill(worker, why);
        } finally {
            lock.give();
        }
    }

    /// The worker has said that it leaves: it runs its shutdown hooks. Under the lock.
    void goodbye(Worker worker) {
        ScheduledFuture<?> hooks = Timer.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        killLeaving(worker, "its shutdown hooks did not end within 10 seconds");
                    }
                },
                LEAVE_NANOS,
                NANOSECONDS);
        worker.saidGoodbye = true;
        cancel(worker.leavingClock);
        worker.leavingClock = hooks;
    }

    /// The process of the worker is gone. Under the lock.
    void gone(Worker worker) {
        cancel(worker.startClock);
        cancel(worker.busyClock);
        cancel(worker.idleClock);
        cancel(worker.surplusClock);
        cancel(worker.leavingClock);
    }

    private static void cancel(@Nullable ScheduledFuture<?> clock) {
        if (clock != null) {
            clock.cancel(/* mayInterruptIfRunning= */ false);
        }
    }

    private void kill(Worker worker, String why) {
        WorkerProcess process = worker.process;
        if (process != null) {
            lock.afterwards(new Steps.Kill(process, why));
        }
    }
}
