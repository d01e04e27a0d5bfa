package concurrent.futures.progress;

import java.io.PrintStream;

/// What rows are drawn on.
interface Terminal {
    /// Whether there is one that can be drawn on.
    boolean isThere();

    /// Where to write. Asked when drawing begins.
    PrintStream out();

    /// Its size now. May take some milliseconds.
    Size size();

    /// How large a terminal is.
    ///
    /// @param columns at least 1
    /// @param lines at least 1
    record Size(int columns, int lines) {
        static final Size USUAL = new Size(80, 24);
    }
}
