package concurrent.futures.benchmarks.measure;

import java.util.Arrays;

/// Times of one thing that was done again and again, in seconds.
public final class Samples {
    private final double[] sorted;

    private Samples(double[] sorted) {
        this.sorted = sorted;
    }

    /// Sorts samples.
    ///
    /// @param values at least one
    /// @return them
    public static Samples of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Samples(sorted);
    }

    /// Does something a few times without looking, and then a few times with a clock.
    ///
    /// @param warmUp how often without
    /// @param times how often with; at least once
    /// @param once what is done; it checks its own result
    /// @return how long it took each time
    /// @throws Exception what it throws
    public static Samples time(int warmUp, int times, Step once) throws Exception {
        for (int i = 0; i < warmUp; i++) {
            once.run();
        }
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            once.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        return of(seconds);
    }

    /// Half of the samples are below it.
    ///
    /// @return the median
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// As many percent of the samples are not above it.
    ///
    /// @param percent 0 to 100
    /// @return one of the samples
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.clamp(rank - 1L, 0, sorted.length - 1)];
    }

    /// All of them together.
    ///
    /// @return the sum
    public double sum() {
        return Arrays.stream(sorted).sum();
    }

    /// Something that is done once.
    @FunctionalInterface
    public interface Step {
        /// Does it.
        ///
        /// @throws Exception if it fails, or its result is wrong
        void run() throws Exception;
    }
}
