package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Takes what tasks in worker processes print, line by line, in place of having it forwarded to this program's output.
public final class OutputOfTasks {
    private OutputOfTasks() {}

    /// Prints a task's result, and then what it had printed.
    ///
    /// @param args not used
    public static void main(String... args) {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        // @start region="output"
        try (Executor executor = ProcessPoolExecutor.builder()
                .workerOutput((pid, line) -> lines.add("a worker says: " + line))
                .build()) {
            Future<Integer> answer = executor.submit(() -> {
                IO.println("thinking");
                return 6 * 7;
            });
            IO.println("the answer: " + answer.result());
        }
        // @end
        lines.forEach(IO::println);
    }
}
