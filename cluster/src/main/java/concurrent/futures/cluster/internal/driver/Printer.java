package concurrent.futures.cluster.internal.driver;

import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Hands the lines that tasks print to whoever wants them, in a thread that is there while there are any.
///
/// If lines come faster than they are taken, those that find no room are dropped, and counted. Thread-safe.
final class Printer {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final int MOST_LINES = 10_000;

    /// What was dropped is told no more often than this.
    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Line(String agent, long pid, String text) {}

    private final String name;
    private final WorkerOutput output;

    // --- guarded by this
    private final Deque<Line> lines = new ArrayDeque<>();
    private long dropped;
    private long nextTold = System.nanoTime();
    private boolean isAtWork;
    private @Nullable Runnable afterwards;

    /// @param name of the executor
    /// @param output takes the lines
    Printer(String name, WorkerOutput output) {
        this.name = name;
        this.output = output;
    }

    /// A task has printed a line. Never blocks.
    void print(String agent, long pid, String text) {
        if (output == WorkerOutput.DISCARD) {
            return;
        }
        synchronized (this) {
            if (lines.size() >= MOST_LINES) {
                dropped++;
                return;
            }
            lines.add(new Line(agent, pid, text));
            if (isAtWork) {
                return;
            }
            isAtWork = true;
        }
        Threads.start(name + "-output", /* daemon= */ true, this::work);
    }

    /// Does something when all lines so far have been taken: in this thread, if there are none.
    ///
    /// @param action for once
    void afterAll(Runnable action) {
        long lost;
        synchronized (this) {
            if (isAtWork) {
                afterwards = action;
                return;
            }
            lost = takeDropped();
        }
        tell(lost);
        action.run();
    }

    private void work() {
        while (true) {
            Line line;
            long lost;
            Runnable last;
            synchronized (this) {
                line = lines.poll();
                lost = 0;
                last = null;
                if (line == null) {
                    last = afterwards;
                    lost = last != null || System.nanoTime() - nextTold >= 0 ? takeDropped() : 0;
                    isAtWork = lost > 0;
                }
            }
            if (line != null) {
                take(line);
            } else if (lost > 0) {
                tell(lost);
            } else {
                if (last != null) {
                    last.run();
                }
                return;
            }
        }
    }

    /// Under the lock.
    private long takeDropped() {
        long lost = dropped;
        dropped = 0;
        if (lost > 0) {
            nextTold = System.nanoTime() + TELL_EVERY_NANOS;
        }
        return lost;
    }

    private void tell(long lost) {
        if (lost > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} lines that tasks of {1} have printed were dropped: they came faster than they were taken",
                    lost,
                    name);
        }
    }

    private void take(Line line) {
        try {
            if (output == WorkerOutput.INHERIT) {
                System.out.println(line.agent() + "/" + line.pid() + ": " + line.text());
            } else {
                output.line(line.pid(), line.text());
            }
        } catch (Throwable e) {
            Guard.log(System.Logger.Level.WARNING, "exception in the worker output of " + name, e);
        }
    }
}
