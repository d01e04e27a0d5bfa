package concurrent.futures.internal.threads;

import concurrent.futures.internal.CurrentTask;
import org.jspecify.annotations.Nullable;

/// One thread of a pool, and the task that it runs.
///
/// An interrupt is sent under this object's lock, and only while the task that it is meant for is the current one; the
/// worker clears the flag under the same lock when it takes up and when it leaves a task. So an interrupt reaches that
/// task or none.
final class Worker implements Runnable {
    private final ThreadPool pool;
    private final String name;

    /// The task to be run next; only the thread itself uses it.
    private @Nullable ThreadTask<?> first;

    /// Guarded by this.
    private @Nullable ThreadTask<?> current;

    /// The tasks of the current one's chunk that come after it; guarded by this.
    private @Nullable ThreadTask<?> rest;

    /// Whether the thread waits for a task; guarded by this.
    private boolean idle;

    /// Guarded by this.
    private @Nullable Thread thread;

    Worker(ThreadPool pool, String name, @Nullable ThreadTask<?> first) {
        this.pool = pool;
        this.name = name;
        this.first = first;
    }

    ThreadPool pool() {
        return pool;
    }

    String name() {
        return name;
    }

    @Override
    public void run() {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        CurrentTask.workFor(pool);
        try {
            if (!pool.initializeWorker(first)) {
                return;
            }
            if (first == null) {
                first = pool.next(this, /* afterTask= */ false);
            }
            while (first != null) {
                runFirst();
                first = pool.next(this, /* afterTask= */ true);
            }
        } finally {
            synchronized (this) {
                thread = null;
            }
            pool.ended(this);
        }
    }

    /// Runs the first task and those of its chunk after it. When this returns, the thread keeps none of them, neither
    /// in a field nor in a frame: it may wait for long, and whoever holds a future would be told that it is still in
    /// use.
    private void runFirst() {
        ThreadTask<?> next = first;
        first = null;
        while (next != null) {
            run(next);
            next = takeRest();
        }
    }

    private void run(ThreadTask<?> task) {
        boolean open = true;
        take(task);
        try {
            open = task.run(this);
        } finally {
            leave();
            if (open) {
                pool.ledger().close(1);
            }
        }
    }

    private synchronized void take(ThreadTask<?> task) {
        current = task;
        rest = task.nextOfChunk;
        if (pool.isStopping()) {
            Thread.currentThread().interrupt();
        } else {
            Thread.interrupted();
        }
    }

    /// The current task has ended: no interrupt for it may come any more.
    synchronized void leave() {
        current = null;
        Thread.interrupted();
    }

    /// Interrupts the thread if it runs the task.
    synchronized void interrupt(ThreadTask<?> task) {
        if (current == task && thread != null) {
            thread.interrupt();
        }
    }

    /// Interrupts the thread if it runs a task.
    synchronized void interruptBusy() {
        if (current != null && thread != null) {
            thread.interrupt();
        }
    }

    /// Takes what is left of the chunk.
    private synchronized @Nullable ThreadTask<?> takeRest() {
        ThreadTask<?> taken = rest;
        rest = null;
        return taken;
    }

    /// The current task was stopped, and may take its time: others run the rest of its chunk.
    void giveUpRest() {
        ThreadTask<?> taken = takeRest();
        if (taken != null) {
            pool.dispatch(taken);
        }
    }

    /// What is left of the chunk, to be cancelled: the worker finds it ended.
    synchronized @Nullable ThreadTask<?> rest() {
        return rest;
    }

    /// The thread is going to wait for a task; it must look after this whether it should.
    synchronized void beginIdle() {
        idle = true;
    }

    /// The thread waits no more.
    synchronized void endIdle() {
        idle = false;
        Thread.interrupted();
    }

    /// Wakes the thread if it waits for a task.
    synchronized void interruptIdle() {
        if (idle && thread != null) {
            thread.interrupt();
        }
    }
}
