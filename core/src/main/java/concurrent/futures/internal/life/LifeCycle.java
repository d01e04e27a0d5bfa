package concurrent.futures.internal.life;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How far an executor is on its way to its end: it only goes forwards. For any threads.
public final class LifeCycle {
    private enum Phase {
        RUNNING,
        SHUTDOWN,
        STOPPING,
    }

    private final CountDownLatch terminated = new CountDownLatch(1);
    private volatile Phase phase = Phase.RUNNING;

    /// Takes no more work from here on.
    public void shutdown() {
        advance(Phase.SHUTDOWN);
    }

    /// Takes no more work from here on, and ends what is there.
    public void stop() {
        advance(Phase.STOPPING);
    }

    private synchronized void advance(Phase to) {
        if (phase.compareTo(to) < 0) {
            phase = to;
        }
    }

    /// Nothing is left of the executor.
    public void terminate() {
        terminated.countDown();
    }

    /// Tells whether no more work is taken.
    ///
    /// @return `true` from the first shutdown or stop on
    public boolean isShutdown() {
        return phase != Phase.RUNNING;
    }

    /// Tells whether what is there ends, too.
    ///
    /// @return `true` from the first stop on
    public boolean isStopping() {
        return phase == Phase.STOPPING;
    }

    /// Tells whether nothing is left.
    ///
    /// @return `true` once terminated
    public boolean isTerminated() {
        return terminated.getCount() == 0;
    }

    /// Waits until nothing is left.
    ///
    /// @param timeout for how long
    /// @param unit of the time
    /// @return `false` if the time was up first
    /// @throws InterruptedException if the waiting thread is interrupted
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return terminated.await(timeout, unit);
    }
}
