package concurrent.futures.benchmarks.payload;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.Arrays;

/// 64 MB as a `double[]`, echoed: to a worker, and back.
///
/// In a heap of 1 GB, as the runner starts it. Warm-up: fifteen echoes. The rate counts the bytes twice, since they
/// travel twice.
public final class Doubles implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int length = scale.of(1 << 17, 8_000_000);
        double[] value = new double[length];
        Arrays.setAll(value, i -> i / 8.0);
        double seconds = Echo.measure(scale, value, Arrays::hashCode).median();
        return Figures.of("time", seconds).and("rate", 2 * 8.0 * length / seconds);
    }
}
