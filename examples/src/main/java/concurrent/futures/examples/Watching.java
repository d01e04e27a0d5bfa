package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.WorkerCrashed;

/// Shows what a listener hears of tasks and workers.
public final class Watching {
    private Watching() {}

    // @start region="listener"
    private static void tell(ExecutorEvent event) {
        switch (event) {
            case TaskEnded end -> IO.println(end.task().name() + ": " + end.outcome());
            case WorkerCrashed crash -> IO.println("a worker died: " + crash.cause());
            default -> {}
        }
    }

    private static void run() {
        try (Executor executor = new ProcessPoolExecutor(1)) {
            executor.addListener(event -> tell(event));
            executor.submit(() -> 6 * 7);
            executor.submit(() -> Integer.parseInt("seven"));
            executor.with(TaskOptions.defaults().withName("fatal"))
                    .submit(() -> Runtime.getRuntime().halt(3));
        }
    }
    // @end

    /// Prints the ends of three tasks, and the end of a worker.
    ///
    /// @param args none
    public static void main(String... args) {
        run();
    }
}
