package concurrent.futures.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Takes all memory of the heap, holds it for a while, and lets it go, again and again. What it leaves, others use up
/// at once.
public final class HeapEater {
    private static final long HOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Object[] eaten = new Object[1 << 20];
    private final Thread other;
    private final int[] portions;
    private final Thread thread = new Thread(this::run, "eater");
    private int count;
    private volatile boolean full;
    private volatile int meals;

    /// Makes one.
    ///
    /// @param other is unparked with each meal
    /// @param portions of so many bytes each, as many as there are; first of the first size, then of the next
    public HeapEater(Thread other, int... portions) {
        this.other = other;
        this.portions = portions;
        thread.setDaemon(true);
    }

    /// Begins.
    public void start() {
        thread.start();
    }

    /// Ends, and waits for that.
    public void stop() throws InterruptedException {
        full = true;
        thread.join();
    }

    /// How often there was no memory left.
    public int meals() {
        return meals;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // no other thread writes it
    private void run() {
        while (!full) {
            count = 0;
            for (int portion : portions) {
                eatAll(portion);
            }
            meals++;
            LockSupport.unpark(other);
            LockSupport.parkNanos(HOLD_NANOS);
            for (int i = 0; i < eaten.length; i++) {
                eaten[i] = null;
            }
            LockSupport.parkNanos(HOLD_NANOS);
        }
    }

    private void eatAll(int portion) {
        try {
            while (count < eaten.length) {
                eaten[count] = new byte[portion];
                count++;
            }
        } catch (OutOfMemoryError e) {
            return; // A smaller portion, please.
        }
    }
}
