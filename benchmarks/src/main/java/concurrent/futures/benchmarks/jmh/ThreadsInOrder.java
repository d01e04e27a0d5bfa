package concurrent.futures.benchmarks.jmh;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import concurrent.futures.benchmarks.threads.InOrder;
import org.openjdk.jmh.runner.RunnerException;

/// submit and result on threads, against submit and get.
///
/// Warm-up: by JMH, three iterations.
public final class ThreadsInOrder implements Workload {
    @Override
    public Figures measure(Scale scale) throws RunnerException {
        return Harness.run(InOrder.class, scale);
    }
}
