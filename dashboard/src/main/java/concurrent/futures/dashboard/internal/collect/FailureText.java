package concurrent.futures.dashboard.internal.collect;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What is shown of an exception: foreign code, which may throw.
///
/// @param message what it says
/// @param trace its stack trace: where a task failed in another process, that process first
record FailureText(String message, String trace) {
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_TRACE = 16_000;

    static FailureText of(Throwable failure) {
        try {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            return new FailureText(
                    shown(String.valueOf(failure.getMessage()), LONGEST_MESSAGE),
                    shown(trace.toString(), LONGEST_TRACE));
        } catch (Throwable e) {
            String why =
                    "it can not be shown: its methods threw " + e.getClass().getName();
            return new FailureText(why, failure.getClass().getName() + ": " + why);
        }
    }

    private static String shown(String text, int most) {
        return ShownText.lines(ShownText.limited(text, most));
    }
}
