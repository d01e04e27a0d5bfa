package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ThreadPoolExecutor;
import java.util.concurrent.CountDownLatch;

/// Cancels a task before its start, and after it: `cancel()` takes back what has not begun, `cancel(true)` stops what
/// has.
public final class Cancelling {
    private Cancelling() {}

    /// Prints the answers of the three cancels.
    ///
    /// @param args not used
    /// @throws InterruptedException if this thread is interrupted
    public static void main(String... args) throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        // @start region="cancel"
        try (Executor executor = new ThreadPoolExecutor(1)) {
            Future<String> running = executor.submit(() -> waitForever(started));
            Future<String> queued = executor.submit(() -> "the only worker never gets to this one");
            started.await();

            IO.println("queued, cancel(): " + queued.cancel());
            IO.println("running, cancel(): " + running.cancel());
            IO.println("running, cancel(true): " + running.cancel(true));
            IO.println("both cancelled: " + (queued.isCancelled() && running.isCancelled()));
        }
        // @end
    }

    private static String waitForever(CountDownLatch started) throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
            return "never";
        } finally {
            IO.println("the task was interrupted, and cleans up");
        }
    }
}
