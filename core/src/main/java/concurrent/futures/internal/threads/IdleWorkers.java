package concurrent.futures.internal.threads;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// The workers of a pool that have nothing to do.
///
/// One of them at most searches: it looks at the queue again and again, for a few microseconds. That is longer than the
/// next task of a ping-pong takes, and shorter than it takes to wake a thread. The others are parked, and the one that
/// parked last is woken first.
///
/// Who adds a task to the queue calls [#wake()] after that; who is going to park, or to stop searching, looks at the
/// queue after he has said so. So one of the two sees the other. A wake-up that is spared because somebody searches, or
/// that hits one who has found another task meanwhile, is made up for by that one: whoever has found a task here looks
/// whether there is another, and wakes the next.
final class IdleWorkers {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);

    /// How often a worker looks for a task before it parks, at most. Where there is one processor only, looking keeps
    /// the one who would bring it from running.
    private static final int MOST_LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 1_000 : 0;

    /// Each search in vain halves the next one; one in so many is as long as can be, so that it is noticed when tasks
    /// come quickly again.
    private static final int LONG_SEARCH = 16;

    private final BooleanSupplier nothingToDo;
    private final BooleanSupplier closed;

    private final AtomicBoolean searching = new AtomicBoolean();

    /// How often the next searcher looks; the searcher's, as the next one.
    private int looks = MOST_LOOKS;

    private int searches;

    /// The parked ones; guarded by this.
    private final Deque<Worker> parked = new ArrayDeque<>();

    /// How many are parked; written under the lock, read without.
    private volatile int count;

    /// @param nothingToDo whether no task waits
    /// @param closed whether idle workers must end
    IdleWorkers(BooleanSupplier nothingToDo, BooleanSupplier closed) {
        this.nothingToDo = nothingToDo;
        this.closed = closed;
    }

    /// Whether a task that comes now need not wait.
    boolean any() {
        return count > 0 || searching.get();
    }

    /// There is a task: sees to it that an idle worker looks.
    ///
    /// @return `false` if none is idle
    boolean wake() {
        return searching.get() || wakeParked();
    }

    private boolean wakeParked() {
        if (count == 0) {
            return false;
        }
        Worker woken;
        synchronized (this) {
            woken = parked.poll();
            if (woken == null) {
                return false;
            }
            woken.parked = false;
            count = parked.size();
        }
        woken.unpark();
        return true;
    }

    /// All look: the pool is closed.
    void wakeAll() {
        boolean more = true;
        while (more) {
            more = wakeParked();
        }
    }

    /// Waits until there may be a task.
    ///
    /// @return `false` if the worker must end: it was idle for long, or the pool is closed
    boolean await(Worker worker) {
        if (search()) {
            return true;
        }
        worker.beforeIdle();
        park(worker);
        long end = System.nanoTime() + IDLE_NANOS;
        while (nothingToDo.getAsBoolean()) {
            if (closed.getAsBoolean()) {
                unpark(worker);
                return false;
            }
            long left = end - System.nanoTime();
            if (left <= 0 && unpark(worker)) {
                return false;
            }
            worker.park(left);
            if (!worker.parked) {
                park(worker);
            }
        }
        unpark(worker);
        return true;
    }

    private boolean search() {
        if (MOST_LOOKS == 0 || !searching.compareAndSet(false, true)) {
            return false;
        }
        int left = ++searches % LONG_SEARCH == 0 ? MOST_LOOKS : looks;
        boolean nothing = true;
        while (nothing && left-- > 0 && !closed.getAsBoolean()) {
            Thread.onSpinWait();
            nothing = nothingToDo.getAsBoolean();
        }
        looks = nothing ? looks / 2 : MOST_LOOKS;
        searching.set(false);
        return !nothing;
    }

    private synchronized void park(Worker worker) {
        parked.push(worker); // First: there may be no memory for it.
        worker.parked = true;
        count = parked.size();
    }

    /// @return `false` if it was woken
    private synchronized boolean unpark(Worker worker) {
        if (!worker.parked) {
            return false;
        }
        worker.parked = false;
        parked.remove(worker);
        count = parked.size();
        return true;
    }
}
