package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Results;
import concurrent.futures.ThreadPoolExecutor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Lets thousands of tasks wait at the same time, each in a virtual thread, of which a platform thread carries many.
public final class ManyWaitingTasks {
    private ManyWaitingTasks() {}

    /// Prints how many tasks waited 200 ms each, and how many of them at the same time at most.
    ///
    /// @param args how many tasks; 5000 by default
    public static void main(String... args) {
        int tasks = args.length == 0 ? 5_000 : Integer.parseInt(args[0]);
        AtomicInteger waiting = new AtomicInteger();
        // @start region="virtual"
        try (Executor executor = ThreadPoolExecutor.virtual()) {
            Results<Integer> results = executor.map(
                    task -> {
                        int together = waiting.incrementAndGet();
                        Thread.sleep(Duration.ofMillis(200));
                        waiting.decrementAndGet();
                        return together;
                    },
                    IntStream.range(0, tasks).boxed().toList());
            int most = results.stream().mapToInt(together -> together).max().orElse(0);
            IO.println(tasks + " tasks, of which " + most + " waited at the same time");
        }
        // @end
    }
}
