package concurrent.futures.event;

/// An attempt at a task has failed, and there will be another one.
///
/// @param task the task
/// @param nanoTime when
/// @param attempt the number of the attempt that comes, from 2
/// @param reason why the one before it failed
public record TaskRetried(TaskInfo task, long nanoTime, int attempt, Reason reason) implements TaskEvent {
    /// Why an attempt failed that is not the last.
    public enum Reason {
        /// Its time limit was hit.
        TIME_LIMIT,

        /// The worker that ran it died.
        WORKER_LOST,
    }
}
