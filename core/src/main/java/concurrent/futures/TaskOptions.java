package concurrent.futures;

import concurrent.futures.internal.Words;
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
/// @param argumentSummary whether events tell what the task's arguments are; `false` by default
/// @param arguments what they tell instead, in words of the user's; `null`, the default, for nothing
/// @param label of the machines that may run it, where an executor has several; `null`, the default, for all
public record TaskOptions(
        @Nullable String name,
        @Nullable Duration timeout,
        int retries,
        boolean argumentSummary,
        @Nullable String arguments,
        @Nullable String label) {
    private static final TaskOptions DEFAULTS = new TaskOptions(null, null, 0);

    /// Checks the values.
    ///
    /// @throws IllegalArgumentException if the name is blank, the timeout is not positive, the number of retries is
    ///     negative, or the label is not one word
    public TaskOptions {
        if (name != null) {
            Words.checkName("the name of a task", name, "leave it out, and the task has the name of its code");
        }
        if (timeout != null && !timeout.isPositive()) {
            throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
        }
        if (retries < 0) {
            throw new IllegalArgumentException("retries must be at least 0, but is " + retries);
        }
        if (label != null) {
            Words.check("label", label);
        }
    }

    /// Makes options of a task of whose arguments nothing is told, and that may run on any machine.
    ///
    /// @param name the task's name; `null` for none
    /// @param timeout the run time of one attempt; `null` for no limit
    /// @param retries how often a task runs again after its worker was lost or its time limit hit
    /// @throws IllegalArgumentException if the name is blank, the timeout is not positive, or the number of retries is
    ///     negative
    public TaskOptions(@Nullable String name, @Nullable Duration timeout, int retries) {
        this(name, timeout, retries, /* argumentSummary= */ false, /* arguments= */ null, /* label= */ null);
    }

    /// The options of a task without options: no name, no time limit, no retries, nothing told of arguments, no label.
    ///
    /// @return the defaults
    public static TaskOptions defaults() {
        return DEFAULTS;
    }

    /// Names the task.
    ///
    /// @param taskName shown in errors, statistics and events
    /// @return changed options
    /// @throws IllegalArgumentException if it is empty or blank
    public TaskOptions withName(String taskName) {
        return new TaskOptions(
                Objects.requireNonNull(taskName, "taskName"), timeout, retries, argumentSummary, arguments, label);
    }

    /// Limits the run time of one attempt, counted from its start. When the time is up, the future fails with
    /// [TaskTimeoutException], and the task is stopped as by `cancel(true)`.
    ///
    /// @param limit the time, positive
    /// @return changed options
    /// @throws IllegalArgumentException if the limit is zero or negative
    public TaskOptions withTimeout(Duration limit) {
        return new TaskOptions(
                name, Objects.requireNonNull(limit, "limit"), retries, argumentSummary, arguments, label);
    }

    /// Lets the task run again after the worker that ran it was lost, or its time limit hit; never after the task's own
    /// exception. Without it a task is run at most once.
    ///
    /// @param times how often at most, after the first attempt
    /// @return changed options
    /// @throws IllegalArgumentException if the number is negative
    public TaskOptions withRetries(int times) {
        return new TaskOptions(name, timeout, times, argumentSummary, arguments, label);
    }

    /// Has events tell what the task's arguments are: [concurrent.futures.event.TaskInfo#arguments()], which the
    /// dashboard shows with failures.
    ///
    /// Of an element of a map, that is what its `toString()` says; of a pair, of both; of arrays and of the JDK's
    /// collections, their first elements. What a lambda has captured can not be seen. Of a submitted task whose class
    /// has a `toString()` of its own, such as a record, that is taken; for all others, see [#withArguments(String)].
    ///
    /// The text is made in the thread that submits, before the task is accepted, and only while somebody listens. At
    /// most 200 characters of it are kept, on one line. If a `toString()` throws, the text says what. Nothing is told
    /// by default, since arguments may be secret, or large.
    ///
    /// @return changed options
    public TaskOptions withArgumentSummary() {
        return new TaskOptions(name, timeout, retries, /* argumentSummary= */ true, arguments, label);
    }

    /// Has events tell this of the task's arguments, instead of what they are: [#withArgumentSummary()].
    ///
    /// @param text at most 200 characters of it are shown, on one line
    /// @return changed options
    public TaskOptions withArguments(String text) {
        return new TaskOptions(name, timeout, retries, argumentSummary, Objects.requireNonNull(text, "text"), label);
    }

    /// Has the task run on a machine with a label, such as `gpu`. Only an executor on a cluster has such machines;
    /// others refuse these options, and so does [TaskContext#executor()]: what a task submits runs on any machine.
    ///
    /// @param machineLabel as the agent there was given it: one word
    /// @return changed options
    /// @throws IllegalArgumentException if it is empty, has white space or commas, or more than 255 characters
    public TaskOptions withLabel(String machineLabel) {
        return new TaskOptions(
                name,
                timeout,
                retries,
                argumentSummary,
                arguments,
                Objects.requireNonNull(machineLabel, "machineLabel"));
    }
}
