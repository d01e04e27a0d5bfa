package concurrent.futures.cluster.internal.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a worker that died, to make a `WorkerCrashedException` of on another machine.
///
/// @param message all that is known, in words
/// @param pid the process
/// @param exitCode -1 where it is not known
/// @param signal its name, or `null`
/// @param stderr the last lines
/// @param crashReport the path of the report of a native crash, on that machine, or `null`
/// @param stack of the call of `System.exit`, if one ended it, else empty
public record CrashNote(
        String message,
        long pid,
        int exitCode,
        @Nullable String signal,
        List<String> stderr,
        @Nullable String crashReport,
        List<StackTraceElement> stack) {
    /// Copies the lists.
    public CrashNote {
        stderr = List.copyOf(stderr);
        stack = List.copyOf(stack);
    }
}
