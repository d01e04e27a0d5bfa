package concurrent.futures.internal.process.launch.death;

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
/// @param cause the likely cause in one sentence, without a full stop
/// @param stderr the last lines of its standard error, 50 at most
/// @param crashReport the report of a native crash, or `null`
/// @param exitStack of the thread that called `System.exit`, from that call on; empty if none did, or it is not known
public record Death(
        String worker,
        long pid,
        int exitCode,
        @Nullable String signal,
        boolean expected,
        String cause,
        List<String> stderr,
        @Nullable Path crashReport,
        List<StackTraceElement> exitStack) {
    private static final int LINES_IN_MESSAGE = 10;

    /// The exit code of `java` where no JVM came up.
    private static final int JVM_FAILED = 1;

    /// Copies the lines.
    public Death {
        stderr = List.copyOf(stderr);
        exitStack = List.copyOf(exitStack);
    }

    /// The failure of the task that the worker was running.
    ///
    /// @param taskName the task's name, or `null`
    /// @param attempt which of its attempts it was, such as ` (attempt 2 of 3)`, or empty
    /// @return a new exception; its stack trace is that of the call of `exit`, if it is known, and empty if not
    public WorkerCrashedException toException(@Nullable String taskName, String attempt) {
        String task = taskName == null ? "a task" : "the task " + taskName;
        String message = describe("died while it ran " + task + attempt);
        WorkerCrashedException exception =
                new WorkerCrashedException(message, pid, exitCode, signal, stderr, crashReport);
        exception.setStackTrace(exitStack.toArray(StackTraceElement[]::new));
        return exception;
    }

    /// Whether its JVM has ended it, and neither its program nor a signal from outside.
    ///
    /// @return true after a native crash, and where the JVM could not be initialised
    public boolean isByJvm() {
        return signal == null
                ? exitCode == JVM_FAILED
                : switch (signal) {
                    case "SIGSEGV", "SIGBUS", "SIGABRT", "SIGILL", "SIGFPE" -> true;
                    default -> false;
                };
    }

    /// Names the method of a frame.
    ///
    /// @param frame of any method
    /// @return class and method, such as `System.exit`
    public static String brief(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }

    /// All that is known, for people.
    ///
    /// @return several lines: exit code or signal, cause, crash report, last lines of standard error
    public String describe() {
        return describe("ended");
    }

    private String describe(String what) {
        StringBuilder text = new StringBuilder();
        text.append("worker ").append(worker).append(" (pid ").append(pid).append(") ");
        text.append(what).append(": exit code ").append(exitCode);
        if (signal != null) {
            text.append(", as of ").append(signal);
        }
        text.append(". Likely cause: ").append(cause).append('.');
        if (crashReport != null) {
            text.append("\nReport of the crash: ").append(crashReport);
        }
        if (!stderr.isEmpty()) {
            text.append("\nLast lines of its standard error:");
            for (String line : stderr.subList(Math.max(0, stderr.size() - LINES_IN_MESSAGE), stderr.size())) {
                text.append("\n    ").append(line);
            }
        }
        return text.toString();
    }
}
