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
/// To allocate it writes 1 GiB of zeros, which leaves nothing else in the processor's caches, and takes what is
/// measured after it twice as long. So both are measured: with the caches as a program has them that hands memory over
/// now and then; and right after it was written.
///
/// Warm-up: 5,000 tiny pieces of shared memory; before each that is measured 200 tasks, and but for the one that was
/// just written, 50 tiny pieces.
public final class SharedGigabyte implements Workload {
    private static final int TASKS_BEFORE = 200;
    private static final int PIECES_BEFORE = 50;
    private static final int TINY = 4096;

    @Override
    public Figures measure(Scale scale) {
        long size = scale.of(1 << 20, 1 << 30);
        double[] first = new double[scale.of(1, 5, 15)];
        double[] again = new double[first.length];
        double[] justWritten = new double[first.length];
        double[] tiny = new double[scale.of(1, 100)];
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            handTiny(pool, scale.of(1, 5_000));
            for (int i = 0; i < tiny.length; i++) {
                try (SharedMemory memory = SharedMemory.allocate(TINY)) {
                    wake(pool);
                    tiny[i] = hand(pool, memory);
                }
            }
            for (int i = 0; i < first.length; i++) {
                try (SharedMemory memory = SharedMemory.allocate(size)) {
                    wake(pool);
                    handTiny(pool, scale.of(1, PIECES_BEFORE));
                    first[i] = hand(pool, memory);
                    again[i] = hand(pool, memory);
                }
                try (SharedMemory memory = SharedMemory.allocate(size)) {
                    wake(pool);
                    justWritten[i] = hand(pool, memory);
                }
            }
        }
        return Figures.of("first", Samples.of(first).median())
                .and("again", Samples.of(again).median())
                .and("just-written", Samples.of(justWritten).median())
                .and("tiny", Samples.of(tiny).median());
    }

    private static void wake(ProcessPoolExecutor pool) {
        for (int i = 0; i < TASKS_BEFORE; i++) {
            int x = i;
            Check.same("a task before", i + 1L, pool.submit(() -> x + 1).result());
        }
    }

    private static void handTiny(ProcessPoolExecutor pool, int pieces) {
        for (int i = 0; i < pieces; i++) {
            try (SharedMemory memory = SharedMemory.allocate(TINY)) {
                hand(pool, memory);
            }
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
