package concurrent.futures.benchmarks.jmh;

import concurrent.futures.benchmarks.codec.EncodeDecode;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import org.openjdk.jmh.runner.RunnerException;

/// Values to bytes and back, against plain Java serialisation.
///
/// Warm-up: by JMH, three iterations.
public final class Codec implements Workload {
    @Override
    public Figures measure(Scale scale) throws RunnerException {
        return Harness.run(EncodeDecode.class, scale);
    }
}
