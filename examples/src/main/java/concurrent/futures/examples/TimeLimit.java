package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.ThreadPoolExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Shows the two time limits: that of a wait, after which the task goes on, and that of a task, which stops it.
public final class TimeLimit {
    private TimeLimit() {}

    /// Prints what either limit does to a task that hangs.
    ///
    /// @param args milliseconds; 100 by default
    public static void main(String... args) {
        Duration limit = Duration.ofMillis(args.length == 0 ? 100 : Long.parseLong(args[0]));
        // @start region="wait"
        try (Executor executor = new ThreadPoolExecutor(1)) {
            Future<String> future = executor.submit(() -> hang());
            try {
                IO.println(future.result(limit));
            } catch (FutureTimeoutException e) {
                IO.println("the wait is over, and the task goes on: done = " + future.isDone());
                future.cancel(true);
            }
        }
        // @end
        // @start region="task"
        try (Executor executor = new ThreadPoolExecutor(1)) {
            Executor limited = executor.with(TaskOptions.defaults().withTimeout(limit));
            Future<String> future = limited.submit(() -> hang());
            try {
                IO.println(future.result());
            } catch (TaskTimeoutException e) {
                IO.println("the task was stopped: done = " + future.isDone());
            }
        }
        // @end
    }

    private static String hang() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }
}
