package concurrent.futures.cluster.internal.agent;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.worker.Job;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Gives the tasks of a session to its pool, as [Job]s: bytes, with what workers ask their driver for behind them.
final class PoolEntrance {
    private static final byte[] NONE = {};

    private final SessionAnswers answers;
    private final SessionLoader loader;

    PoolEntrance(SessionAnswers answers, SessionLoader loader) {
        this.answers = answers;
        this.loader = loader;
    }

    /// Whether the bytes of a task are there.
    static boolean isWhole(TaskToRun order, @Nullable Path file) {
        return file != null || !(order.payload() instanceof Content.Apart);
    }

    /// Gives one.
    ///
    /// @param order what to run
    /// @param file its bytes, if they came apart from it
    /// @param pool what runs it
    /// @return its outcome, as bytes
    /// @throws java.util.concurrent.RejectedExecutionException if the pool takes nothing more
    /// @throws concurrent.futures.BrokenExecutorException if the pool is broken
    Future<byte[]> submit(TaskToRun order, @Nullable Path file, ProcessPoolExecutor pool) {
        byte[] payload = order.payload() instanceof Content.Inline inline ? inline.bytes() : NONE;
        Job job = new Job(
                order.id(),
                order.attempt(),
                order.depth(),
                order.requiredDefinitions(),
                answers.forgotten(),
                payload,
                file == null ? null : file.toString());
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return pool.with(options(order)).submit(job);
        } finally {
            thread.setContextClassLoader(own);
        }
    }

    private static TaskOptions options(TaskToRun order) {
        TaskOptions options = TaskOptions.defaults();
        String name = order.name();
        if (name != null) {
            options = options.withName(name);
        }
        return order.timeoutNanos() > 0 ? options.withTimeout(Duration.ofNanos(order.timeoutNanos())) : options;
    }
}
