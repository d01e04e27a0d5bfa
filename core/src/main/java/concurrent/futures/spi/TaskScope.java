package concurrent.futures.spi;

import concurrent.futures.Executor;
import concurrent.futures.internal.CurrentTask;
import org.jspecify.annotations.Nullable;

/// What stands behind a [concurrent.futures.TaskContext]: the executor's knowledge of one running task.
public interface TaskScope {
    /// Tells whether the task should stop.
    ///
    /// @return `true` once the future was cancelled or the time limit hit
    boolean isCancelled();

    /// The name of the worker.
    ///
    /// @return a name
    String workerName();

    /// The name of the task.
    ///
    /// @return the name, or `null`
    @Nullable
    String taskName();

    /// Takes a report of progress.
    ///
    /// @param done what is done
    /// @param total what there is to do; 0 or negative if it is not known
    void progress(long done, long total);

    /// The executor that runs the task.
    ///
    /// @return an executor on the same workers
    Executor executor();

    /// The engine that runs the task; see [TaskControl#engine()].
    ///
    /// @return the engine
    Object engine();

    /// The task's thread begins to wait for another task of the same engine: its slot may be used by others.
    default void lendSlot() {}

    /// The task's thread goes on.
    default void reclaimSlot() {}

    /// The task's own code begins only now, or is still on its way. Where the executor limits the time of tasks, that
    /// of this attempt counts from then on.
    ///
    /// @param nanoTime when, as [System#nanoTime()] has it; if that is in the future, then at the latest
    default void beginsAt(long nanoTime) {}

    /// What may be kept, and asked by any thread. An executor may have one scope for many tasks that come one after the
    /// other, which is that of the task that the asking thread runs.
    ///
    /// @return a scope that stays that of this task; for the task's own thread
    default TaskScope lasting() {
        return this;
    }

    /// Makes this the scope of the calling thread, until [#exit(TaskScope)].
    ///
    /// @return the scope that was current before, to be given to `exit`
    default @Nullable TaskScope enter() {
        return CurrentTask.enter(this);
    }

    /// Ends what [#enter()] began.
    ///
    /// @param previous what `enter` returned
    static void exit(@Nullable TaskScope previous) {
        CurrentTask.exit(previous);
    }
}
