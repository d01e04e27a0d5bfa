package concurrent.futures.cli.session;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A progress bar at the foot of a terminal. It appears when the run takes a while, gives way to each line that is
/// written, and is gone at the end.
final class ProgressLine implements Progress {
    private static final long QUIET = Duration.ofMillis(500).toNanos();
    private static final int INTERVAL_MILLIS = 200;

    private final ProgressBar bar;

    private final Foot foot;

    ProgressLine(String name, long total, PrintStream terminal, Object writing) {
        foot = new Foot(terminal, writing);
        bar = new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(INTERVAL_MILLIS)
                .continuousUpdate()
                .setConsumer(foot)
                .build();
    }

    @Override
    public void step() {
        bar.step();
    }

    @Override
    public void clear() {
        foot.clear();
    }

    @Override
    public void hide() {
        foot.hide();
    }

    @Override
    public void close() {
        bar.close();
    }

    /// The last line of the terminal.
    private static final class Foot extends ConsoleProgressBarConsumer {
        private static final int WIDTH = 79;
        private static final String CLEAR_LINE = "\r\033[K";

        private final PrintStream terminal;
        private final Object writing;
        private final long start = System.nanoTime();
        private boolean shown;
        private boolean hidden;

        Foot(PrintStream terminal, Object writing) {
            super(terminal, WIDTH);
            this.terminal = terminal;
            this.writing = writing;
        }

        @Override
        public void accept(String text) {
            synchronized (writing) {
                if (!hidden && System.nanoTime() - start >= QUIET) {
                    shown = true;
                    super.accept(text);
                    terminal.flush();
                }
            }
        }

        void hide() {
            synchronized (writing) {
                clear();
                hidden = true;
            }
        }

        @Override
        public void clear() {
            synchronized (writing) {
                if (shown) {
                    shown = false;
                    terminal.print(CLEAR_LINE);
                    terminal.flush();
                }
            }
        }

        @Override
        public void close() {
            clear();
        }
    }
}
