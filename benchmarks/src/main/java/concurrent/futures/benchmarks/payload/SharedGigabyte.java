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
/// which reads the last byte; and handed to it again. To allocate it is not part of the time, and neither is it to wake
/// the two processes, which have slept while it was allocated: tasks run right before.
///
/// Warm-up: 5,000 tiny pieces of shared memory; 200 tasks before each that is measured.
public final class SharedGigabyte implements Workload {
    private static final int TASKS_BEFORE = 200;

    @Override
    public Figures measure(Scale scale) {
        long size = scale.of(1 << 20, 1 << 30);
        double[] first = new double[scale.of(1, 5, 15)];
        double[] again = new double[first.length];
        double[] tiny = new double[scale.of(1, 100)];
        int warmUp = scale.of(1, 5_000);
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            for (int i = 0; i < warmUp; i++) {
                try (SharedMemory memory = SharedMemory.allocate(4096)) {
                    hand(pool, memory);
                }
            }
            for (int i = 0; i < tiny.length; i++) {
                try (SharedMemory memory = SharedMemory.allocate(4096)) {
                    wake(pool);
                    tiny[i] = hand(pool, memory);
                }
            }
            for (int i = 0; i < first.length; i++) {
                try (SharedMemory memory = SharedMemory.allocate(size)) {
                    wake(pool);
                    first[i] = hand(pool, memory);
                    again[i] = hand(pool, memory);
                }
            }
        }
        return Figures.of("first", Samples.of(first).median())
                .and("again", Samples.of(again).median())
                .and("tiny", Samples.of(tiny).median());
    }

    private static void wake(ProcessPoolExecutor pool) {
        for (int i = 0; i < TASKS_BEFORE; i++) {
            int x = i;
            Check.same("a task before", i + 1L, pool.submit(() -> x + 1).result());
        }
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
