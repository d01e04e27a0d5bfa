package concurrent.futures.internal.process.pool.lock;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Puts a pool in order after a step of it has failed because the parent's heap was exhausted: a thread that is there
/// before the first task, and sleeps until it is called. Who calls allocates nothing.
///
/// Nobody tells when there is memory again, so it tries until it has succeeded, some milliseconds apart.
public final class Rescuer {
    private final String name;
    private final Runnable recovery;

    private volatile @Nullable Thread thread;
    private volatile boolean needed;
    private volatile boolean provides;
    private volatile boolean ended;

    /// One that does not live yet.
    ///
    /// @param name of the thread
    /// @param recovery puts all in order; may fail for lack of memory, and is done again then
    public Rescuer(String name, Runnable recovery) {
        this.name = name;
        this.recovery = recovery;
    }

    /// From here on it can be called. Who accepts work calls this before.
    ///
    /// @throws OutOfMemoryError if there is no thread to be had
    public void beReady() {
        if (thread == null) {
            start();
        }
    }

    private synchronized void start() {
        if (thread == null && !ended) {
            thread = Threads.startUninterruptible(name, new Runnable() {
                @Override
                public void run() {
                    work();
                }
            });
        }
    }

    /// Takes in what will be needed. Not earlier than when a worker is there, which has more need of a processor
    /// before.
    public void provide() {
        provides = true;
        LockSupport.unpark(thread);
    }

    /// Something was left undone.
    public void call() {
        needed = true;
        LockSupport.unpark(thread);
    }

    /// The pool has terminated.
    public synchronized void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void work() {
        while (!ended) {
            if (needed) {
                recover();
            } else if (provides) {
                takeProvisions();
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void takeProvisions() {
        provides = false;
        try {
            Provisions.take();
        } catch (OutOfMemoryError e) {
            provides = Perseverance.isShortage(e);
            Perseverance.pause();
        }
    }

    private void recover() {
        Perseverance.pause();
        needed = false;
        try {
            recovery.run();
        } catch (OutOfMemoryError e) {
            needed = true;
        } catch (RuntimeException | Error e) {
            Guard.log(System.Logger.Level.ERROR, "a process pool can not be put in order", e);
        }
    }
}
