package concurrent.futures.benchmarks.payload;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.SharedMemory;
import concurrent.futures.benchmarks.measure.Check;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.measure.Workload;
import java.lang.foreign.ValueLayout;

/// 1 GiB of shared memory, handed to a worker that has not seen it before, until the result of the task is here,
/// which reads the last byte; and handed to it again. To allocate it is not part of the time.
///
/// Warm-up: 200 tiny pieces of shared memory.
public final class SharedGigabyte implements Workload {
    @Override
    public Figures measure(Scale scale) {
        long size = scale.of(1 << 20, 1 << 30);
        double[] first = new double[scale.of(1, 5, 15)];
        double[] again = new double[first.length];
        double[] tiny = new double[scale.of(1, 100)];
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            for (int i = -tiny.length; i < tiny.length; i++) {
                try (SharedMemory memory = SharedMemory.allocate(4096)) {
                    tiny[Math.max(i, 0)] = hand(pool, memory);
                }
            }
            for (int i = 0; i < first.length; i++) {
                try (SharedMemory memory = SharedMemory.allocate(size)) {
                    first[i] = hand(pool, memory);
                    again[i] = hand(pool, memory);
                }
            }
        }
        return Figures.of("first", Samples.of(first).median())
                .and("again", Samples.of(again).median())
                .and("tiny", Samples.of(tiny).median());
    }

    private static double hand(ProcessPoolExecutor pool, SharedMemory memory) {
        long last = memory.segment().byteSize() - 1;
        memory.segment().set(ValueLayout.JAVA_BYTE, last, (byte) 7);
        long start = System.nanoTime();
        int seen = pool.submit(() -> (int) memory.segment().get(ValueLayout.JAVA_BYTE, last))
                .result();
        double seconds = (System.nanoTime() - start) / 1e9;
        Check.same("the last byte", 7, seen);
        return seconds;
    }
}
