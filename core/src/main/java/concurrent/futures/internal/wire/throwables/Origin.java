package concurrent.futures.internal.wire.throwables;

import org.jspecify.annotations.Nullable;

/// The worker process that a throwable comes from.
///
/// @param pid the process id
/// @param name the worker's name
public record Origin(long pid, String name) {
    /// The line that says so at the end of a stack trace: `at worker process 4711.run(pool-1-worker-2)`.
    ///
    /// @param remark what else there is to say
    StackTraceElement toStackTraceElement(@Nullable String remark) {
        return new StackTraceElement("worker process " + pid, "run", remark == null ? name : name + "; " + remark, -1);
    }
}
