package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Task;
import concurrent.futures.ThreadPoolExecutor;
import java.time.Duration;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Measures how many workers are worth having: for tasks that wait, as many as there is to wait for; for tasks that
/// compute, as many as there are processors.
public final class WorkerCounts {
    private static final int TASKS = 16;

    private WorkerCounts() {}

    /// Prints a line per number of workers.
    ///
    /// @param args numbers of workers; 1, 2, 4 and 8 by default
    public static void main(String... args) {
        int[] counts = args.length == 0
                ? new int[] {1, 2, 4, 8}
                : Stream.of(args).mapToInt(Integer::parseInt).toArray();
        IO.println("%d processors, %d tasks".formatted(Runtime.getRuntime().availableProcessors(), TASKS));
        for (int workers : counts) {
            long waiting = milliseconds(workers, WorkerCounts::waitForAnswer);
            long computing = milliseconds(workers, WorkerCounts::compute);
            IO.println("%d workers: waiting %d ms, computing %d ms".formatted(workers, waiting, computing));
        }
    }

    // @start region="measure"
    private static long milliseconds(int workers, Task<Long> task) {
        long start = System.nanoTime();
        try (Executor executor = new ThreadPoolExecutor(workers)) {
            for (int i = 0; i < TASKS; i++) {
                executor.submit(task);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
    // @end

    private static long waitForAnswer() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(20));
        return 0;
    }

    private static long compute() {
        return LongStream.range(1, 60_000).map(WorkerCounts::steps).sum();
    }

    private static long steps(long start) {
        long steps = 0;
        for (long n = start; n != 1; n = n % 2 == 0 ? n / 2 : 3 * n + 1) {
            steps++;
        }
        return steps;
    }
}
