package concurrent.futures.dashboard.internal.serve;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Threads that serve somebody, up to a number. Who is one too many has the first of them interrupted, which ends its
/// connection. So those who connect, and then neither ask, nor read, nor go, take memory and descriptors for so many
/// only, and keep nobody else out.
///
/// Guarded by itself.
final class Crowd {
    private final int most;
    private final Set<Thread> inside = new LinkedHashSet<>();

    /// @param most how many there may be
    Crowd(int most) {
        this.most = most;
    }

    /// The thread that calls this serves somebody from now on.
    synchronized void enter() {
        inside.add(Thread.currentThread());
        if (inside.size() > most) {
            Iterator<Thread> all = inside.iterator();
            all.next().interrupt();
            all.remove();
        }
    }

    /// The thread that calls this does not any more. To be called by each that has entered; again does no harm.
    synchronized void leave() {
        inside.remove(Thread.currentThread());
        if (inside.isEmpty()) {
            notifyAll();
        }
    }

    /// Waits until all have left, but for those that were asked to.
    ///
    /// @param nanos how long at most
    /// @throws InterruptedException if the thread is interrupted
    synchronized void awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !inside.isEmpty() && left > 0; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
    }
}
