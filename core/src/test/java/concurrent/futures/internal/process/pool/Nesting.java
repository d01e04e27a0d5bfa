package concurrent.futures.internal.process.pool;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskContext;
import concurrent.futures.WorkerOutput;
import java.time.Duration;

/// What tasks that submit tasks do. Public, as their lambdas are called from elsewhere.
public final class Nesting {
    private Nesting() {}

    /// A pool that stops tasks soon and shows nothing of what they print.
    public static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .cancelGrace(Duration.ofMillis(100))
                .workerOutput(WorkerOutput.DISCARD)
                .build();
    }

    /// The pool that runs the calling task.
    public static Executor mine() {
        return TaskContext.current().executor();
    }

    /// Opens a pool, and has a task of it do the same, and so on, until that is refused.
    ///
    /// @return at which level, and why
    public static String dig(int level) {
        try (ProcessPoolExecutor below = pool(1)) {
            return below.submit(() -> dig(level + 1)).result();
        } catch (IllegalStateException e) {
            return level + ": " + e.getMessage();
        }
    }

    /// The number of levels, each counted by a task of its own that waits for the next.
    public static int descend(int levels) {
        return levels == 0 ? 0 : 1 + mine().submit(() -> descend(levels - 1)).result();
    }
}
