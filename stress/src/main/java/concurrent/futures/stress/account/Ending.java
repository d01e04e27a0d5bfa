package concurrent.futures.stress.account;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a future ended, and with what.
///
/// @param outcome how
/// @param value the value, where there is one
/// @param worker the number of the worker that crashed, where one did; -1 if it is not known
/// @param detail the exception, where it is worth telling
public record Ending(Outcome outcome, long value, int worker, String detail) implements Serializable {
    private static final Pattern WORKER = Pattern.compile("-worker-(\\d+) \\(pid");

    /// The exception of a task that was asked to throw.
    public static final class Asked extends Exception {
        private static final long serialVersionUID = 1L;

        /// Makes an exception.
        ///
        /// @param id the task
        public Asked(long id) {
            super("asked for by task " + id);
        }
    }

    /// An ending with a value.
    ///
    /// @param value the value
    /// @return the ending
    public static Ending value(long value) {
        return new Ending(Outcome.VALUE, value, -1, "");
    }

    /// An ending by a cancellation.
    ///
    /// @return the ending
    public static Ending cancelled() {
        return new Ending(Outcome.CANCELLED, 0, -1, "");
    }

    /// An ending with an exception.
    ///
    /// @param failure the task's exception, without the executor's wrapping
    /// @return the ending
    public static Ending of(Throwable failure) {
        return switch (failure) {
            case Asked asked -> new Ending(Outcome.THROWN, 0, -1, "");
            case CancellationException cancellation -> cancelled();
            case TaskTimeoutException timeout -> new Ending(Outcome.TIMED_OUT, 0, -1, "");
            case WorkerCrashedException crash -> crashed(crash);
            case BrokenExecutorException broken -> new Ending(Outcome.UNEXPECTED, 0, -1, broken.toString());
            case RejectedExecutionException rejected -> new Ending(Outcome.REJECTED, 0, -1, rejected.toString());
            default -> new Ending(Outcome.UNEXPECTED, 0, -1, failure.toString());
        };
    }

    private static Ending crashed(WorkerCrashedException crash) {
        Matcher worker = WORKER.matcher(String.valueOf(crash.getMessage()));
        return new Ending(Outcome.CRASHED, 0, worker.find() ? Integer.parseInt(worker.group(1)) : -1, crash.toString());
    }
}
