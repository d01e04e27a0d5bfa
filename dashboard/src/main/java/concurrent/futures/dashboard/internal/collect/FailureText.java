package concurrent.futures.dashboard.internal.collect;

import concurrent.futures.spi.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What is shown of an exception: foreign code, which may throw.
///
/// @param message what it says
/// @param trace its stack trace: where a task failed in another process, that process first
record FailureText(String message, String trace) {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TRACE = 16_000;

    static FailureText of(Throwable failure) {
        try {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            return new FailureText(
                    limited(String.valueOf(failure.getMessage()), LONGEST_MESSAGE),
                    limited(trace.toString(), LONGEST_TRACE));
        } catch (Throwable e) {
            String why =
                    "it can not be shown: its methods threw " + e.getClass().getName();
            return new FailureText(why, failure.getClass().getName() + ": " + why);
        }
    }

    /// What is shown of the name of a task, and is enough to tell it from others.
    static String name(String name) {
        return Screen.printable(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…");
    }

    static String limited(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "\n… (" + text.length() + " characters)";
    }
}
