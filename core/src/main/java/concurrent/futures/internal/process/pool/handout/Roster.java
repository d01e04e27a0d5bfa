package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.internal.event.WorkerVoice;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.pool.handout.Foreman.StartFailure;
import concurrent.futures.internal.process.pool.handout.Worker.Phase;
import concurrent.futures.internal.process.pool.limits.Rules;
import concurrent.futures.internal.process.pool.lock.PoolLock;
import concurrent.futures.internal.process.pool.sending.Courier;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The workers of a pool: who is there, when another is started, and when that is given up. All under the pool's lock.
///
/// Workers that die before they are ready are replaced up to a limit; then, if no other worker is there, the pool is
/// broken, and if there are some, the next is tried later.
final class Roster {
    /// As long as no worker was ever ready, something is wrong with all of them.
    private static final int FIRST_FAILED_STARTS = 3;

    /// Workers that came up before show that they can: it takes more to give up.
    private static final int LATER_FAILED_STARTS = 10;

    private final Home home;
    private final PoolLock lock;
    private final int spareWorkers;

    private final List<Worker> workers = new ArrayList<>();

    /// Those that are gone, and in whose place none was started yet.
    private final Queue<WorkerVoice> missed = new ArrayDeque<>();

    private int maxWorkers;
    private int born;
    private boolean used;
    private boolean winding;
    private boolean stopping;

    /// The starts in a row after which no worker was ready.
    private int failedStarts;

    private int maxFailedStarts = FIRST_FAILED_STARTS;
    private long nextStart = System.nanoTime();
    /// Read without the lock as well.
    private volatile @Nullable StartFailure breakdown;

    Roster(Home home, Rules rules, PoolLock lock) {
        this.home = home;
        this.lock = lock;
        this.spareWorkers = rules.spareWorkers();
        this.maxWorkers = rules.maxWorkers();
    }

    // --- whether to go on

    boolean takesWork() {
        return !stopping && breakdown == null;
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isBroken() {
        return breakdown != null;
    }

    /// No tasks come any more; if now, none is begun any more either.
    void shutdown(boolean now) {
        winding = true;
        stopping |= now;
    }

    void breakDown(StartFailure failure) {
        if (breakdown == null) {
            breakdown = failure;
        }
    }

    BrokenExecutorException broken() {
        StartFailure failure = Objects.requireNonNull(breakdown);
        return new BrokenExecutorException(home.engine() + " can not go on: " + failure.message(), failure.cause());
    }

    // --- who is there

    List<Worker> workers() {
        return workers;
    }

    int maxWorkers() {
        return maxWorkers;
    }

    void maxWorkers(int limit) {
        maxWorkers = limit;
    }

    /// Those that are there or come, without those whose task waits for another one.
    private int active() {
        int active = 0;
        for (Worker worker : workers) {
            if (worker.phase == Phase.STARTING || (worker.phase == Phase.READY && !worker.waiting)) {
                active++;
            }
        }
        return active;
    }

    /// Whether no more workers may be started.
    boolean isComplete() {
        return active() >= limit();
    }

    /// How many workers may be active. Those that go once their task has ended are as busy as any. But one worker there
    /// must be: they may never end.
    private int limit() {
        int finishing = 0;
        for (Worker worker : workers) {
            if (worker.phase == Phase.RETIRING && worker.live() > 0 && !worker.waiting) {
                finishing++;
            }
        }
        return Math.max(1, maxWorkers - finishing);
    }

    boolean isTooMany() {
        return active() > maxWorkers;
    }

    /// Whether a further worker may be busy. There may be more workers than the pool is to have, once a task has waited
    /// for another one and goes on.
    boolean hasFreeSlot() {
        int busy = 0;
        for (Worker worker : workers) {
            if (worker.phase == Phase.READY && worker.live() > 0 && !worker.waiting) {
                busy++;
            }
        }
        return busy < maxWorkers;
    }

    /// A worker that has nothing to do and may get something.
    @Nullable
    Worker idle(int maxTasks) {
        if (!hasFreeSlot()) {
            return null;
        }
        for (Worker worker : workers) {
            if (worker.isIdle() && !worker.stopping && worker.tasksDone < maxTasks) {
                return worker;
            }
        }
        return null;
    }

    /// Of the workers that have room for another task, the one with the fewest.
    @Nullable
    Worker freest(int maxTasks, long now, long stallNanos) {
        Worker freest = null;
        boolean freeSlot = hasFreeSlot();
        for (Worker worker : workers) {
            if ((freest == null || worker.live() < freest.live())
                    && (freeSlot || worker.live() > 0)
                    && worker.room(maxTasks, now, stallNanos) > 0) {
                freest = worker;
            }
        }
        return freest;
    }

    /// The worker with the most tasks beyond the one that it runs.
    @Nullable
    Worker mostLoaded() {
        Worker most = null;
        for (Worker worker : workers) {
            if (worker.live() > (most == null ? 1 : most.live())) {
                most = worker;
            }
        }
        return most;
    }

    /// A worker to be let go while there are too many: one that has not come up, else the one with the fewest tasks.
    @Nullable
    Worker dispensable() {
        if (!isTooMany()) {
            return null;
        }
        Worker least = null;
        for (Worker worker : workers) {
            if (worker.phase == Phase.STARTING) {
                return worker;
            }
            if (worker.phase == Phase.READY && !worker.waiting && (least == null || worker.live() < least.live())) {
                least = worker;
            }
        }
        return least;
    }

    /// Whether an idle worker is one of those that are kept ready.
    boolean isSpare(Worker idle) {
        int others = 0;
        for (Worker worker : workers) {
            if (worker != idle && worker.isIdle()) {
                others++;
            }
        }
        return !winding && others < spareWorkers;
    }

    // --- coming

    /// Starts workers for tasks that nobody takes at the moment.
    ///
    /// @param waiting the tasks that wait in the queue, or are about to
    void startFor(int waiting) {
        if (!takesWork()) {
            return;
        }
        used |= waiting > 0;
        int starting = 0;
        int active = 0;
        long wanted = (long) waiting + (winding || !used ? 0 : spareWorkers);
        for (Worker worker : workers) {
            switch (worker.phase) {
                case STARTING -> {
                    starting++;
                    active++;
                }
                case READY -> {
                    if (!worker.waiting) {
                        active++;
                        wanted += worker.live() - 1;
                    }
                }
                case RETIRING, DYING -> {}
            }
        }
        int limit = limit();
        while (starting < wanted && active < limit && mayStart(starting, active)) {
            Worker worker =
                    new Worker(home.engine() + "-worker-" + born, new Courier(home.dictionary()), home.events());
            Runnable raise = new Runnable() {
                @Override
                public void run() {
                    home.raise(worker);
                }
            };
            workers.add(worker);
            try {
                lock.afterwards(raise);
            } catch (OutOfMemoryError e) {
                workers.remove(worker);
                throw e;
            }
            born++;
            replaceMissed(worker);
            starting++;
            active++;
        }
    }

    /// The worker takes the place of one that is gone, if there is such a place.
    private void replaceMissed(Worker worker) {
        WorkerVoice predecessor = missed.poll();
        if (predecessor != null) {
            predecessor.replacedBy(worker.name());
        }
    }

    /// A worker takes no more tasks from now on. If that is not because it was one too many, the next one that is
    /// started takes its place.
    private void miss(Worker worker) {
        if (worker.phase == Phase.READY && !worker.dispensed && !stopping && missed.size() < maxWorkers) {
            addMissed(worker.voice());
        }
    }

    private void addMissed(WorkerVoice voice) {
        try {
            missed.add(voice);
        } catch (OutOfMemoryError e) {
            return; // Of the one in its place nobody is told.
        }
    }

    private boolean mayStart(int starting, int active) {
        if (failedStarts < maxFailedStarts) {
            return true;
        }
        return starting == 0 && active > 0 && System.nanoTime() - nextStart > 0;
    }

    /// The process of a worker exists.
    void started(Worker worker, WorkerProcess process, ClaimPage claims) {
        worker.process = process;
        worker.claims = claims;
        if (worker.unwanted) {
            lock.afterwards(new Steps.Kill(process, "it was not needed any more"));
        }
    }

    /// A worker has come up.
    ///
    /// @return `false` if nobody needs it any more
    boolean ready(Worker worker) {
        failedStarts = 0;
        maxFailedStarts = LATER_FAILED_STARTS;
        worker.wasReady = true;
        worker.load.since = System.nanoTime();
        if (worker.phase != Phase.STARTING || worker.overdue) {
            return false;
        }
        worker.phase = Phase.READY;
        worker.voice().ready();
        return true;
    }

    // --- going

    /// Tells a worker to end.
    void retire(Worker worker) {
        switch (worker.phase) {
            case STARTING -> {
                WorkerProcess process = worker.process;
                if (process != null) {
                    lock.afterwards(new Steps.Kill(process, "it was not needed any more"));
                }
                worker.phase = Phase.RETIRING;
                worker.unwanted = true;
            }
            case READY -> {
                Frame.Shutdown shutdown = new Frame.Shutdown();
                miss(worker);
                worker.phase = Phase.RETIRING;
                worker.courier().post(shutdown, 0);
            }
            case RETIRING, DYING -> {}
        }
    }

    /// A worker ends by itself.
    void leaves(Worker worker) {
        if (worker.phase == Phase.READY) {
            miss(worker);
            worker.phase = Phase.RETIRING;
        }
    }

    void contactLost(Worker worker) {
        if (worker.wasReady) {
            miss(worker);
            worker.phase = Phase.DYING;
        }
    }

    /// A worker is gone. The pool may break by that.
    void gone(Worker worker) {
        worker.phase = Phase.DYING;
        if (!workers.contains(worker)) {
            return;
        }
        ClaimPage claims = worker.claims;
        if (claims != null) {
            lock.afterwards(new Steps.Unmap(claims));
            worker.claims = null;
        }
        if (worker.wasReady) {
            // Others may well come up again: the next start decides.
            failedStarts = Math.min(failedStarts, maxFailedStarts - 1);
        } else if (!worker.unwanted && !stopping) {
            startFailed(worker);
        }
        workers.remove(worker);
    }

    private void startFailed(Worker worker) {
        // An initializer that hangs would hang again, as long as it never came to its end.
        boolean hopeless = worker.hungInInitializer && maxFailedStarts == FIRST_FAILED_STARTS;
        int failed = hopeless ? maxFailedStarts : failedStarts + 1;
        if (failed >= maxFailedStarts && breakdown == null) {
            int beyond = Math.min(failed - maxFailedStarts, 5);
            nextStart = System.nanoTime() + TimeUnit.SECONDS.toNanos(1L << beyond);
            if (active() == 0) {
                breakDown(startFailure(worker, hopeless ? 0 : failed));
            }
        }
        failedStarts = failed;
    }

    private static StartFailure startFailure(Worker worker, int failed) {
        StartFailure failure = worker.startFailure;
        return new StartFailure(
                (failed == 0 ? "" : failed + " workers in a row died before they were ready. The last one: ")
                        + (failure == null ? "no reason is known" : failure.message()),
                failure == null ? null : failure.cause());
    }
}
