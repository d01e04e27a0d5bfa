package concurrent.futures.internal.process.pool;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerInfo;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs tasks in worker processes.
public final class ProcessPool implements ExecutorEngine {
    private final Settings settings;

    /// Makes a pool; it starts no worker yet.
    ///
    /// @param settings how
    public ProcessPool(Settings settings) {
        this.settings = settings;
    }

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public int maxWorkers() {
        return settings.maxWorkers();
    }

    @Override
    public ExecutorStatistics statistics() {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public int cancelPending() {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public boolean isShutdown() {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public boolean isTerminated() {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        throw new UnsupportedOperationException("later");
    }

    /// The workers, now.
    ///
    /// @return a snapshot
    public List<WorkerInfo> workers() {
        throw new UnsupportedOperationException("later");
    }

    /// Shuts down, and asks every worker to end.
    public void terminateWorkers() {
        throw new UnsupportedOperationException("later");
    }

    /// Shuts down, and kills every worker.
    public void killWorkers() {
        throw new UnsupportedOperationException("later");
    }

    /// Changes the most workers.
    ///
    /// @param maxWorkers at least 1
    public void resize(int maxWorkers) {
        throw new UnsupportedOperationException("later");
    }

    @Override
    public String toString() {
        return settings.name();
    }
}
