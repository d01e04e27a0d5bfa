package concurrent.futures.internal.wire.throwables;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The worker process that a throwable comes from.
///
/// @param pid the process id
/// @param name the worker's name
public record Origin(long pid, String name) {
    /// The line that says so at the end of a stack trace: `at worker process 4711.run(pool-1-worker-2)`.
    ///
    /// @param remark what else there is to say
    private StackTraceElement toStackTraceElement(@Nullable String remark) {
        return new StackTraceElement("worker process " + pid, "run", remark == null ? name : name + "; " + remark, -1);
    }

    /// Adds that line to the end of a stack trace.
    ///
    /// @param failure of something in the worker, its own instance; one that takes no stack trace stays as it is
    public void addTo(Throwable failure) {
        try {
            failure.setStackTrace(behind(failure.getStackTrace(), null));
        } catch (Throwable hostile) {
            // Its class has methods of its own for this, or there is no memory: the failure is worth more than that.
            return;
        }
    }

    /// Makes that line the whole stack trace: that of the thread which noticed tells nobody anything.
    ///
    /// @param failure that has not been thrown
    public void setAsStackTrace(Throwable failure) {
        failure.setStackTrace(behind(new StackTraceElement[0], null));
    }

    StackTraceElement[] behind(StackTraceElement[] frames, @Nullable String remark) {
        StackTraceElement[] trace = Arrays.copyOf(frames, frames.length + 1);
        trace[frames.length] = toStackTraceElement(remark);
        return trace;
    }
}
