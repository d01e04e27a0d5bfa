package concurrent.futures.benchmarks.start;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerInfo;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// The next result after `kill -9` of the only worker, which runs a task: from the kill to the result of a task that
/// is submitted right after it. The same with a spare worker that stands by.
///
/// Warm-up: two kills of each.
public final class AfterKill implements Workload {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int FOREVER = 1_000_000;

    @Override
    public Figures measure(Scale scale) {
        int times = scale.of(1, 9, 25);
        int warmUp = scale.of(0, 2);
        return Figures.of("alone", kills(warmUp, times, 0)).and("spare", kills(warmUp, times, 1));
    }

    private static double kills(int warmUp, int times, int spareWorkers) {
        double[] seconds = new double[times];
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1 + spareWorkers)
                .spareWorkers(spareWorkers)
                .build()) {
            for (int i = -warmUp; i < times; i++) {
                Future<Integer> hit = pool.submit(() -> {
                    Thread.sleep(FOREVER);
                    return 0;
                });
                ProcessHandle victim = awaitReady(pool, spareWorkers);
                int x = i;
                long start = System.nanoTime();
                victim.destroyForcibly();
                int result = pool.submit(() -> x + 1).result();
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - start) / 1e9;
                }
                Check.same("the result after a kill", i + 1L, result);
                Check.that("the task that was hit has failed", hit.exception() instanceof WorkerCrashedException);
            }
        }
        return Samples.of(seconds).median();
    }

    /// Waits, outside of the time, until one worker runs its task and the spare one is there. There is no event for
    /// that.
    ///
    /// @return the busy one
    private static ProcessHandle awaitReady(ProcessPoolExecutor pool, int spareWorkers) {
        while (true) {
            List<WorkerInfo> workers = pool.workers();
            List<WorkerInfo> busy = workers.stream()
                    .filter(worker -> worker.currentTask() != null)
                    .toList();
            long idle = workers.stream()
                    .filter(worker -> worker.state() == WorkerInfo.State.IDLE)
                    .count();
            if (busy.size() == 1 && idle == spareWorkers) {
                return ProcessHandle.of(busy.getFirst().pid()).orElseThrow();
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
