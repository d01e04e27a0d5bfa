package concurrent.futures.kit;

import concurrent.futures.spi.ProgressDisplay;
import concurrent.futures.spi.ProgressRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Keeps what progress was shown, in a test that has asked for it.
public final class SeenProgress implements ProgressDisplay {
    private static volatile @Nullable Seen seen;

    /// Made by the service loader.
    public SeenProgress() {}

    /// What was shown since [#begin(Duration)].
    public static final class Seen implements AutoCloseable {
        private final Duration patience;
        private final List<List<ProgressRow>> shows = new ArrayList<>();
        private int closes;
        private int prints;
        private @Nullable RuntimeException failure;

        private Seen(Duration patience) {
            this.patience = patience;
        }

        /// Has the display fail from now on.
        ///
        /// @param with what it throws; `null` if it works again
        public synchronized void failWith(@Nullable RuntimeException with) {
            failure = with;
        }

        private synchronized void add(List<ProgressRow> rows) {
            if (failure != null) {
                throw failure;
            }
            shows.add(rows);
            notifyAll();
        }

        private synchronized void noteClose() {
            closes++;
            notifyAll();
        }

        private synchronized void notePrint() {
            prints++;
        }

        /// How often something was printed by way of the display.
        ///
        /// @return the number
        public synchronized int prints() {
            return prints;
        }

        /// Waits until a row was shown.
        ///
        /// @param what names it
        /// @param wanted which
        /// @return the first such row
        public synchronized ProgressRow await(String what, Predicate<? super ProgressRow> wanted) {
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                for (ProgressRow row : rows()) {
                    if (wanted.test(row)) {
                        return row;
                    }
                }
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError(what + " is not shown: " + shows);
                }
                try {
                    wait(left);
                } catch (InterruptedException e) {
                    throw new AssertionError("interrupted while waiting for " + what, e);
                }
            }
        }

        /// All rows that were shown.
        ///
        /// @return one after the other
        public synchronized List<ProgressRow> rows() {
            return shows.stream().flatMap(List::stream).toList();
        }

        /// The rows that stay.
        ///
        /// @return those that were over when they were shown
        public List<ProgressRow> over() {
            return rows().stream().filter(ProgressRow::isOver).toList();
        }

        /// How often the display was closed.
        ///
        /// @return the number
        public synchronized int closes() {
            return closes;
        }

        @Override
        public void close() {
            seen = null;
        }
    }

    /// Begins to keep what is shown.
    ///
    /// @param patience how long to wait for what is to be shown
    /// @return what is shown, from now on; to be closed
    public static Seen begin(Duration patience) {
        Seen begun = new Seen(patience);
        seen = begun;
        return begun;
    }

    @Override
    public boolean isUsable() {
        return seen != null;
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(5);
    }

    @Override
    public void show(List<ProgressRow> rows) {
        Seen now = seen;
        if (now != null) {
            now.add(List.copyOf(rows));
        }
    }

    @Override
    public void print(Runnable printing) {
        Seen now = seen;
        if (now != null) {
            now.notePrint();
        }
        printing.run();
    }

    @Override
    public void close() {
        Seen now = seen;
        if (now != null) {
            now.noteClose();
        }
    }
}
