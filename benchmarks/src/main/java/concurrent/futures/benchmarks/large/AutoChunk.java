package concurrent.futures.benchmarks.large;

import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.cpu.Burn;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// `map` without options against `map` with a chunk size, on 2 workers, for tasks of 1 µs, 10 µs, and so on to 1 s:
/// 100,000 of the shortest, 4 of the longest. The sizes are 1, 10, 100, 1,000, an eighth and the half of the elements;
/// all are tried in turn. Since all tasks of a list take equally long, the best size is one that leaves nothing to wish
/// for.
///
/// Figures: seconds per element, for each length without options, with each size, and with the best one; and that size.
/// Warm-up: each way once, but for tasks of 100 ms and more.
public final class AutoChunk implements Workload {
    private static final int WORKERS = 2;

    /// What is tried without options.
    private static final int NONE = 0;

    @Override
    public Figures measure(Scale scale) throws Exception {
        // In the smoke test, all tasks are a hundredth as long.
        double perMicro = Burn.stepsPerMicrosecond() / scale.of(100, 1);
        Figures figures = new Figures(Map.of());
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(WORKERS)) {
            for (Length length : Length.values()) {
                int count = Math.max(4, length.count / scale.of(20, 1));
                int times = length.micros >= 100_000 ? scale.of(1, 1, 3) : scale.of(1, 5, 9);
                int steps = (int) Math.max(1, perMicro * length.micros);
                figures = sweep(pool, length, steps, count, times, figures);
            }
        }
        return figures;
    }

    private static Figures sweep(
            ProcessPoolExecutor pool, Length length, int steps, int count, int times, Figures figures) {
        List<Integer> seeds = IntStream.range(0, count).boxed().toList();
        long expected = 0;
        for (int seed : seeds) {
            expected += Burn.burn(steps, seed);
        }
        Map<Integer, double[]> samples = new LinkedHashMap<>();
        for (int size : sizes(count)) {
            samples.put(size, new double[times]);
        }
        int warmUp = length.micros >= 100_000 ? 0 : 1;
        for (int i = -warmUp; i < times; i++) {
            for (Map.Entry<Integer, double[]> each : samples.entrySet()) {
                double seconds = time(pool, each.getKey(), steps, seeds, expected);
                if (i >= 0) {
                    each.getValue()[i] = seconds / count;
                }
            }
        }
        return tell(length, samples, figures);
    }

    private static List<Integer> sizes(int count) {
        TreeSet<Integer> sizes = new TreeSet<>(List.of(NONE, count / 2));
        for (int size : new int[] {1, 10, 100, 1_000, count / 8}) {
            if (size <= count / WORKERS) {
                sizes.add(size);
            }
        }
        return new ArrayList<>(sizes);
    }

    private static double time(ProcessPoolExecutor pool, int size, int steps, List<Integer> seeds, long expected) {
        MapOptions options =
                size == NONE ? MapOptions.defaults() : MapOptions.defaults().withChunkSize(size);
        long start = System.nanoTime();
        long sum = 0;
        for (long end : pool.<Integer, Long>map(seed -> Burn.burn(steps, seed), seeds, options)) {
            sum += end;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Check.same("the sum", expected, sum);
        return seconds;
    }

    private static Figures tell(Length length, Map<Integer, double[]> samples, Figures figures) {
        Figures all = figures;
        double best = Double.MAX_VALUE;
        int bestSize = 1;
        for (Map.Entry<Integer, double[]> each : samples.entrySet()) {
            double median = Samples.of(each.getValue()).median();
            if (each.getKey() == NONE) {
                all = all.and(length.label, median);
            } else {
                all = all.and(length.label + "-chunks-of-" + each.getKey(), median);
                if (median < best) {
                    best = median;
                    bestSize = each.getKey();
                }
            }
        }
        return all.and(length.label + "-best", best).and(length.label + "-best-size", bestSize);
    }

    private enum Length {
        MICROS_1("1us", 1, 100_000),
        MICROS_10("10us", 10, 20_000),
        MICROS_100("100us", 100, 4_000),
        MILLIS_1("1ms", 1_000, 400),
        MILLIS_10("10ms", 10_000, 60),
        MILLIS_100("100ms", 100_000, 12),
        SECONDS_1("1s", 1_000_000, 4);

        final String label;
        final double micros;
        final int count;

        Length(String label, double micros, int count) {
            this.label = label;
            this.micros = micros;
            this.count = count;
        }
    }
}
