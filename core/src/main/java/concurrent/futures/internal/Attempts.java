package concurrent.futures.internal;

import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;

/// Tells which of a task's attempts it was that failed.
public final class Attempts {
    private Attempts() {}

    /// Names an attempt, for a message.
    ///
    /// @param number of the attempt, from 1
    /// @param options of the task
    /// @return such as ` (attempt 2 of 3)`; empty for a task that has only one
    public static String show(int number, TaskOptions options) {
        return options.retries() == 0 ? "" : " (attempt " + number + " of " + (options.retries() + 1L) + ")";
    }

    /// The failure of a task that hit its time limit, in its last attempt.
    ///
    /// @param number of that attempt, from 1
    /// @param options of the task, which has a time limit
    /// @param end what was done about it, such as `was interrupted`
    /// @return a new exception
    public static TaskTimeoutException timeIsUp(int number, TaskOptions options, String end) {
        return new TaskTimeoutException((options.name() == null ? "the task" : "task " + options.name())
                + " ran longer than its limit of " + Durations.format(options.timeout()) + show(number, options)
                + ", and " + end);
    }
}
