package concurrent.futures.benchmarks.watched;

import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;

/// Tiny tasks on two threads, by `submit` and `asCompleted`, with a dashboard and without, by turns.
///
/// Warm-up: that of [Turns].
public final class WatchedThreadsSubmit implements Workload {
    @Override
    public Figures measure(Scale scale) {
        try (ThreadPoolExecutor pool = new ThreadPoolExecutor(2)) {
            return Turns.measure(scale, pool, Turns::submitAll);
        }
    }
}
