package concurrent.futures.benchmarks.floor;

import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;

/// 64 MiB from one array into another of the same JVM.
///
/// Warm-up: three times.
public final class MemoryCopy implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        byte[] from = new byte[scale.of(1 << 20, 64 << 20)];
        byte[] to = new byte[from.length];
        from[from.length - 1] = 7;
        Samples samples =
                Samples.time(scale.of(0, 3), scale.of(1, 9, 25), () -> System.arraycopy(from, 0, to, 0, from.length));
        Check.same("the last byte", 7, to[to.length - 1]);
        return Figures.of("rate", from.length / samples.median());
    }
}
