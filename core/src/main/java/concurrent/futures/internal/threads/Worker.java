package concurrent.futures.internal.threads;

import concurrent.futures.Future;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.FieldHandles;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.event.WorkerVoice;
import concurrent.futures.internal.life.Ledger;
import concurrent.futures.spi.TaskScope;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One thread of a pool, and the task that it runs.
///
/// An interrupt reaches the task that it is meant for, or none. It is sent under this object's lock, after the sender
/// has looked whether that task is still the current one. Three may send one: who has cancelled a task that ran, the
/// clock that has ended its attempt, and who stops the pool. The first two have won the task's end from the worker, and
/// the worker sees it; the third has said before that the pool stops, and the worker looks for that once its task has
/// ended. In these cases alone the worker takes the lock when it leaves the task, and clears the flag under it. In all
/// others nobody can have sent an interrupt, and nobody will.
final class Worker implements Runnable {
    private static final VarHandle CURRENT =
            FieldHandles.find(MethodHandles.lookup(), Worker.class, "current", ThreadTask.class);

    private final ThreadPool pool;
    private final long number;
    private final String name;

    /// The task to be run next; only the thread itself uses it.
    private @Nullable ThreadTask<?> first;

    /// Written by the thread itself, and to `null` under the lock where an interrupt may be on its way.
    private volatile @Nullable ThreadTask<?> current;

    /// The tasks of the current one's chunk that come after it; changed under the lock.
    private @Nullable ThreadTask<?> rest;

    /// Changed under the lock.
    private volatile @Nullable Thread thread;

    /// What the thread counts; `null` if it runs one task only.
    private Ledger.@Nullable Page page;

    private CurrentTask.@Nullable Desk desk;

    /// That at whatever task it runs.
    private @Nullable Attempt attempt;

    /// Whether the thread has done nothing yet that could leave an interrupt.
    private boolean fresh = true;

    /// `null` if it runs one task only.
    private final @Nullable WorkerVoice voice;

    /// Whether it is among the parked ones; written under the lock of [IdleWorkers].
    volatile boolean parked;

    /// The neighbours in the list of all workers; the list's.
    @Nullable
    Worker before;

    @Nullable
    Worker after;

    Worker(ThreadPool pool, long number, @Nullable ThreadTask<?> first) {
        this.pool = pool;
        this.number = number;
        this.name = pool + "-" + number;
        this.voice = pool.voiceForWorker(name);
        this.first = first;
    }

    ThreadPool pool() {
        return pool;
    }

    long number() {
        return number;
    }

    String name() {
        return name;
    }

    /// Its thread; `null` if that has not begun, or has ended.
    @Nullable
    Thread thread() {
        return thread;
    }

    @Override
    public void run() {
        try {
            begin();
            if (!pool.initializeWorker(first)) {
                return;
            }
            if (voice != null) {
                voice.ready();
            }
            if (first == null) {
                first = next(/* afterTask= */ false);
            }
            while (first != null) {
                runFirst();
                first = next(/* afterTask= */ true);
            }
        } finally {
            end();
        }
    }

    /// Where there is no memory for it, it is done some milliseconds later: who waits for the first task has nobody
    /// else.
    private void begin() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        while (desk == null) {
            try {
                attempt = new Attempt(null, this);
                page = pool.pageForWorker();
                desk = CurrentTask.workFor(pool);
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
        if (voice != null) {
            voice.started(/* pid= */ 0);
        }
    }

    private @Nullable ThreadTask<?> next(boolean afterTask) {
        while (true) {
            try {
                return pool.next(this, afterTask);
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    private void end() {
        synchronized (this) {
            thread = null;
        }
        try {
            giveUpRest();
            if (page != null) {
                page.retire();
            }
            if (voice != null) {
                pool.tellEnd(voice);
            }
        } finally {
            pool.ended(this);
        }
    }

    /// Runs the first task and those of its chunk after it. When this returns, the thread keeps none of them, neither
    /// in a field nor in a frame: it may wait for long, and whoever holds a future would be told that it is still in
    /// use.
    private void runFirst() {
        ThreadTask<?> next = first;
        first = null;
        if (voice != null) {
            voice.busy();
        }
        while (next != null) {
            run(next);
            next = takeRest();
        }
    }

    private void run(ThreadTask<?> task) {
        boolean open = true;
        try {
            take(task);
            open = task.run(this);
        } catch (Throwable e) {
            fail(task, e);
            if (!Perseverance.isShortage(e)) {
                throw e;
            }
        } finally {
            if (current != null) {
                leaveLocked();
            }
            if (open) {
                closeTask();
            }
        }
    }

    /// What there is to do around the task's code has failed, most likely for lack of memory.
    private static void fail(ThreadTask<?> task, Throwable failure) {
        while (!task.isDone()) {
            try {
                task.tryFail(failure);
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    private void closeTask() {
        if (page != null) {
            page.done();
        } else {
            pool.ledger().close(1);
        }
    }

    private void take(ThreadTask<?> task) {
        if (task.nextOfChunk != null) {
            ThreadTask<?> others = task.nextOfChunk;
            synchronized (this) {
                rest = others;
            }
            task.nextOfChunk = null;
            if (pool.isStopping()) {
                others.cancelChunk(ThreadPool.NOBODY); // Whoever stops the pool may have found them nowhere.
            }
        }
        if (fresh) {
            fresh = false;
        } else {
            Thread.interrupted(); // A callback, or whoever has found the thread idle, may have left the flag.
        }
        CURRENT.setRelease(this, task);
    }

    // --- what the current task says

    /// The current task begins.
    void started() {
        if (page != null) {
            page.started();
        } else {
            pool.ledger().started();
        }
    }

    /// The current task has begun: it is one of those that the end of the pool interrupts.
    void interruptIfStopping() {
        if (pool.isStopping()) {
            Thread.currentThread().interrupt();
        }
    }

    /// The current task succeeds.
    void succeeded() {
        if (page != null) {
            page.succeeded();
        } else {
            pool.ledger().ended(Future.State.SUCCESS, /* begun= */ true);
        }
    }

    /// Makes a scope that of the thread.
    ///
    /// @return the one before
    @Nullable
    TaskScope enter(@Nullable TaskScope scope) {
        return Objects.requireNonNull(desk).enter(scope);
    }

    /// An attempt at the task that runs, for the thread itself: later it is one at another task.
    Attempt attempt() {
        return Objects.requireNonNull(attempt);
    }

    /// The task that runs, for the thread itself.
    ///
    /// @throws NullPointerException if none does
    ThreadTask<?> task() {
        return Objects.requireNonNull(current, "no task runs");
    }

    boolean isCurrentThread() {
        return thread == Thread.currentThread();
    }

    /// The current task has ended as its code did, and its future is past running.
    void leave() {
        if (pool.isStopping()) {
            leaveLocked();
        } else {
            CURRENT.setRelease(this, null);
            Thread.interrupted();
        }
    }

    /// The current task was ended by somebody else, who may be about to send an interrupt.
    synchronized void leaveLocked() {
        current = null;
        Thread.interrupted();
    }

    // --- what others want

    /// Interrupts the thread if it runs the task.
    synchronized void interrupt(ThreadTask<?> task) {
        if (current == task && thread != null) {
            thread.interrupt();
        }
    }

    /// Interrupts the thread if it runs a task.
    synchronized void interruptBusy() {
        ThreadTask<?> task = current;
        if (task != null && task.runs() && thread != null) {
            thread.interrupt();
        }
    }

    /// Takes what is left of the chunk. The thread itself may look whether there is anything: nobody else adds to it.
    private @Nullable ThreadTask<?> takeRest() {
        if (rest == null) {
            return null;
        }
        synchronized (this) {
            ThreadTask<?> taken = rest;
            rest = null;
            return taken;
        }
    }

    /// The current task was stopped, and may take its time: others run the rest of its chunk.
    void giveUpRest() {
        ThreadTask<?> given;
        synchronized (this) {
            given = takeRest();
        }
        if (given != null) {
            pool.dispatchPatiently(given);
        }
    }

    /// What is left of the chunk, to be cancelled: the worker finds it ended.
    synchronized @Nullable ThreadTask<?> rest() {
        return rest;
    }

    // --- when there is nothing to do

    /// Called before the thread waits for a task: it has searched for one in vain.
    void beforeIdle() {
        if (voice != null) {
            voice.idle();
        }
        if (page != null) {
            page.closeDone();
        }
    }

    /// Waits until the worker is taken from the parked ones, or the time is up, or for no reason.
    void park(long nanos) {
        Thread.interrupted();
        if (parked && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /// Wakes the thread, which was taken from the parked ones.
    void unpark() {
        LockSupport.unpark(thread);
    }
}
