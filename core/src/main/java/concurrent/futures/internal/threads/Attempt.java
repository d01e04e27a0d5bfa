package concurrent.futures.internal.threads;

import concurrent.futures.Executor;
import concurrent.futures.internal.EngineExecutor;
import concurrent.futures.internal.Progress;
import concurrent.futures.spi.TaskScope;
import org.jspecify.annotations.Nullable;

/// An attempt at a task, as the task itself sees it.
///
/// Few tasks ask for it. So where there is nothing to know of each attempt, a worker has one for all of them: that at
/// the task which it runs at the time. Who keeps it gets one [of his own][#lasting()].
class Attempt implements TaskScope {
    private final @Nullable ThreadTask<?> task;
    final Worker worker;

    /// @param task the task; `null` for the one that the worker runs
    /// @param worker whose thread runs it
    Attempt(@Nullable ThreadTask<?> task, Worker worker) {
        this.task = task;
        this.worker = worker;
    }

    private ThreadTask<?> task() {
        return task == null ? worker.task() : task;
    }

    @Override
    public final TaskScope lasting() {
        return task == null ? new Attempt(worker.task(), worker) : this;
    }

    /// The thread has entered the scope, and the task's code is run next.
    void begin() {}

    /// The task's code has ended.
    ///
    /// @return `false` if the attempt was ended before, and what its code did is nobody's
    boolean end() {
        return true;
    }

    /// The thread has left the task.
    ///
    /// @return `false` if somebody else ends the attempt still, and closes the task when that is done
    boolean left() {
        return true;
    }

    @Override
    public boolean isCancelled() {
        return task().isDone();
    }

    @Override
    public String workerName() {
        return worker.name();
    }

    @Override
    public @Nullable String taskName() {
        return task().options().name();
    }

    @Override
    public void progress(long done, long total) {
        new Progress(taskName(), done, total).log();
        task().tellProgress(done, total);
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
