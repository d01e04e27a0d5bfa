package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.wire.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds who called `System.exit`, while the shutdown hooks run: the caller is a thread that is still in there.
///
/// `Runtime.halt` runs no hooks, and a signal has no caller.
final class ExitCall {
    private static final int MOST_FRAMES = 256;

    private ExitCall() {}

    /// Looks for the call.
    ///
    /// @param tasks the thread that runs the tasks
    /// @param role what that thread is doing, in words
    /// @return what to tell the parent, or `null` if the JVM ends for another reason
    static Frame.@Nullable Exit find(Thread tasks, String role) {
        List<StackTraceElement> stack = callOf(tasks.getStackTrace());
        if (!stack.isEmpty()) {
            return new Frame.Exit(role, stack);
        }
        boolean hidden = true;
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            stack = callOf(thread.getValue());
            if (!stack.isEmpty()) {
                return new Frame.Exit("its thread " + thread.getKey().getName(), stack);
            }
            hidden &= Arrays.stream(thread.getValue())
                    .noneMatch(frame -> frame.getClassName().equals("java.lang.Shutdown"));
        }
        // Somebody must be in there; virtual threads do not show themselves.
        return hidden ? new Frame.Exit("a virtual thread of it", List.of()) : null;
    }

    /// The frames of a stack from the call of `exit` on; empty if there is none.
    private static List<StackTraceElement> callOf(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            if (isExit(stack[i], "java.lang.Runtime")) {
                int from = i + 1 < stack.length && isExit(stack[i + 1], "java.lang.System") ? i + 1 : i;
                return plain(stack, from);
            }
        }
        return List.of();
    }

    private static boolean isExit(StackTraceElement frame, String type) {
        return frame.getClassName().equals(type) && frame.getMethodName().equals("exit");
    }

    /// Without what the frames do not show here either.
    private static List<StackTraceElement> plain(StackTraceElement[] stack, int from) {
        List<StackTraceElement> frames = new ArrayList<>();
        for (StackTraceElement frame : Arrays.asList(stack).subList(from, Math.min(stack.length, from + MOST_FRAMES))) {
            frames.add(new StackTraceElement(
                    /* classLoaderName= */ null,
                    frame.getModuleName(),
                    /* moduleVersion= */ null,
                    frame.getClassName(),
                    frame.getMethodName(),
                    frame.getFileName(),
                    frame.getLineNumber()));
        }
        return frames;
    }
}
