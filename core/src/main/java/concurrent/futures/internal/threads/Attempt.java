package concurrent.futures.internal.threads;

import concurrent.futures.Executor;
import concurrent.futures.internal.EngineExecutor;
import concurrent.futures.spi.TaskScope;
import org.jspecify.annotations.Nullable;

/// One attempt at a task, as the task itself sees it.
///
/// @param task the task
/// @param number from 1
/// @param worker whose thread runs it
record Attempt(ThreadTask<?> task, int number, Worker worker) implements TaskScope {
    @Override
    public boolean isCancelled() {
        return task.isOver(number);
    }

    @Override
    public String workerName() {
        return worker.name();
    }

    @Override
    public @Nullable String taskName() {
        return task.options().name();
    }

    @Override
    public void progress(long done, long total) {
        task.progress(done, total);
    }

    @Override
    public Executor executor() {
        return new EngineExecutor(worker.pool());
    }

    @Override
    public Object engine() {
        return worker.pool();
    }

    @Override
    public void lendSlot() {
        worker.pool().lendSlot();
    }

    @Override
    public void reclaimSlot() {
        worker.pool().reclaimSlot();
    }
}
