package concurrent.futures;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The failure of a task whose worker process died while it ran. The other tasks of the pool do not notice.
///
/// The message tells all that is known: the worker, the task, the exit code or signal, the likely cause, the last lines
/// that the worker wrote to its standard error, and where the report of a native crash is. If some code in the worker
/// called `System.exit`, the stack trace begins with that call; `Runtime.halt` can not be seen. It ends with the
/// place where the task was submitted.
///
/// Three tasks, of which one kills its worker, and one does so at its first attempt:
///
/// <!-- RetryAfterCrash.java: retry -->
/// ```java
/// try (Executor executor = new ProcessPoolExecutor(2)) {
///     Future<String> healthy = executor.submit(() -> "fine");
///     Future<String> crashing = executor.submit(() -> crash(3));
///     Future<String> retried =
///             executor.with(TaskOptions.defaults().withRetries(1)).submit(() -> crashOnce(Path.of(firstAttempt)));
///
///     IO.println("healthy: " + healthy.result());
///     try {
///         IO.println("crashing: " + crashing.result());
///     } catch (WorkerCrashedException e) {
///         IO.println("crashing: exit code " + e.exitCode().orElse(-1));
///     }
///     IO.println("retried: " + retried.result());
/// } finally {
///     Files.deleteIfExists(Path.of(firstAttempt));
///     Files.delete(folder);
/// }
/// ```
public class WorkerCrashedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The process id of the worker.
    private final long pid;

    /// The exit code; -1 where it is not known.
    private final int exitCode;

    /// The name of the signal, such as `SIGKILL`.
    private final @Nullable String signal;

    /// The last lines of standard error.
    private final String[] stderr;

    /// The path of the report of a native crash.
    private final @Nullable String crashReport;

    /// Makes an exception.
    ///
    /// @param message all that is known
    /// @param pid the process id of the worker
    /// @param exitCode the exit code, 128 + n for signal n; -1 where it is not known
    /// @param signal the name of the signal that ended the worker, if one did
    /// @param stderr the last lines that the worker wrote to its standard error
    /// @param crashReport the report of a native crash (`hs_err_pid….log`), if there is one
    public WorkerCrashedException(
            String message,
            long pid,
            int exitCode,
            @Nullable String signal,
            List<String> stderr,
            @Nullable Path crashReport) {
        super(message);
        this.pid = pid;
        this.exitCode = exitCode;
        this.signal = signal;
        this.stderr = stderr.toArray(String[]::new);
        this.crashReport = crashReport == null ? null : crashReport.toString();
    }

    /// The process id of the worker that died.
    ///
    /// @return the process id
    public long pid() {
        return pid;
    }

    /// The worker's exit code: 128 + n if signal n ended it.
    ///
    /// @return the exit code, or empty where it is not known
    public OptionalInt exitCode() {
        return exitCode == -1 ? OptionalInt.empty() : OptionalInt.of(exitCode);
    }

    /// The name of the signal that ended the worker, such as `SIGKILL`.
    ///
    /// @return the name, or empty if no signal did
    public Optional<String> signal() {
        return Optional.ofNullable(signal);
    }

    /// The last lines that the worker wrote to its standard error, 50 at most.
    ///
    /// @return the lines, oldest first
    public List<String> stderr() {
        return List.of(stderr);
    }

    /// The report of a native crash, which the JVM of the worker left.
    ///
    /// @return the path of the `hs_err_pid….log`, or empty if there is none
    public Optional<Path> crashReport() {
        return Optional.ofNullable(crashReport).map(Path::of);
    }
}
