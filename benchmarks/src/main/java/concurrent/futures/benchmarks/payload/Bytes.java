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
/// Warm-up: three of each.
public final class Bytes implements Workload {
    private static final int PAGE = 4096;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int length = scale.of(1 << 20, 64 << 20);
        int warmUp = scale.of(0, 3);
        int times = scale.of(1, 7, 15);
        byte[] argument = make(length);
        long expected = sum(argument);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Samples there = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over there",
                        expected,
                        pool.submit(() -> sum(argument)).result());
            });
            Samples back = Samples.time(warmUp, times, () -> {
                Check.same(
                        "the sum over here",
                        expected,
                        sum(pool.submit(() -> Made.of(length)).result()));
            });
            return Figures.of("argument", length / there.median()).and("result", length / back.median());
        }
    }

    static byte[] make(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i += PAGE) {
            bytes[i] = (byte) (i / PAGE % 127);
        }
        return bytes;
    }

    static long sum(byte[] bytes) {
        long sum = bytes.length;
        for (int i = 0; i < bytes.length; i += PAGE) {
            sum += bytes[i];
        }
        return sum;
    }

    /// What a worker answers with is made once, so that making it is not measured.
    private static final class Made {
        private static byte[] bytes = {};

        static byte[] of(int length) {
            if (bytes.length != length) {
                bytes = make(length);
            }
            return bytes;
        }
    }
}
