package concurrent.futures.internal.process.logging;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// In the parent: publishes the records of one worker, in their order, in a thread of its own, which comes with the
/// first record and goes with the worker. Handlers and filters are foreign code: what they throw is logged, and while
/// they block, the worker gets no further credit, so that no more records wait here than that allows.
///
/// Records are added by one thread at a time, which listens to the worker.
public final class LogBook implements AutoCloseable {
    /// How long the outcome of a task waits for the records before it.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// How much is published before the worker is told so, unless nothing is left.
    private static final long WORTH_TELLING = 16 << 10;

    private final String workerName;
    private final Function<Blob, Throwable> decoder;
    private final LongConsumer credit;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition published = lock.newCondition();
    private final Queue<Frame.Log> waiting = new ArrayDeque<>();
    private long added;
    private long done;
    private boolean outOfPatience;
    private boolean closed;

    /// Comes with the first record.
    private volatile @Nullable Thread thread;

    /// An empty one.
    ///
    /// @param workerName for the messages
    /// @param decoder rebuilds what was thrown
    /// @param credit is told the cost of what was published; does not block
    public LogBook(String workerName, Function<Blob, Throwable> decoder, LongConsumer credit) {
        this.workerName = workerName;
        this.decoder = decoder;
        this.credit = credit;
    }

    /// Has a record published. Does not block.
    ///
    /// @param record from the worker
    public void add(Frame.Log record) {
        if (thread == null) {
            try {
                thread = Threads.startUninterruptible(workerName + "-log", this::publishAll);
            } catch (OutOfMemoryError noThread) {
                publish(record);
                credit.accept(LogCredit.costOf(record));
                return;
            }
        }
        lock.lock();
        try {
            waiting.add(record);
            added++;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Whether nothing was ever added. In the thread that adds.
    public boolean isUnused() {
        return thread == null;
    }

    /// Waits until what has come is published, for a second at most; and if that was too short, not again until all is:
    /// a handler may itself be waiting for a future of this worker. An interrupt ends the wait, and is kept.
    public void awaitPublished() {
        if (thread == null) {
            return;
        }
        lock.lock();
        try {
            long target = added;
            long left = PATIENCE_NANOS;
            while (done < target && !outOfPatience) {
                if (left <= 0) {
                    outOfPatience = true;
                } else {
                    left = published.awaitNanos(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Nobody waits any longer, until all that has come is published.
    public void awaitNoLonger() {
        lock.lock();
        try {
            outOfPatience = done < added;
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// No more records come. What has come is published; waits for that, no longer than otherwise.
    @Override
    public void close() {
        awaitPublished();
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private void publishAll() {
        long cost = 0;
        for (Frame.Log record = next(); record != null; record = next()) {
            cost += LogCredit.costOf(record);
            try {
                publish(record);
            } catch (OutOfMemoryError e) {
                Perseverance.pause(); // A record less. Those behind it may find memory.
            }
            if (isLast() || cost >= WORTH_TELLING) {
                tell(cost);
                cost = 0;
            }
        }
    }

    private void tell(long cost) {
        while (true) {
            try {
                credit.accept(cost);
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pause();
            }
        }
    }

    private Frame.@Nullable Log next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                arrived.await();
            }
            return waiting.poll();
        } catch (InterruptedException e) {
            throw new AssertionError("a thread of the pool was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    /// One more is published.
    ///
    /// @return whether nothing is left
    private boolean isLast() {
        lock.lock();
        try {
            done++;
            if (done == added) {
                outOfPatience = false;
            }
            published.signalAll();
            return done == added;
        } finally {
            lock.unlock();
        }
    }

    private void publish(Frame.Log record) {
        String text = "[" + workerName + "] " + record.text();
        Guard.run("handler of a log record", () -> {
            Blob blob = record.thrown();
            Throwable thrown = blob == null ? null : decoder.apply(blob);
            if (ParentLevels.HAS_JUL) {
                JulPublisher.publish(record, text, thrown);
            } else {
                System.getLogger(record.logger()).log(systemLevel(record.level()), text, thrown);
            }
        });
    }

    private static System.Logger.Level systemLevel(int level) {
        System.Logger.Level found = System.Logger.Level.ALL;
        for (System.Logger.Level candidate : System.Logger.Level.values()) {
            if (candidate != System.Logger.Level.OFF && candidate.getSeverity() <= level) {
                found = candidate;
            }
        }
        return found;
    }
}
