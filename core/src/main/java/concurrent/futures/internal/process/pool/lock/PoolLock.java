package concurrent.futures.internal.process.pool.lock;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The one lock of a pool, and what is to be done once it is free again.
///
/// Under it nothing blocks, no foreign code runs, no thread or process is started, and no future is completed: such
/// things are put off with [#afterwards].
///
/// Who only wants to leave a task need not wait for the lock: whoever has it, or takes it next, serves the [Door].
///
/// Where memory runs out under the lock, what it guards must stay whole: who changes something first allocates all that
/// this takes. What then is not done is left to the pool's [Rescuer], by [#leave].
public final class PoolLock {
    /// Where tasks are left. All but [#isWaiting()] is called under the lock.
    public interface Door {
        /// Whether something was left that must not wait until the lock is taken for another reason.
        boolean isWaiting();

        /// Takes in what was left: first of all, whenever the lock was taken.
        ///
        /// @return `false` if there was no memory for all of it, and the rescuer was called
        boolean takeIn();

        /// Whether something was taken in that must not wait, and was not handed out.
        boolean isOwing();

        /// Hands out what was taken in.
        void handOut();
    }

    private static final class Step {
        final Runnable action;

        @Nullable
        Step next;

        Step(Runnable action) {
            this.action = action;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Door door;
    private final Rescuer rescuer;

    // What is put off, in order.
    private @Nullable Step first;
    private @Nullable Step last;

    /// Steps for which there was no memory.
    private final AtomicReference<@Nullable Step> unfinished = new AtomicReference<>();

    public PoolLock(Door door, Rescuer rescuer) {
        this.door = door;
        this.rescuer = rescuer;
    }

    /// Takes the lock. [#give()] follows, in a `finally`. (What is done under it is no lambda, since one whose first
    /// use comes when there is no memory is lost for good.)
    public void take() {
        lock.lock();
        takeIn();
    }

    /// As [#take()], if no other thread has the lock.
    ///
    /// @return whether the lock was taken
    public boolean tryTake() {
        boolean isTaken = lock.tryLock();
        if (isTaken) {
            takeIn();
        }
        return isTaken;
    }

    private void takeIn() {
        try {
            if (lock.getHoldCount() == 1) {
                door.takeIn();
            }
        } catch (Throwable e) {
            lock.unlock();
            throw e;
        }
    }

    /// Gives the lock back, and does what was put off. Before that, it hands out what was taken in with the lock, if
    /// that was not done: who has left it has found the lock taken, or nothing left, and counts on that.
    public void give() {
        try {
            if (lock.getHoldCount() == 1 && door.isOwing()) {
                door.handOut();
            }
        } finally {
            unlock();
        }
        serve();
    }

    /// Sees to it that what was left is handed out, if it must not wait. Never blocks: if another thread has the lock,
    /// that one does it when it gives it up. Does not fail for lack of memory.
    public void serve() {
        while (door.isWaiting() && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                if (!door.takeIn()) {
                    return;
                }
                door.handOut();
            } catch (OutOfMemoryError e) {
                leave(e);
                return;
            } finally {
                unlock();
            }
        }
    }

    /// Does something when the calling thread, which holds the lock, has given it up. What it throws is logged, and
    /// does not keep the rest from being done.
    ///
    /// @param action done twice, it does as much as once: if there is no memory for all of it, it is done again
    /// @throws OutOfMemoryError if there is no memory to take note of it
    public void afterwards(Runnable action) {
        Step step = new Step(action);
        if (last == null) {
            first = step;
        } else {
            last.next = step;
        }
        last = step;
    }

    /// Something could not be done for lack of memory, and all is as it was before: the rescuer does it later.
    ///
    /// @param failure rethrown if it is for another reason
    public void leave(OutOfMemoryError failure) {
        if (!Perseverance.isShortage(failure)) {
            throw failure;
        }
        rescuer.call();
    }

    private void unlock() {
        Step steps = null;
        if (lock.getHoldCount() == 1) {
            steps = first;
            first = null;
            last = null;
        }
        lock.unlock();
        perform(steps);
    }

    private void perform(@Nullable Step steps) {
        for (Step step = steps; step != null; ) {
            Step next = step.next;
            try {
                step.action.run();
            } catch (Throwable e) {
                if (Perseverance.isShortage(e)) {
                    putAside(step);
                } else {
                    Guard.log(System.Logger.Level.ERROR, "exception in a step of a process pool", e);
                }
            }
            step = next;
        }
    }

    private void putAside(Step step) {
        do {
            step.next = unfinished.get();
        } while (!unfinished.compareAndSet(step.next, step));
        rescuer.call();
    }

    /// Does what was put aside for lack of memory.
    public void finish() {
        perform(unfinished.getAndSet(null));
    }
}
