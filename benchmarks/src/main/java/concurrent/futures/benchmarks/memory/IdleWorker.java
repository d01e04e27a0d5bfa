package concurrent.futures.benchmarks.memory;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Processes;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// An idle worker that has run a task: its resident memory, and how long it and the parent run on a processor in each
/// second in which there is nothing to do.
///
/// The thread that measures is left out: to look takes it longer than all that the others do meanwhile.
///
/// Warm-up: one task, and three seconds of rest.
public final class IdleWorker implements Workload {
    @Override
    public Figures measure(Scale scale) {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            int one = 1;
            Check.same("the result", 2, pool.submit(() -> one + 1).result());
            long worker = pool.workers().getFirst().pid();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(scale.of(1, 3_000)));
            int seconds = scale.of(0, 5, 10);
            double before = cpu(worker);
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
            double used = cpu(worker) - before;
            return Figures.of("memory", Processes.residentBytes(worker)).and("cpu", used / Math.max(1, seconds));
        }
    }

    private static double cpu(long worker) {
        return Processes.cpuSeconds(worker) + Processes.cpuSecondsOfOthers();
    }
}
