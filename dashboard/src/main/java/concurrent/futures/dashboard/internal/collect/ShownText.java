package concurrent.futures.dashboard.internal.collect;

import concurrent.futures.spi.Screen;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Text of others, as it is shown. All that the state tells is so: names, and what is said of failures and deaths.
public final class ShownText {
    private static final int LONGEST_NAME = 200;

    private ShownText() {}

    /// What is shown of the name of a task, and is enough to tell it from others.
    static String name(String name) {
        return line(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…");
    }

    /// One line.
    ///
    /// @param text any
    /// @return the same, [printable][Screen#printable(String)]
    public static String line(String text) {
        return Screen.printable(text);
    }

    /// Lines, with what indents them.
    ///
    /// @param text any
    /// @return the same lines, each of them printable but for its tabs
    public static String lines(String text) {
        String shown = text.lines().map(ShownText::withTabs).collect(Collectors.joining("\n"));
        return text.endsWith("\n") ? shown + "\n" : shown;
    }

    private static String withTabs(String line) {
        return Arrays.stream(line.split("\t", -1)).map(ShownText::line).collect(Collectors.joining("\t"));
    }

    /// Not more of a long text than is read.
    static String limited(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "\n… (" + text.length() + " characters)";
    }
}
