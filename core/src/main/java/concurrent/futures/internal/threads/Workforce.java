package concurrent.futures.internal.threads;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How many workers a pool has, and who starts another one.
///
/// A worker is counted before it is started, so that there are never too many. Whoever finds enough of them counted
/// leaves tasks in the queue, and relies on them. So one that was counted and can not be started is made up for: by
/// those that are there; and if there are none, by whoever could not start it, who waits for memory if he has to.
///
/// Nor is one started once the pool has ended: whoever saw a task wait may come to it after another one has run that
/// task, and the pool was shut down.
final class Workforce {
    /// The count, once no more are counted.
    private static final int DISBANDED = -1;

    private final ThreadPool pool;
    private final boolean virtual;
    private final TaskQueue queue;
    private final AtomicInteger count = new AtomicInteger();
    private final WorkerRegistry workers = new WorkerRegistry();
    private final AtomicLong numbers = new AtomicLong();

    /// @param pool whose workers
    /// @param virtual whether their threads are virtual
    /// @param queue where tasks wait
    Workforce(ThreadPool pool, boolean virtual, TaskQueue queue) {
        this.pool = pool;
        this.virtual = virtual;
        this.queue = queue;
    }

    /// How many there are.
    int count() {
        return Math.max(0, count.get());
    }

    /// Counts no more workers from now on, if there are none.
    ///
    /// @return `false` if there are any
    boolean disband() {
        return count.compareAndSet(0, DISBANDED) || count.get() == DISBANDED;
    }

    /// Those that have not ended.
    List<Worker> snapshot() {
        return workers.snapshot();
    }

    /// One has ended.
    void ended(Worker worker) {
        workers.remove(worker);
        count.decrementAndGet();
    }

    /// Starts a worker if tasks wait, and the limit allows.
    ///
    /// @param mayWait whether this thread waits where there is no memory for it. If not, the tasks are left to
    ///     the other workers, unless there are none
    void startIfNeeded(boolean mayWait) {
        if (count() < pool.limit() && !queue.isEmpty()) {
            add(null, mayWait);
        }
    }

    /// Starts a worker, if the limit allows, and the pool has not ended.
    ///
    /// @param first its first task, or `null` if it is to look into the queue
    /// @param mayWait see [#startIfNeeded]
    /// @return `false` if there are enough
    /// @throws OutOfMemoryError if there is no memory for it, and this thread does not wait: nobody has the first task
    boolean add(@Nullable ThreadTask<?> first, boolean mayWait) {
        int now = count.get();
        while (now != DISBANDED && now < pool.limit()) {
            if (count.compareAndSet(now, now + 1)) {
                start(first, mayWait);
                return true;
            }
            now = count.get();
        }
        return false;
    }

    private void start(@Nullable ThreadTask<?> first, boolean mayWait) {
        while (true) {
            Worker worker = null;
            try {
                worker = new Worker(pool, numbers.getAndIncrement(), first);
                workers.add(worker);
                if (virtual) {
                    Threads.startVirtual(worker.name(), worker);
                } else {
                    Threads.start(worker.name(), /* daemon= */ true, worker);
                }
                return;
            } catch (Throwable e) {
                if (worker != null) {
                    workers.remove(worker);
                }
                if (!Perseverance.isShortage(e)) {
                    couldNotStart(first, e);
                    return;
                }
                if (!mayWait) {
                    leaveToOthers();
                    if (first == null) {
                        return;
                    }
                    throw e;
                }
                Perseverance.pause();
            }
        }
    }

    private void leaveToOthers() {
        if (count.decrementAndGet() == 0) {
            startIfNeeded(/* mayWait= */ true);
            pool.terminateIfDone(); // The last worker may have ended when this one was counted.
        }
    }

    private void couldNotStart(@Nullable ThreadTask<?> first, Throwable why) {
        boolean others = count.decrementAndGet() > 0;
        if (first != null) {
            queue.add(first);
        }
        Guard.log(System.Logger.Level.WARNING, pool + " could not start a thread", why);
        if (!others) {
            pool.refuseWork(why);
        }
    }
}
