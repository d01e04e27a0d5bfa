package concurrent.futures.internal.progress;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import concurrent.futures.spi.ProgressDisplay;
import concurrent.futures.spi.ProgressRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Shows all undertakings of this JVM, in one place: there is one screen.
///
/// There is one thread, from the first undertaking to the end of the last, and it alone calls the display. It rests
/// between two looks; the end of an undertaking wakes it. At the end of the JVM it shows what there is once more, so
/// that the last line is true also where nobody waits for it.
public final class Board {
    /// A system property: `off` for nothing, `lines` for lines even on a terminal.
    static final String PROPERTY = "concurrent.futures.progress";

    /// A look at very many futures takes a while: looking takes no more than this part of the time.
    private static final int PART = 20;

    private static final Duration LAST = Duration.ofMillis(500);

    private static final Object LOCK = new Object();

    // Guarded by the lock.
    private static final List<Undertaking> UNDER_WAY = new ArrayList<>();
    private static @Nullable Thread hook;
    private static boolean closed;

    private static volatile @Nullable Thread thread;
    private static volatile @Nullable ProgressDisplay display;
    private static volatile boolean ending;

    private Board() {}

    /// Whether nothing is to be shown.
    ///
    /// @return `true` if the user has turned it off
    public static boolean isOff() {
        return setting().equals("off");
    }

    private static String setting() {
        return System.getProperty(PROPERTY, "auto").toLowerCase(Locale.ROOT);
    }

    /// Shows an undertaking, from now on.
    ///
    /// @param undertaking one that was not shown before
    public static void show(Undertaking undertaking) {
        synchronized (LOCK) {
            if (!closed && hookUp() && startUp()) {
                UNDER_WAY.add(undertaking);
                return;
            }
        }
        undertaking.noteShown();
    }

    /// @return `false` if the system gives no thread: work goes on without being shown
    private static boolean startUp() {
        if (thread == null) {
            try {
                thread = Threads.start("concurrent-futures-progress", /* daemon= */ true, Board::run);
            } catch (OutOfMemoryError e) {
                unhook();
                return false;
            }
        }
        return true;
    }

    /// @return `false` if the JVM ends
    private static boolean hookUp() {
        if (hook != null) {
            return true;
        }
        Thread last = Threads.unstarted("concurrent-futures-progress-end", Board::showLast);
        try {
            Runtime.getRuntime().addShutdownHook(last);
            hook = last;
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private static void unhook() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                return; // It runs, or will.
            }
            hook = null;
        }
    }

    private static void showLast() {
        ending = true;
        Thread shows = thread;
        if (shows != null) {
            LockSupport.unpark(shows);
            try {
                var _ = shows.join(LAST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// An undertaking is over: it is shown at once.
    static void wake() {
        LockSupport.unpark(thread);
    }

    /// Runs what writes to the screen.
    ///
    /// @param printing writes whole lines
    public static void print(Runnable printing) {
        ProgressDisplay shows = display;
        if (shows == null) {
            printing.run();
        } else {
            shows.print(printing);
        }
    }

    /// Shows nothing any more.
    public static void closeForGood() {
        synchronized (LOCK) {
            closed = true;
            UNDER_WAY.forEach(Undertaking::close);
        }
        wake();
    }

    private static boolean isClosed() {
        synchronized (LOCK) {
            return closed;
        }
    }

    // --- the thread

    private static void run() {
        try {
            showAll();
        } catch (Throwable e) {
            Guard.log(System.Logger.Level.ERROR, "progress is not shown any more", e);
            abandon();
        }
    }

    private static void abandon() {
        synchronized (LOCK) {
            UNDER_WAY.forEach(Undertaking::noteShown);
            UNDER_WAY.clear();
            display = null;
            thread = null;
            unhook();
        }
    }

    private static void showAll() {
        ProgressDisplay shows = choose();
        boolean works = true;
        while (true) {
            long begin = System.nanoTime();
            boolean isLast = ending;
            List<Undertaking> over = new ArrayList<>();
            List<ProgressRow> rows = look(over);
            works = works && (isClosed() || guarded(() -> shows.show(rows)));
            display = works ? shows : null; // What is printed does not depend on one that fails.
            if (isLast || isAll(over)) {
                works = works && guarded(shows::close);
            }
            boolean isEnd = forget(over, isLast);
            // Whoever is told so finds what is shown next in a show of its own, if this was the last.
            over.forEach(Undertaking::noteShown);
            if (isEnd) {
                return;
            }
            rest(shows.interval(), System.nanoTime() - begin);
        }
    }

    /// Looks at all that is under way.
    ///
    /// @param over gets those that were over before
    private static List<ProgressRow> look(List<Undertaking> over) {
        List<Undertaking> all;
        synchronized (LOCK) {
            all = List.copyOf(UNDER_WAY);
        }
        List<ProgressRow> rows = new ArrayList<>();
        for (Undertaking each : all) {
            boolean isOver = each.isOver();
            rows.addAll(each.look(isOver));
            if (isOver) {
                over.add(each);
            }
        }
        return rows;
    }

    private static boolean guarded(Runnable call) {
        try {
            call.run();
            return true;
        } catch (Throwable e) {
            Guard.log(System.Logger.Level.ERROR, "progress can not be shown", e);
            return false;
        }
    }

    private static boolean isAll(List<Undertaking> over) {
        synchronized (LOCK) {
            return over.containsAll(UNDER_WAY);
        }
    }

    /// Forgets what is over.
    ///
    /// @return whether the thread ends: nothing is left, or the JVM ends
    private static boolean forget(List<Undertaking> over, boolean isLast) {
        synchronized (LOCK) {
            UNDER_WAY.removeAll(over);
            if (isLast) {
                closed = true;
                UNDER_WAY.forEach(Undertaking::noteShown);
                UNDER_WAY.clear();
            }
            if (!UNDER_WAY.isEmpty()) {
                return false;
            }
            display = null;
            thread = null;
            unhook();
            return true;
        }
    }

    private static void rest(Duration interval, long busyNanos) {
        Thread.interrupted(); // Whoever has got hold of the thread may have set the flag.
        LockSupport.parkNanos(Board.class, Math.max(interval.toNanos(), PART * busyNanos));
    }

    private static ProgressDisplay choose() {
        if (!setting().equals("lines")) {
            try {
                for (ProgressDisplay found : ServiceLoader.load(ProgressDisplay.class)) {
                    if (found.isUsable()) {
                        return found;
                    }
                }
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                Guard.log(System.Logger.Level.WARNING, "progress is shown in lines", e);
            }
        }
        return new PlainLines();
    }
}
