package concurrent.futures.benchmarks.start;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;

/// The first result of another pool in a program that has had pools before, from the constructor.
///
/// Warm-up: three pools.
public final class SecondPool implements Workload {
    @Override
    public Figures measure(Scale scale) {
        int warmUp = scale.of(1, 3);
        double[] seconds = new double[scale.of(1, 9, 25)];
        for (int i = -warmUp; i < seconds.length; i++) {
            double time = firstResult(i);
            if (i >= 0) {
                seconds[i] = time;
            }
        }
        return Figures.of("time", Samples.of(seconds).median());
    }

    private static double firstResult(int x) {
        long start = System.nanoTime();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            int result = pool.submit(() -> x + 1).result();
            double seconds = (System.nanoTime() - start) / 1e9;
            Check.same("the first result", x + 1L, result);
            return seconds;
        }
    }
}
