package concurrent.futures.benchmarks.watched;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;

/// Tiny tasks in two processes, by `submit` and `asCompleted`, with a dashboard and without, by turns.
///
/// Warm-up: that of [Turns].
public final class WatchedProcessesSubmit implements Workload {
    @Override
    public Figures measure(Scale scale) {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            return Turns.measure(scale, pool, Turns::submitAll);
        }
    }
}
