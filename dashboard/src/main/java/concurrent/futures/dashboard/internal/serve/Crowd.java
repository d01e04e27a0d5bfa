package concurrent.futures.dashboard.internal.serve;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Threads that serve somebody, up to a number. Who is one too many has the first of them interrupted, which ends its
/// connection. So those who connect, and then neither ask, nor read, nor go, take memory and descriptors for so many
/// only, and keep nobody else out.
///
/// Guarded by itself.
final class Crowd {
    private final int most;

    /// Since when they are there, by [System#nanoTime()]; the first of them first.
    private final Map<Thread, Long> inside = new LinkedHashMap<>();

    /// @param most how many there may be
    Crowd(int most) {
        this.most = most;
    }

    /// The thread that calls this serves somebody from now on.
    synchronized void enter() {
        inside.put(Thread.currentThread(), System.nanoTime());
        if (inside.size() == 1) {
            notifyAll();
        } else if (inside.size() > most) {
            endFirst();
        }
    }

    private void endFirst() {
        Iterator<Thread> all = inside.keySet().iterator();
        all.next().interrupt();
        all.remove();
    }

    /// The thread that calls this does not any more. To be called by each that has entered; again does no harm.
    synchronized void leave() {
        inside.remove(Thread.currentThread());
        if (inside.isEmpty()) {
            notifyAll();
        }
    }

    /// Has those interrupted, too, who have been there for so long, until the thread that calls this is.
    ///
    /// @param longest how long they may be there
    synchronized void endThoseWhoTakeLonger(Duration longest) {
        long nanos = longest.toNanos();
        try {
            while (true) {
                if (inside.isEmpty()) {
                    wait();
                } else {
                    long left = inside.values().iterator().next() + nanos - System.nanoTime();
                    if (left > 0) {
                        await(left);
                    } else {
                        endFirst();
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until all have left, but for those that were asked to.
    ///
    /// @param nanos how long at most
    /// @throws InterruptedException if the thread is interrupted
    synchronized void awaitEmpty(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; !inside.isEmpty() && left > 0; left = end - System.nanoTime()) {
            await(left);
        }
    }

    private void await(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1)));
    }
}
