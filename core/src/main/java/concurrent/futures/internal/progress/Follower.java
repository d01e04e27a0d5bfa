package concurrent.futures.internal.progress;

import concurrent.futures.Future;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.internal.future.Watcher;
import org.jspecify.annotations.Nullable;

/// Follows one future, for the counts of its name. Lets go of the future when it ends.
final class Follower extends Watcher {
    private final Undertaking undertaking;
    private final Counts counts;
    private volatile @Nullable Future<?> future;

    /// What of the task is done, by its last report.
    private volatile double portion;

    Follower(Undertaking undertaking, Counts counts, Future<?> future) {
        this.undertaking = undertaking;
        this.counts = counts;
        this.future = future;
    }

    boolean isOpen() {
        return future != null;
    }

    /// Counts what is not told: whether the task runs.
    void look() {
        Future<?> open = future;
        if (open != null && open.isRunning()) {
            if (open instanceof DefaultFuture<?> ours) {
                ours.bringUpToDate();
            }
            counts.runs(portion);
        }
    }

    @Override
    protected void ended() {
        Future<?> of = future;
        if (of != null) {
            counts.ended(of.state());
            future = null;
            undertaking.ended();
        }
    }

    @Override
    protected void retried() {
        portion = 0;
        counts.retried();
    }

    @Override
    protected void progressed(long done, long total) {
        portion = total > 0 ? Math.min(1, (double) done / total) : 0;
    }
}
