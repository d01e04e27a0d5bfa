package concurrent.futures.benchmarks.payload;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;

/// 64 MiB as a `byte[]`: to a worker as an argument, and back from one as a result. The receiver looks at a byte of
/// each page.
///
/// In a heap of 1 GB, as the runner starts it. Warm-up: fifteen of each.
public final class Bytes implements Workload {
    @Override
    public Figures measure(Scale scale) throws Exception {
        int length = scale.of(1 << 20, 64 << 20);
        int warmUp = scale.of(0, 15);
        int times = scale.of(1, 9, 15);
        byte[] argument = Pages.of(length);
        long expected = Pages.sum(argument);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Samples there = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over there",
                        expected,
                        pool.submit(() -> Pages.sum(argument)).result());
            });
            Samples back = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over here",
                        expected,
                        Pages.sum(pool.submit(() -> Pages.of(length)).result()));
            });
            return Figures.of("argument", length / there.median()).and("result", length / back.median());
        }
    }
}
