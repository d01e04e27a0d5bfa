package concurrent.futures.kit;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Tells when an object is gone, in whatever process that is: while something still keeps it, it is not.
public final class Residue {
    private Residue() {}

    /// Watches an object from now on, in a thread of its own.
    ///
    /// @param object of this process
    /// @param gone where it is told that the object was collected
    /// @return `true`, so that a lambda that ends with this call has a result
    public static boolean watch(Object object, Gate gone) {
        WeakReference<Object> watched = new WeakReference<>(object);
        Thread.ofPlatform().daemon(true).name("residue").start(() -> {
            long deadline = System.nanoTime() + gone.patience().toNanos();
            while (watched.get() != null) {
                if (System.nanoTime() - deadline > 0) {
                    return; // The one who waits at the gate says so.
                }
                System.gc();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
            gone.arrive();
        });
        return true;
    }
}
