package concurrent.futures.internal.process.logging;

import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How much a worker may send before the parent has published it: a flood of records slows down those who log, and
/// fills nobody's memory. It stops nobody for good: a handler in the parent may itself be waiting for the task that
/// logs. So when nothing has been published for a while, records are dropped and counted, until there is room again.
final class LogCredit {
    private static final long LIMIT = 1 << 20;
    private static final long PER_RECORD = 256;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long open;
    /// Grows with whatever the parent has published.
    private long given;

    private long lost;
    private boolean impatient;
    private boolean leaving;

    /// Roughly the bytes that a record takes up.
    static long costOf(Frame.Log record) {
        Blob thrown = record.thrown();
        return PER_RECORD + 2L * record.text().length() + (thrown == null ? 0 : thrown.size());
    }

    /// Waits for room, interrupted or not: the record of a task that is told to stop may be the one that matters. One
    /// that is larger than the limit goes alone.
    ///
    /// @return false if the record is dropped
    boolean take(long cost) {
        boolean interrupted = false;
        lock.lock();
        try {
            long seen = given;
            long left = PATIENCE_NANOS;
            while (!hasRoom(cost)) {
                if (impatient || leaving || left <= 0) {
                    impatient = true;
                    lost++;
                    return false;
                }
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
                if (seen != given) {
                    seen = given;
                    left = PATIENCE_NANOS;
                }
            }
            open += cost;
            return true;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Takes without waiting.
    void charge(long cost) {
        lock.lock();
        try {
            open += cost;
        } finally {
            lock.unlock();
        }
    }

    /// There is room again.
    ///
    /// @return how many records were dropped since the last time
    long give(long cost) {
        lock.lock();
        try {
            open -= cost;
            given += cost;
            impatient = false;
            changed.signalAll();
            long told = lost;
            lost = 0;
            return told;
        } finally {
            lock.unlock();
        }
    }

    void waitNoMore() {
        lock.lock();
        try {
            leaving = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(long cost) {
        return open == 0 || open + cost <= LIMIT;
    }
}
