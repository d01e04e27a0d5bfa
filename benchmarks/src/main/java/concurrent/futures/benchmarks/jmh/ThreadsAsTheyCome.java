package concurrent.futures.benchmarks.jmh;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.threads.AsTheyCome;
import org.openjdk.jmh.runner.RunnerException;

/// submit and asCompleted on threads, against ExecutorCompletionService.
///
/// Warm-up: by JMH, three iterations.
public final class ThreadsAsTheyCome implements Workload {
    @Override
    public Figures measure(Scale scale) throws RunnerException {
        return Harness.run(AsTheyCome.class, scale);
    }
}
