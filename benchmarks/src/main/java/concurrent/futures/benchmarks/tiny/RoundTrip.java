package concurrent.futures.benchmarks.tiny;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Processes;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.concurrent.locks.LockSupport;

/// One task on one worker, and its result; then the next: at once, or after a pause in which both sides have gone to
/// sleep.
///
/// The CPU is that of both processes, their compilers included, for each second of waiting for results.
///
/// Warm-up: 100,000 trips back to back, and 500 paced ones.
public final class RoundTrip implements Workload {
    private static final long PAUSE_NANOS = 2_000_000;

    @Override
    public Figures measure(Scale scale) {
        int trips = scale.of(50, 50_000, 200_000);
        int pacedTrips = scale.of(10, 1_000, 4_000);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            long worker = pool.submit(() -> ProcessHandle.current().pid()).result();
            trips(pool, scale.of(10, 100_000), 0);
            double before = cpu(worker);
            Samples straight = trips(pool, trips, 0);
            double straightCpu = cpu(worker) - before;

            trips(pool, scale.of(2, 500), PAUSE_NANOS);
            before = cpu(worker);
            Samples paced = trips(pool, pacedTrips, PAUSE_NANOS);
            double pacedCpu = cpu(worker) - before;
            return Figures.of("median", straight.median())
                    .and("p99", straight.percentile(99))
                    .and("cpu", straightCpu / straight.sum())
                    .and("paced-median", paced.median())
                    .and("paced-p99", paced.percentile(99))
                    .and("paced-cpu", pacedCpu / paced.sum());
        }
    }

    private static Samples trips(ProcessPoolExecutor pool, int trips, long pauseNanos) {
        double[] seconds = new double[trips];
        for (int i = 0; i < trips; i++) {
            if (pauseNanos > 0) {
                LockSupport.parkNanos(pauseNanos);
            }
            int x = i;
            long start = System.nanoTime();
            int result = pool.submit(() -> x + 1).result();
            seconds[i] = (System.nanoTime() - start) / 1e9;
            Check.same("the result", i + 1L, result);
        }
        return Samples.of(seconds);
    }

    private static double cpu(long worker) {
        return Processes.cpuSeconds(worker)
                + Processes.cpuSeconds(ProcessHandle.current().pid());
    }
}
