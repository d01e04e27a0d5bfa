package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The one lock of a pool, and what is to be done once it is free again.
///
/// Under it nothing blocks, no foreign code runs, no thread or process is started, and no future is completed: such
/// things
/// are put off with [#afterwards].
final class PoolLock {
    private final ReentrantLock lock = new ReentrantLock();
    private List<Runnable> postponed = new ArrayList<>();

    /// Does something under the lock.
    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            unlock();
        }
    }

    /// Finds something out under the lock.
    <R> R call(Supplier<R> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            unlock();
        }
    }

    /// Does something when the calling thread, which holds the lock, has given it up. What it throws is logged, and
    /// does not
    /// keep the rest from being done.
    void afterwards(Runnable action) {
        postponed.add(action);
    }

    private void unlock() {
        List<Runnable> actions = List.of();
        if (lock.getHoldCount() == 1 && !postponed.isEmpty()) {
            actions = postponed;
            postponed = new ArrayList<>();
        }
        lock.unlock();
        for (Runnable action : actions) {
            Guard.run("step of a process pool", action);
        }
    }
}
