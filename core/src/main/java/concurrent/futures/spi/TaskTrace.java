package concurrent.futures.spi;

import concurrent.futures.Future;
import concurrent.futures.event.TaskRetried;
import org.jspecify.annotations.Nullable;

/// What an engine says of one task that is watched, for those who listen. Safe for use by many threads; what comes
/// after the end is not heard.
///
/// Its methods do not block and run no foreign code: they may be called from the methods of a [TaskControl]. The
/// begin of the first attempt and the end are to be told from there, so that they are in order with what the future
/// does.
public interface TaskTrace {
    /// What travels of a task to another process, and back.
    enum Serialized {
        /// Its code and arguments, which are written.
        TASK,

        /// Its result, or the exception, which is read.
        OUTCOME,
    }

    /// The task has this future, which those who listen get at its begin: to be called, if at all, before a worker can
    /// get the task.
    ///
    /// @param future that the user holds
    void of(Future<?> future);

    /// Something of the task was written for another process, or read from there.
    ///
    /// @param what it was
    /// @param nanos how long that took
    /// @param bytes how much it was
    void serialized(Serialized what, long nanos, long bytes);

    /// The task is with a worker, which begins it sooner or later, unless it is taken back.
    ///
    /// @param worker the worker's name
    void handedTo(String worker);

    /// An attempt has begun, if that was not told yet.
    ///
    /// @param worker the worker's name
    /// @param nanoTime when, by [System#nanoTime()]
    void started(String worker, long nanoTime);

    /// An attempt has begun, in the worker to which it was handed, and its code has ended.
    ///
    /// @param startNanos when it began, by [System#nanoTime()]
    /// @param runNanos how long it ran
    /// @param bytes how many its outcome took on its way from another process
    void ran(long startNanos, long runNanos, long bytes);

    /// The task reports how far it has come.
    ///
    /// @param done what is done
    /// @param total what there is to do; 0 or negative if it is not known
    void progressed(long done, long total);

    /// The attempt has failed, and there will be another.
    ///
    /// @param reason why
    void retried(TaskRetried.Reason reason);

    /// The future ends.
    ///
    /// @param outcome how
    /// @param begun whether an attempt had begun
    /// @param failure what it fails with, if it does
    void ended(Future.State outcome, boolean begun, @Nullable Throwable failure);
}
