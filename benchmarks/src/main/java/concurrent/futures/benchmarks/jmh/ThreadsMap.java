package concurrent.futures.benchmarks.jmh;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.threads.MapAll;
import org.openjdk.jmh.runner.RunnerException;

/// map on threads, against invokeAll.
///
/// Warm-up: by JMH, three iterations.
public final class ThreadsMap implements Workload {
    @Override
    public Figures measure(Scale scale) throws RunnerException {
        return Harness.run(MapAll.class, scale);
    }
}
