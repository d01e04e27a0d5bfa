package concurrent.futures.event;

import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The future of a task has ended. There is one for each [TaskSubmitted], and nothing of the task after it.
///
/// @param task the task
/// @param nanoTime when the future ended; in a process pool, that is some time after the task did
/// @param outcome how
/// @param failure what the future failed with: the very object; `null` if it has not failed
/// @param worker the name of the worker that ran the last attempt; `null` if none had begun
/// @param attempts how many attempts had begun
/// @param queueTime how long the last attempt had waited for a worker; if none has begun, how long the task has waited
/// @param runTime how long the last attempt ran, as far as it is known; zero if none has begun
/// @param bytesSent how many bytes its code and arguments took on the way to another process, without what is shared by
///     many tasks; 0 where it did not travel
/// @param bytesReceived how many bytes its outcome took on the way back
public record TaskEnded(
        TaskInfo task,
        long nanoTime,
        Outcome outcome,
        @Nullable Throwable failure,
        @Nullable String worker,
        int attempts,
        Duration queueTime,
        Duration runTime,
        long bytesSent,
        long bytesReceived)
        implements TaskEvent {

    /// How a task ended.
    public enum Outcome {
        /// With a result.
        SUCCEEDED,

        /// With an exception that is none of those below; in the statistics, these count as failed as well.
        FAILED,

        /// Its future was cancelled.
        CANCELLED,

        /// With a [TaskTimeoutException].
        TIMED_OUT,

        /// With a [WorkerCrashedException].
        CRASHED;

        /// Names the outcome of a task that has failed.
        ///
        /// @param failure what its future failed with
        /// @return one of the three
        public static Outcome of(Throwable failure) {
            return switch (failure) {
                case TaskTimeoutException timeout -> TIMED_OUT;
                case WorkerCrashedException crash -> CRASHED;
                default -> FAILED;
            };
        }

        /// Whether the future has failed.
        ///
        /// @return `true` for those that the statistics count as failed
        public boolean isFailure() {
            return switch (this) {
                case FAILED, TIMED_OUT, CRASHED -> true;
                case SUCCEEDED, CANCELLED -> false;
            };
        }
    }
}
