package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ThreadPoolExecutor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// Shuts an executor down step by step, where `try` with resources does not fit.
public final class ExplicitShutdown {
    private ExplicitShutdown() {}

    /// Prints what happens at each step.
    ///
    /// @param args not used
    /// @throws InterruptedException if this thread is interrupted
    public static void main(String... args) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        // @start region="shutdown"
        Executor executor = new ThreadPoolExecutor(1);
        Future<String> running = executor.submit(() -> {
            started.countDown();
            finish.await();
            return "finished";
        });
        Future<String> queued = executor.submit(() -> "never runs");
        started.await();

        executor.shutdown();
        try {
            executor.submit(() -> "too late");
        } catch (RejectedExecutionException e) {
            IO.println("refused after shutdown()");
        }
        IO.println("cancelPending(): " + executor.cancelPending() + ", queued: " + queued.state());

        finish.countDown();
        IO.println("awaitTermination(): " + executor.awaitTermination(10, TimeUnit.SECONDS));
        IO.println("the running task " + running.result());
        // @end
    }
}
