package concurrent.futures.internal.life;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.internal.FieldHandles;
import concurrent.futures.internal.Tally;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/// The books of one executor: what was accepted, what has begun, what has ended and how.
///
/// The counters only grow. A snapshot reads the ends first, then the beginnings, then what was accepted; since each
/// task is counted in the opposite order, no difference is negative, and the sum holds in every snapshot.
///
/// A thread that runs many tasks has a [Page] of its own, and counts there without sharing anything.
///
/// What is open is what was opened and not closed. Since both only grow, and nothing is closed that was not opened
/// before, whoever reads first how much was closed, then how much was opened, and finds both equal, knows that nothing
/// was open when he read the first. So to accept a task is to count it once.
public final class Ledger {
    private static final int MOST_READINGS = 100;
    private static final VarHandle HOLDS =
            FieldHandles.find(MethodHandles.lookup(), Ledger.class, "holds", boolean.class);

    /// The tasks that were to be accepted, those that were refused among them.
    private final AtomicLong offered = new AtomicLong();

    private final Tally refused = new Tally();

    /// Whether there are such.
    private volatile boolean refuses;

    private final Tally started = new Tally();
    private final Tally neverStarted = new Tally();
    private final Tally succeeded = new Tally();

    /// Those that began and succeeded at once; they are in neither of the two.
    private final Tally passed = new Tally();

    private final Tally failed = new Tally();
    private final Tally cancelled = new Tally();
    private final Tally retried = new Tally();

    /// What else there was to do than that.
    private final AtomicLong reopened = new AtomicLong();

    /// How much of both is done.
    private final AtomicLong closed = new AtomicLong();

    /// Whether the JVM is kept alive for what is open. Whoever opens something looks here after it was counted; whoever
    /// closes the last looks for what was opened after he has written here. So one of the two sees the other.
    @SuppressWarnings("unused") // by its handle
    private boolean holds;

    /// The pages in use; guarded by itself, so that no snapshot sees a page both here and in the sums, or in neither.
    private final Set<Page> pages = Collections.newSetFromMap(new IdentityHashMap<>());

    /// What to do whenever no task is open any more.
    private final Runnable onIdle;

    /// Opens the books.
    ///
    /// @param onIdle called, in whatever thread closes the last open task, whenever none is open any more
    public Ledger(Runnable onIdle) {
        this.onIdle = onIdle;
    }

    /// Accepts tasks, unless work is refused; from here on the JVM stays alive for them.
    ///
    /// @param count how many
    /// @param admission looked at after the tasks were counted as open, so that a shutdown sees them or they see it;
    ///     throws to refuse
    /// @throws RejectedExecutionException what the admission throws
    public void accept(int count, Runnable admission) {
        if (refuses) {
            admission.run(); // So that those who come now are not counted as submitted, not even for a moment.
        }
        offered.getAndAdd(count);
        try {
            hold();
            admission.run();
        } catch (Throwable e) {
            refuses = true;
            refused.add(count);
            close(count);
            throw e;
        }
    }

    /// There is more to do: a further attempt, or callbacks.
    ///
    /// @param count how much
    public void open(int count) {
        reopened.getAndAdd(count);
        hold();
    }

    private void hold() {
        if (!(boolean) HOLDS.getVolatile(this)) {
            KeepAlive.hold(); // Before others see that it is so: they rely on it.
            if (!HOLDS.compareAndSet(this, false, true)) {
                KeepAlive.release();
            }
        }
    }

    /// Nothing is open, or nothing was a moment ago. Who has opened something meanwhile, and saw the JVM kept alive,
    /// relies on it: then it is kept so, unless that was closed, too.
    private void letGo() {
        boolean isOver = true;
        while (isOver && HOLDS.compareAndSet(this, true, false)) {
            if (isIdle() || !HOLDS.compareAndSet(this, false, true)) {
                KeepAlive.release();
                return;
            }
            isOver = isIdle();
        }
    }

    /// A task has begun.
    public void started() {
        started.increment();
    }

    /// Tasks have begun, and succeed, without having been seen to run.
    ///
    /// @param count how many
    public void succeeded(int count) {
        passed.add(count);
    }

    /// Tasks that were accepted come to nothing, before anybody has heard of them.
    ///
    /// @param count how many
    public void withdrawn(int count) {
        neverStarted.add(count);
        failed.add(count);
        close(count);
    }

    /// A task is to be attempted again.
    public void retried() {
        retried.increment();
    }

    /// A future ends.
    ///
    /// @param outcome how
    /// @param begun whether its task had begun
    public void ended(Future.State outcome, boolean begun) {
        if (!begun) {
            neverStarted.increment();
        }
        switch (outcome) {
            case SUCCESS -> succeeded.increment();
            case FAILED -> failed.increment();
            case CANCELLED -> cancelled.increment();
            case RUNNING -> throw new IllegalArgumentException("a future does not end running");
        }
    }

    /// There is nothing more to do for tasks that were accepted.
    ///
    /// @param count how many
    public void close(int count) {
        if (closed.addAndGet(count) == opened()) {
            letGo();
            onIdle.run();
        }
    }

    private long opened() {
        return offered.get() + reopened.get();
    }

    /// Tells whether there is nothing to do.
    ///
    /// @return `true` if no task was open when this was called, or at a moment after that
    public boolean isIdle() {
        return openTasks() == 0;
    }

    /// How much there is to do.
    ///
    /// @return the number of tasks that are open, or a greater one where some are opened or closed meanwhile
    public long openTasks() {
        long done = closed.get();
        return opened() - done;
    }

    /// Opens a page.
    ///
    /// @return for the one thread that writes there, which must [retire][Page#retire()] it
    public Page page() {
        Page page = new Page();
        synchronized (pages) {
            pages.add(page);
        }
        return page;
    }

    /// What one thread counts. Only that thread may call the methods.
    public final class Page {
        private static final VarHandle STARTED =
                FieldHandles.find(MethodHandles.lookup(), Page.class, "started", long.class);
        private static final VarHandle SUCCEEDED =
                FieldHandles.find(MethodHandles.lookup(), Page.class, "succeeded", long.class);

        private long started;
        private long succeeded;

        /// How many tasks have nothing more to do, and are open in the ledger still.
        private int done;

        private Page() {}

        /// As [Ledger#started()].
        public void started() {
            STARTED.setRelease(this, started + 1);
        }

        /// As [Ledger#ended], for one that has begun, and succeeds.
        public void succeeded() {
            SUCCEEDED.setRelease(this, succeeded + 1);
        }

        /// There is nothing more to do for a task. It is closed with the next [#closeDone()], which must not be far:
        /// before this thread waits for anything else than the end of a task.
        public void done() {
            done++;
        }

        /// Closes the tasks that are done.
        public void closeDone() {
            int count = done;
            if (count > 0) {
                done = 0;
                close(count);
            }
        }

        /// Gives the page back: its figures stay in the ledger.
        public void retire() {
            try {
                synchronized (pages) {
                    pages.remove(this);
                    Ledger.this.succeeded.add(succeeded);
                    Ledger.this.started.add(started);
                }
            } finally {
                closeDone();
            }
        }

        private long startedNow() {
            return (long) STARTED.getAcquire(this);
        }

        private long succeededNow() {
            return (long) SUCCEEDED.getAcquire(this);
        }
    }

    /// Draws up the balance.
    ///
    /// What ends or begins while the counters are read would be taken for running. So they are read again, a few times
    /// at most, until nothing has happened meanwhile.
    ///
    /// @param maxWorkers the most workers
    /// @param workers the workers now
    /// @param crashed the workers that have crashed
    /// @param replaced the workers that were replaced
    /// @return a consistent snapshot
    public ExecutorStatistics snapshot(int maxWorkers, int workers, long crashed, long replaced) {
        synchronized (pages) {
            return read(maxWorkers, workers, crashed, replaced);
        }
    }

    private ExecutorStatistics read(int maxWorkers, int workers, long crashed, long replaced) {
        for (int attempt = 1; ; attempt++) {
            long outside = refused.sum();
            long atOnce = passed.sum();
            long success = allSucceeded();
            long failure = failed.sum();
            long cancel = cancelled.sum();
            long never = neverStarted.sum();
            long begun = allStarted();
            long all = offered.get() - outside;
            long ended = success + failure + cancel;
            if (attempt == MOST_READINGS || (begun == allStarted() && ended == ended())) {
                long running = begun - (ended - never);
                long pending = all - begun - never - atOnce;
                return new ExecutorStatistics(
                        maxWorkers,
                        workers,
                        saturated(running),
                        saturated(pending),
                        all,
                        success + atOnce,
                        failure,
                        cancel,
                        retried.sum(),
                        crashed,
                        replaced);
            }
        }
    }

    private long ended() {
        return allSucceeded() + failed.sum() + cancelled.sum();
    }

    private long allStarted() {
        long sum = started.sum();
        for (Page page : pages) {
            sum += page.startedNow();
        }
        return sum;
    }

    private long allSucceeded() {
        long sum = succeeded.sum();
        for (Page page : pages) {
            sum += page.succeededNow();
        }
        return sum;
    }

    private static int saturated(long count) {
        return (int) Math.min(count, Integer.MAX_VALUE);
    }
}
