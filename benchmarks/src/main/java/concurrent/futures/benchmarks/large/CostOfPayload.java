package concurrent.futures.benchmarks.large;

import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/// What a task costs by how much it brings and takes: a `byte[]` of 10 bytes to 10 MB that is echoed, by 2 workers, one
/// after the other, and by a `map` with a buffer of 16.
///
/// Figures: seconds per task, `trip` for one after the other, `map` for many, which is done five times. Warm-up: all of
/// it once.
public final class CostOfPayload implements Workload {
    private static final int BUFFER = 16;
    private static final int LARGEST = 10_000_000;

    @Override
    public Figures measure(Scale scale) throws Exception {
        int total = scale.of(100_000, 300_000_000);
        int most = scale.of(20, 20_000);
        int largest = scale.of(10_000, LARGEST);
        Figures figures = new Figures(Map.of());
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            for (int length = 10; length <= largest; length *= 10) {
                byte[] payload = new byte[length];
                Arrays.fill(payload, (byte) length);
                int count = Math.clamp(total / length, 10, most);
                trip(pool, payload, count);
                double trip = trip(pool, payload, count);
                double map = Samples.time(1, scale.of(1, 5), () -> map(pool, payload, count))
                        .median();
                figures = figures.and(length + "-trip", trip).and(length + "-map", map / count);
            }
        }
        return figures;
    }

    private static double trip(ProcessPoolExecutor pool, byte[] payload, int count) throws Exception {
        return Samples.time(
                        0,
                        count,
                        () -> check(payload, pool.submit(() -> payload).result()))
                .median();
    }

    private static void map(ProcessPoolExecutor pool, byte[] payload, int count) {
        int echoed = 0;
        try (Results<byte[]> echoes = pool.map(
                bytes -> bytes,
                IntStream.range(0, count).mapToObj(_ -> payload).toList(),
                MapOptions.defaults().withBufferSize(BUFFER))) {
            for (byte[] echo : echoes) {
                check(payload, echo);
                echoed++;
            }
        }
        Check.same("the echoes", count, echoed);
    }

    private static void check(byte[] payload, byte[] echo) {
        Check.that("what was echoed is the same", echo != payload && Arrays.equals(payload, echo));
    }
}
