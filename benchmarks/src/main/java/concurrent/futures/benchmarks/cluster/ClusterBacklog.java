package concurrent.futures.benchmarks.cluster;

import concurrent.futures.Future;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.memory.Heap;
import concurrent.futures.cluster.ClusterExecutor;

/// 100,000 tasks that wait at the driver, since there is no agent: the live heap for each, tiny lambda included, and
/// how long it takes to submit it. The array that holds the futures is not counted.
///
/// Warm-up: 10,000 of them.
public final class ClusterBacklog implements Workload {
    private static final int WARM_UP = 10_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int count = scale.of(1_000, 100_000);
        Future<?>[] futures = new Future<?>[count];
        try (SmallCluster cluster = SmallCluster.open(0, 1);
                ClusterExecutor executor = cluster.connect()) {
            for (int i = 0; i < Math.min(count, WARM_UP); i++) {
                submit(executor, i);
            }
            long before = Heap.live();
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                futures[i] = submit(executor, i);
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double bytes = Heap.live() - before;
            Check.that("the last one waits", !futures[count - 1].isDone());
            executor.killWorkers();
            return Figures.of("heap", bytes / count).and("submit", seconds / count);
        }
    }

    private static Future<Integer> submit(ClusterExecutor executor, int x) {
        return executor.submit(() -> x + 1);
    }
}
