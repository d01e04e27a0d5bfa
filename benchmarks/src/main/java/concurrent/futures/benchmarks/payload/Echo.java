package concurrent.futures.benchmarks.payload;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskFunction;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import java.util.List;

/// One large value, to a worker and back.
final class Echo {
    private Echo() {}

    /// Has a worker echo a value: 15 times for warm-up, then with a clock.
    ///
    /// @param scale how often
    /// @param value the value
    /// @param checksum what is compared of the value and of its echo; not part of the time
    /// @return the times
    static <T> Samples measure(Scale scale, T value, ToLong<T> checksum) throws Exception {
        long expected = checksum.of(value);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            TaskFunction<T, T> echo = x -> x;
            List<T> one = List.of(value);
            int warmUp = scale.of(0, 15);
            int times = scale.of(1, 9, 15);
            double[] seconds = new double[times];
            for (int i = -warmUp; i < times; i++) {
                long start = System.nanoTime();
                T answer = pool.map(echo, one).iterator().next();
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - start) / 1e9;
                }
                Check.that("the echo is another object", answer != value);
                Check.same("the echo's checksum", expected, checksum.of(answer));
            }
            return Samples.of(seconds);
        }
    }

    /// A number from a value.
    @FunctionalInterface
    interface ToLong<T> {
        long of(T value);
    }
}
