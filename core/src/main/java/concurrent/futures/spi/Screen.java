package concurrent.futures.spi;

import concurrent.futures.internal.Printable;
import concurrent.futures.internal.progress.Board;

/// Where progress is shown, for those who write there too.
public final class Screen {
    private Screen() {}

    /// Runs what writes lines to standard output or standard error. If progress is shown there, it gives way.
    ///
    /// What worker processes print goes this way by itself.
    ///
    /// @param printing writes whole lines
    public static void print(Runnable printing) {
        Board.print(printing);
    }

    /// Makes a text fit to stand on a line of a terminal, or of a page, among others.
    ///
    /// @param text such as the name of a task
    /// @return the same, with a question mark for each character that would end the line, tell a terminal what to do,
    ///     or turn the direction in which its neighbours are written, and for what is no character
    public static String printable(String text) {
        return Printable.of(text);
    }

    /// Shows no progress any more in this JVM: for a program that was told to end.
    public static void close() {
        Board.closeForGood();
    }
}
