package concurrent.futures.internal.life;

import concurrent.futures.internal.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Keeps the JVM alive while some executor has accepted work, and no longer.
///
/// All threads of the executors are daemons, so that an executor that nobody closed does not keep the JVM alive. While
/// there is work, one thread that is not a daemon waits for its end; it lingers for a moment after it, so that a
/// program which submits one task after the other does not start a thread for each.
final class KeepAlive {
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private static final AtomicInteger BUSY = new AtomicInteger();

    /// Held by who starts the thread, and while it ends.
    static final Object LOCK = new Object();

    /// The thread, while it lives; written under LOCK.
    private static volatile @Nullable Thread guardian;

    /// Set while the thread waits for the end of all work, and must be woken by it.
    private static volatile @Nullable Thread waiting;

    private KeepAlive() {}

    /// An executor has work now. If this throws, for lack of memory, that counts for nothing.
    static void hold() {
        // There is none also where another executor has work, and there was no memory for the thread.
        if (BUSY.getAndIncrement() == 0 || guardian == null) {
            try {
                startGuardian();
            } catch (Throwable e) {
                release();
                throw e;
            }
        }
    }

    private static void startGuardian() {
        synchronized (LOCK) {
            if (guardian == null) {
                guardian = Threads.start(
                        "concurrent-futures-keep-alive",
                        /* daemon= */ false,
                        new Runnable() {
                            @Override
                            public void run() {
                                guard();
                            }
                        });
            }
        }
    }

    /// An executor has no more work.
    static void release() {
        if (BUSY.decrementAndGet() == 0) {
            Thread thread = waiting;
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    private static void guard() {
        while (true) {
            waiting = Thread.currentThread();
            while (BUSY.get() > 0) {
                LockSupport.park(KeepAlive.class);
            }
            waiting = null;
            long end = System.nanoTime() + LINGER_NANOS;
            for (long left = LINGER_NANOS; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(KeepAlive.class, left);
            }
            synchronized (LOCK) {
                guardian = null; // First: who saw a guardian after having counted is seen here.
                if (BUSY.get() <= 0) {
                    return;
                }
                guardian = Thread.currentThread();
            }
        }
    }
}
