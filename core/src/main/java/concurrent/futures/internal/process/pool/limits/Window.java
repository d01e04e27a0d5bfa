package concurrent.futures.internal.process.pool.limits;

import java.util.concurrent.TimeUnit;

/// How many tasks a worker should have at the same time: as many as keep it busy until more can come, and at least one
/// ahead of the one that it runs.
///
/// Long tasks get no more than that; the shorter they are, the more are sent ahead. Not thread-safe.
public final class Window {
    private static final long WORTH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LONGER_THAN_OTHERS = 4;

    /// Of tasks that are longer than this, it does not matter what lies between two.
    private static final long MOST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How long answers may gather.
    private static final long REST_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    /// So many answers at least are worth it.
    private static final int FEWEST_TOGETHER = 2;

    /// So many rests are left out after one that was a mistake; twice as many each time that this happens again.
    private static final int FIRST_LEFT_OUT = 8;
    private static final int MOST_DOUBTS = 7;

    private static final int MIN = 2;
    private static final int MAX = 1024;

    private long averageNanos = WORTH_NANOS;

    private boolean rested;
    private int leftOut;
    private int doubts;

    /// As for tasks that are long, until some have ended.
    public Window() {}

    /// A task has ended.
    ///
    /// @param nanos how long it ran
    public void ran(long nanos) {
        // A long task counts at once, short ones by and by.
        averageNanos = nanos > averageNanos ? nanos : averageNanos - (averageNanos - nanos) / 4;
    }

    /// As [#ran(long)], some times.
    public void ran(long nanos, int times) {
        for (int i = 0; i < times; i++) {
            ran(nanos);
        }
    }

    /// The number of tasks for the worker.
    public int size() {
        return Math.clamp(WORTH_NANOS / Math.max(1, averageNanos), MIN, MAX);
    }

    /// How long a task may run before it is taken for longer than the others.
    public long patienceNanos() {
        return Math.min(averageNanos * LONGER_THAN_OTHERS, MOST_PATIENCE_NANOS);
    }

    /// How long the one who listens to the worker may let answers gather, instead of being woken for each: where tasks
    /// are short, the wake-ups take longer than they do. The worker has enough for twice that time, as far as is known,
    /// and so it is not without work, nor is its last answer late.
    ///
    /// What is known may be wrong where tasks differ: see [#ranDry()].
    ///
    /// @param live how many tasks it has
    /// @return 0 for not at all
    public long restNanos(int live) {
        if (averageNanos > REST_NANOS / FEWEST_TOGETHER || live * averageNanos < 2 * REST_NANOS) {
            rested = false;
            return 0;
        }
        if (leftOut > 0) {
            leftOut--;
            return 0;
        }
        if (rested) {
            doubts = Math.max(0, doubts - 1);
        }
        rested = true;
        return REST_NANOS;
    }

    /// All that the worker had is answered. If that was so after a rest, the rest was too long.
    public void ranDry() {
        if (rested) {
            rested = false;
            leftOut = FIRST_LEFT_OUT << doubts;
            doubts = Math.min(doubts + 1, MOST_DOUBTS);
        }
    }

    /// How long one task takes, by what was seen last.
    public long taskNanos() {
        return averageNanos;
    }
}
