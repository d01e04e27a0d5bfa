package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Loses a worker in the middle of a task: that task fails, or with retries runs again; the others do not notice.
public final class RetryAfterCrash {
    private RetryAfterCrash() {}

    /// Prints what becomes of three tasks, two of which kill their worker.
    ///
    /// @param args not used
    /// @throws IOException if the temporary folder can not be used
    public static void main(String... args) throws IOException {
        Path folder = Files.createTempDirectory("retry");
        String firstAttempt = folder.resolve("first-attempt").toString();
        // @start region="retry"
        try (Executor executor = new ProcessPoolExecutor(2)) {
            Future<String> healthy = executor.submit(() -> "fine");
            Future<String> crashing = executor.submit(() -> crash(3));
            Future<String> retried =
                    executor.with(TaskOptions.defaults().withRetries(1)).submit(() -> crashOnce(Path.of(firstAttempt)));

            IO.println("healthy: " + healthy.result());
            try {
                IO.println("crashing: " + crashing.result());
            } catch (WorkerCrashedException e) {
                IO.println("crashing: exit code " + e.exitCode().orElse(-1));
            }
            IO.println("retried: " + retried.result());
        } finally {
            Files.deleteIfExists(Path.of(firstAttempt));
            Files.delete(folder);
        }
        // @end
    }

    private static String crashOnce(Path marker) throws IOException {
        if (Files.exists(marker)) {
            return "fine at the second attempt";
        }
        Files.createFile(marker);
        return crash(4);
    }

    private static String crash(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
        return "unreachable";
    }
}
