package concurrent.futures.benchmarks.start;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The next result after `kill -9` of the only worker, from the kill: without and with a spare worker that stands by.
/// The dead process is awaited before the task is submitted, so that no task is lost; the wait is part of the time.
///
/// Warm-up: two kills of each.
public final class AfterKill implements Workload {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    @Override
    public Figures measure(Scale scale) {
        int times = scale.of(1, 9, 25);
        return Figures.of("alone", kills(scale.of(0, 2), times, 0)).and("spare", kills(scale.of(0, 2), times, 1));
    }

    private static double kills(int warmUp, int times, int spareWorkers) {
        double[] seconds = new double[times];
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .spareWorkers(spareWorkers)
                .build()) {
            for (int i = -warmUp; i < times; i++) {
                long worker = pool.submit(() -> ProcessHandle.current().pid()).result();
                awaitIdle(pool, 1 + spareWorkers);
                ProcessHandle victim = ProcessHandle.of(worker).orElseThrow();
                int x = i;
                long start = System.nanoTime();
                victim.destroyForcibly();
                victim.onExit().join();
                int result = pool.submit(() -> x + 1).result();
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - start) / 1e9;
                }
                Check.same("the result after a kill", i + 1L, result);
            }
        }
        return Samples.of(seconds).median();
    }

    /// Waits, outside of the time, until as many workers are ready.
    private static void awaitIdle(ProcessPoolExecutor pool, int workers) {
        while (pool.workers().stream()
                        .filter(worker -> worker.state() == WorkerInfo.State.IDLE)
                        .count()
                < workers) {
            LockSupport.parkNanos(PAUSE);
        }
    }
}
