package concurrent.futures.spi;

import concurrent.futures.Future;
import org.jspecify.annotations.Nullable;

/// The executor's side of one task, as its future sees it: asked and told when somebody outside wants something of it.
///
/// No method may block, or call foreign code.
public interface TaskControl {
    /// Asked before a pending future is cancelled, perhaps many times and from many threads.
    ///
    /// @return `true` if the task will not begin any more should the future be cancelled now; `false` if it has begun
    ///     elsewhere: the future is then marked as running
    default boolean tryRevoke() {
        return true;
    }

    /// Which worker has the task just now.
    ///
    /// @return its name; `null` if none has it, or that is not known
    default @Nullable String workerName() {
        return null;
    }

    /// Asked when somebody wants to know whether a pending task runs.
    ///
    /// @return `true` if the task has begun elsewhere: the future is then marked as running
    default boolean hasBegun() {
        return false;
    }

    /// Asked now and then by who shows how far a task has come that runs. Where an engine is not told what its tasks
    /// report, but can ask, it is to tell the future now, by [Promise#progressed(long, long)] and [Promise#retried()].
    default void fetchProgress() {}

    /// Told once, before the state changes for everyone else: the task has begun.
    default void started() {}

    /// Told once, before anybody sees the end: for statistics.
    ///
    /// @param outcome how the future ends
    /// @param begun whether the task had begun
    default void ended(Future.State outcome, boolean begun) {}

    /// As [#ended(Future.State, boolean)], which it calls: this is what a future calls.
    ///
    /// @param outcome how the future ends
    /// @param begun whether the task had begun
    /// @param failure what it fails with, or `null` if it does not fail
    default void ended(Future.State outcome, boolean begun, @Nullable Throwable failure) {
        ended(outcome, begun);
    }

    /// Told once, after a future was cancelled, and before its callbacks run.
    ///
    /// @param begun whether the task had begun, and must be stopped
    default void cancelled(boolean begun) {}

    /// Runs the callbacks of a future that ended by [Promise#trySucceed] or [Promise#tryFail]; those of a cancelled one
    /// run in the canceller's thread, unless that is the executors' own clock.
    ///
    /// @param callbacks throws nothing
    default void runCallbacks(Runnable callbacks) {
        callbacks.run();
    }

    /// The engine that the task belongs to: a task of the same engine which waits for this one lends its slot.
    ///
    /// @return the engine, or anything else that stands for it
    default Object engine() {
        return this;
    }

    /// What the task is called where people see it.
    ///
    /// @return such as [TaskBody#displayName] makes it; `null` if nobody knows any more
    default @Nullable String displayName() {
        return null;
    }
}
