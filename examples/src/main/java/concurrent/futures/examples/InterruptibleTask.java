package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.ThreadPoolExecutor;
import java.util.concurrent.CountDownLatch;

/// A long computation that can be stopped: it asks its [TaskContext] now and then whether it should go on.
public final class InterruptibleTask {
    private InterruptibleTask() {}

    // @start region="task"
    static long sum(long limit) {
        TaskContext context = TaskContext.current();
        long sum = 0;
        for (long i = 0; i < limit; i++) {
            context.checkCancelled();
            if (i % 1_000_000 == 0) {
                context.progress(i, limit);
            }
            sum += i;
        }
        return sum;
    }
    // @end

    /// Lets one computation end, and stops one that would take years.
    ///
    /// @param args not used
    /// @throws InterruptedException if this thread is interrupted
    public static void main(String... args) throws InterruptedException {
        // @start region="stop"
        try (Executor executor = new ThreadPoolExecutor(1)) {
            Future<Long> brief = executor.submit(() -> sum(1_000));
            IO.println("the short one ends: " + brief.result());

            CountDownLatch started = new CountDownLatch(1);
            Future<Long> endless = executor.submit(() -> {
                started.countDown();
                return sum(Long.MAX_VALUE);
            });
            started.await();
            IO.println("the long one is stopped: " + endless.cancel(true));
        }
        IO.println("and its thread is free: the executor could close");
        // @end
    }
}
