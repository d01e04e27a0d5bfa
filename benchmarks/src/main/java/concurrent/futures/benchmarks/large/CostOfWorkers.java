package concurrent.futures.benchmarks.large;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Processes;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a tiny task costs by the number of workers, from 1 to 64, on however few processors: 100,000 times `x -> x + 1`
/// by `submit`, whose results are then taken in order. In a short run 20,000 times, and no more than 16 workers:
/// each of them has a JVM that compiles.
///
/// Figures: seconds per task, and seconds on a processor per task, of all processes together. Warm-up: as many tasks
/// three times.
public final class CostOfWorkers implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int tasks = scale.of(500, 20_000, 100_000);
        int most = scale.of(2, 16, 64);
        Figures figures = new Figures(Map.of());
        for (int workers = 1; workers <= most; workers *= 2) {
            try (ProcessPoolExecutor pool = new ProcessPoolExecutor(workers)) {
                Meeting.of(pool, workers);
                Samples.time(scale.of(0, 3), 1, () -> submit(pool, tasks));
                double before = cpu(pool);
                int times = scale.of(1, 5);
                double seconds =
                        Samples.time(0, times, () -> submit(pool, tasks)).median();
                figures = figures.and(workers + "-time", seconds / tasks)
                        .and(workers + "-cpu", (cpu(pool) - before) / tasks / times);
            }
        }
        return figures;
    }

    private static void submit(ProcessPoolExecutor pool, int tasks) {
        List<Future<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            int x = i;
            futures.add(pool.submit(() -> x + 1));
        }
        long sum = 0;
        for (Future<Integer> future : futures) {
            sum += future.result();
        }
        Check.same("the sum", (long) tasks * (tasks + 1) / 2, sum);
    }

    private static double cpu(ProcessPoolExecutor pool) {
        double seconds = Processes.cpuSeconds(ProcessHandle.current().pid());
        for (WorkerInfo worker : pool.workers()) {
            seconds += Processes.cpuSeconds(worker.pid());
        }
        return seconds;
    }
}
