package concurrent.futures.internal.process.launch.death;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the likely cause of a worker's death in what it left behind.
///
/// @param exitCode the exit code
/// @param ourReason why we sent it a signal, or `null` if we did not
/// @param lastWords what the worker said itself about its end, or `null`
/// @param stderr the last lines of its standard error
/// @param fatal what its JVM announced about a fatal error
/// @param report what its JVM wrote about a native crash, or `null`
/// @param killsAtStart the kernel's counters when the worker was started
public record Autopsy(
        int exitCode,
        @Nullable String ourReason,
        @Nullable String lastWords,
        List<String> stderr,
        List<String> fatal,
        @Nullable CrashReport report,
        KernelKills killsAtStart) {
    private static final Pattern OUT_OF_MEMORY = Pattern.compile("java\\.lang\\.OutOfMemoryError(?:: ([^;]*))?");

    /// The signal that the exit code stands for, unless the worker told that it ended by itself.
    ///
    /// @return such as `SIGKILL`, or `null`
    public @Nullable String signal() {
        return lastWords == null ? Signals.ofExitCode(exitCode) : null;
    }

    /// Whether it was our own signal that ended the worker.
    ///
    /// @return false if it ended in another way before the signal came
    public boolean isOurs() {
        if (ourReason == null || report != null) {
            return false;
        }
        String signal = Signals.ofExitCode(exitCode);
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return windows || "SIGKILL".equals(signal) || "SIGTERM".equals(signal);
    }

    /// The likely cause.
    ///
    /// @return one sentence, without a full stop
    public String cause() {
        if (isOurs()) {
            return "the pool ended it: " + ourReason;
        }
        if (report != null) {
            return crash(report.headline());
        }
        if (lastWords != null) {
            return lastWords;
        }
        String signal = signal();
        if (signal != null) {
            return ofSignal(signal);
        }
        String memory = outOfMemory();
        if (memory != null) {
            return memory;
        }
        String start = FailedStart.cause(stderr);
        if (start != null) {
            return start;
        }
        return "System.exit(" + exitCode + ") or Runtime.halt(" + exitCode + ") was called in it";
    }

    private String ofSignal(String signal) {
        String memory = outOfMemory();
        return switch (signal) {
            case "SIGKILL" -> {
                String kernel = killsAtStart.explainDeath();
                if (!kernel.isEmpty()) {
                    yield "the kernel killed it because " + kernel
                            + ": use fewer workers, or bound them with maxHeap(…)";
                }
                yield killsAtStart.isSureOfNone()
                        ? "somebody killed it (kill -9); not the kernel for lack of memory, which has killed nobody since"
                        : "somebody killed it (kill -9), or the kernel did to free memory";
            }
            case "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT" -> "somebody asked the process to end with " + signal;
            case "SIGXCPU", "SIGXFSZ" -> "it reached a limit of the system (ulimit), which sent " + signal;
            case "SIGABRT" -> memory != null ? memory : crash(signal, CrashReport.headline(fatal));
            case "SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGTRAP", "SIGSYS" ->
                crash(signal, CrashReport.headline(fatal));
            default -> "the signal " + signal + " ended it";
        };
    }

    /// Where the JVM has said nothing, it may not have been its fault.
    private static String crash(String signal, String headline) {
        if (!headline.isEmpty()) {
            return crash(headline);
        }
        return "SIGABRT".equals(signal)
                ? "somebody sent it SIGABRT (kill -ABRT), or native code in it gave up (abort)"
                : "somebody sent it " + signal + ", or native code or the JVM crashed so that it could not tell";
    }

    private static String crash(String headline) {
        if (headline.contains(CrashReport.SENT_BY)) {
            return "somebody sent it a signal that means a crash, and nothing had crashed (" + headline + ")";
        }
        if (headline.contains("Native memory allocation") || headline.contains("Out of Memory Error")) {
            return "the system gave its JVM no more memory (" + headline
                    + "): use fewer workers, or bound them with maxHeap(…)";
        }
        return "native code or the JVM crashed" + (headline.isEmpty() ? "" : " (" + headline + ")");
    }

    private @Nullable String outOfMemory() {
        for (String line : stderr.reversed()) {
            Matcher matcher = OUT_OF_MEMORY.matcher(line);
            if (matcher.find()) {
                String detail = matcher.group(1);
                if (detail == null || detail.contains("heap space") || detail.contains("overhead")) {
                    return "its heap was exhausted (" + matcher.group() + "): allow more with maxHeap(…)";
                }
                return "it ran out of memory (" + matcher.group() + ")";
            }
        }
        return null;
    }
}
