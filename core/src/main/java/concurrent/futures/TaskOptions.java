package concurrent.futures;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a task is run; see [Executor#with(TaskOptions)]. Immutable.
///
/// <!-- TimeLimit.java: task -->
/// ```java
/// try (Executor executor = new ThreadPoolExecutor(1)) {
///     Executor limited = executor.with(TaskOptions.defaults().withTimeout(limit));
///     Future<String> future = limited.submit(() -> hang());
///     try {
///         IO.println(future.result());
///     } catch (TaskTimeoutException e) {
///         IO.println("the task was stopped: done = " + future.isDone());
///     }
/// }
/// ```
///
/// @param name the task's name in errors and statistics; `null`, the default, for none
/// @param timeout the run time of one attempt; `null`, the default, for no limit
/// @param retries how often a task runs again after its worker was lost or its time limit hit; 0 by default
public record TaskOptions(@Nullable String name, @Nullable Duration timeout, int retries) {
    private static final TaskOptions DEFAULTS = new TaskOptions(null, null, 0);

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException if the timeout is not positive, or the number of retries is negative
    public TaskOptions {
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("retries must be at least 0, but is " + retries);
        }
    }

    /// The options of a task without options: no name, no time limit, no retries.
    ///
    /// @return the defaults
    public static TaskOptions defaults() {
        return DEFAULTS;
    }

    /// Names the task.
    ///
    /// @param taskName shown in errors, statistics and events
    /// @return changed options
    public TaskOptions withName(String taskName) {
        return new TaskOptions(Objects.requireNonNull(taskName, "taskName"), timeout, retries);
    }

    /// Limits the run time of one attempt, counted from its start. When the time is up, the future fails with
    /// [TaskTimeoutException], and the task is stopped as by `cancel(true)`.
    ///
    /// @param limit the time, positive
    /// @return changed options
    /// @throws IllegalArgumentException if the limit is zero or negative
    public TaskOptions withTimeout(Duration limit) {
        return new TaskOptions(name, Objects.requireNonNull(limit, "limit"), retries);
    }

    /// Lets the task run again after the worker that ran it was lost, or its time limit hit; never after the task's own
    /// exception. Without it a task is run at most once.
    ///
    /// @param times how often at most, after the first attempt
    /// @return changed options
    /// @throws IllegalArgumentException if the number is negative
    public TaskOptions withRetries(int times) {
        return new TaskOptions(name, timeout, times);
    }
}
