package concurrent.futures.internal.process.launch;

import concurrent.futures.WorkerCrashedException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a worker process ended.
///
/// @param worker the worker's name
/// @param pid its process id
/// @param exitCode its exit code, 128 + n for signal n; -1 where it is not known
/// @param signal the name of that signal, or `null`
/// @param expected whether we killed or terminated it ourselves
/// @param cause the likely cause in one sentence
/// @param stderr the last lines of its standard error, 50 at most
/// @param crashReport the report of a native crash, or `null`
public record Death(
        String worker,
        long pid,
        int exitCode,
        @Nullable String signal,
        boolean expected,
        String cause,
        List<String> stderr,
        @Nullable Path crashReport) {

    /// The failure of the task that the worker was running.
    ///
    /// @param taskName the task's name, or `null`
    /// @return a new exception
    public WorkerCrashedException toException(@Nullable String taskName) {
        return new WorkerCrashedException(describe(), pid, exitCode, signal, stderr, crashReport);
    }

    /// All that is known, for people.
    ///
    /// @return several lines: exit code or signal, cause, last lines of standard error
    public String describe() {
        return worker + cause;
    }
}
