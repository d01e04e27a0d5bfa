package concurrent.futures;

/// What an executor has done and is doing, at one moment.
///
/// In every snapshot, `submitted = pending + running + succeeded + failed + cancelled`. Each element of a map counts
/// as one.
///
/// @param maxWorkers the most workers that run tasks at the same time; [Integer#MAX_VALUE] for no limit
/// @param workers the workers that exist: threads or processes, busy or idle
/// @param running the tasks that have started and not ended
/// @param pending the tasks that wait for a worker
/// @param submitted the tasks that were accepted, ever
/// @param succeeded the tasks that returned a result
/// @param failed the tasks that ended with an exception: their own, a time limit, a lost worker
/// @param cancelled the tasks that were cancelled
/// @param retried the further attempts that were granted, after a lost worker or a time limit; a task that is attempted
///     again is counted once in all other numbers
/// @param crashedWorkers the workers that have ended otherwise than told, ever: each is told of as a
///     [concurrent.futures.event.WorkerCrashed], if somebody listens. It is counted before its task's future fails
/// @param replacedWorkers the workers in whose place another one was started, ever, whatever they had ended by:
///     likewise, as a [concurrent.futures.event.WorkerReplaced]
public record ExecutorStatistics(
        int maxWorkers,
        int workers,
        int running,
        int pending,
        long submitted,
        long succeeded,
        long failed,
        long cancelled,
        long retried,
        long crashedWorkers,
        long replacedWorkers) {
    /// Makes a snapshot of an executor that has lost no worker.
    public ExecutorStatistics(
            int maxWorkers,
            int workers,
            int running,
            int pending,
            long submitted,
            long succeeded,
            long failed,
            long cancelled,
            long retried) {
        this(maxWorkers, workers, running, pending, submitted, succeeded, failed, cancelled, retried, 0, 0);
    }

    /// Makes a snapshot of an executor that has attempted nothing again, and has lost no worker.
    public ExecutorStatistics(
            int maxWorkers,
            int workers,
            int running,
            int pending,
            long submitted,
            long succeeded,
            long failed,
            long cancelled) {
        this(maxWorkers, workers, running, pending, submitted, succeeded, failed, cancelled, /* retried= */ 0);
    }
}
