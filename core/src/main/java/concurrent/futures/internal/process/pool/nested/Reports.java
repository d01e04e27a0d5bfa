package concurrent.futures.internal.process.pool.nested;

import concurrent.futures.Future;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.internal.future.Watcher;

/// How far a task has come that was submitted by a task, for the worker where that one runs: it asks, while somebody
/// there looks on. Guarded by itself, for a moment.
final class Reports extends Watcher {
    private static final long[] NOTHING = {};

    private long retries;
    private long done;
    private long total;

    private Reports() {}

    /// Takes note of what is reported from now on.
    ///
    /// @param future of the task, which ends some time
    static Reports of(Future<?> future) {
        Reports reports = new Reports();
        if (future instanceof DefaultFuture<?> ours) {
            ours.watch(reports);
        }
        return reports;
    }

    /// What a worker is told.
    ///
    /// @return further attempts, what is done, and of how much; nothing if there was nothing of all that
    synchronized long[] last() {
        return retries == 0 && done == 0 && total == 0 ? NOTHING : new long[] {retries, done, total};
    }

    @Override
    protected void ended() {}

    @Override
    protected synchronized void retried() {
        retries++;
        done = 0;
        total = 0;
    }

    @Override
    protected synchronized void progressed(long itsDone, long itsTotal) {
        done = itsDone;
        total = itsTotal;
    }
}
