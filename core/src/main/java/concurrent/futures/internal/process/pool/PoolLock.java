package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.Guard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The one lock of a pool, and what is to be done once it is free again.
///
/// Under it nothing blocks, no foreign code runs, no thread or process is started, and no future is completed: such
/// things are put off with [#afterwards].
///
/// Who only wants to leave a task need not wait for the lock: whoever has it, or takes it next, serves the [Door].
final class PoolLock {
    /// Where tasks are left. All but [#isWaiting()] is called under the lock.
    interface Door {
        /// Whether something was left that must not wait until the lock is taken for another reason.
        boolean isWaiting();

        /// Takes in what was left: first of all, whenever the lock was taken.
        void takeIn();

        /// Hands out what was taken in.
        void handOut();
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Door door;
    private List<Runnable> postponed = new ArrayList<>();

    PoolLock(Door door) {
        this.door = door;
    }

    /// Does something under the lock.
    void run(Runnable action) {
        lock.lock();
        try {
            takeIn();
            action.run();
        } finally {
            unlock();
            serve();
        }
    }

    /// Finds something out under the lock.
    <R> R call(Supplier<R> action) {
        lock.lock();
        try {
            takeIn();
            return action.get();
        } finally {
            unlock();
            serve();
        }
    }

    /// Sees to it that what was left is handed out, if it must not wait. Never blocks: if another thread has the lock,
    /// that one does it when it gives it up.
    void serve() {
        while (door.isWaiting() && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                takeIn();
                door.handOut();
            } finally {
                unlock();
            }
        }
    }

    private void takeIn() {
        if (lock.getHoldCount() == 1) {
            door.takeIn();
        }
    }

    /// Does something when the calling thread, which holds the lock, has given it up. What it throws is logged, and
    /// does not keep the rest from being done.
    void afterwards(Runnable action) {
        postponed.add(action);
    }

    private void unlock() {
        if (lock.getHoldCount() > 1 || postponed.isEmpty()) {
            lock.unlock();
            return;
        }
        List<Runnable> actions = postponed;
        postponed = new ArrayList<>();
        lock.unlock();
        for (Runnable action : actions) {
            Guard.run("step of a process pool", action);
        }
    }
}
