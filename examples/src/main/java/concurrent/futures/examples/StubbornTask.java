package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import java.time.Duration;

/// Stops a task that ignores every interrupt: its worker process is killed and replaced, and the pool goes on.
public final class StubbornTask {
    private StubbornTask() {}

    /// Prints what became of the task, and of one submitted after it.
    ///
    /// @param args not used
    public static void main(String... args) {
        Duration limit = Duration.ofMillis(200);
        // @start region="limit"
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .cancelGrace(Duration.ofMillis(100))
                .build()) {
            Executor limited = pool.with(TaskOptions.defaults().withTimeout(limit));
            Future<Long> stubborn = limited.submit(() -> spin());
            Future<String> next = pool.submit(() -> "the next task runs in a new worker");
            try {
                IO.println(stubborn.result());
            } catch (TaskTimeoutException e) {
                IO.println("stopped: " + e.getMessage());
            }
            IO.println(next.result());
        }
        // @end
    }

    private static long spin() {
        for (long i = 0; ; i++) {
            if (i < 0) {
                return i;
            }
        }
    }
}
