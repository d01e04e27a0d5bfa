package concurrent.futures.benchmarks.jmh;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.threads.ThereAndBack;
import org.openjdk.jmh.runner.RunnerException;

/// One task and its result on threads, then the next.
///
/// Warm-up: by JMH, three iterations.
public final class ThreadsRoundTrip implements Workload {
    @Override
    public Figures measure(Scale scale) throws RunnerException {
        return Harness.run(ThereAndBack.class, scale);
    }
}
