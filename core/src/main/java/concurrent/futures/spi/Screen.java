package concurrent.futures.spi;

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

    /// Shows no progress any more in this JVM: for a program that was told to end.
    public static void close() {
        Board.closeForGood();
    }
}
