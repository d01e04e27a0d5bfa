package concurrent.futures.internal.progress;

import concurrent.futures.Future;
import concurrent.futures.internal.Tally;
import concurrent.futures.spi.ProgressRow;
import java.time.Duration;

/// What is counted of the tasks of one name. Whoever ends a task counts; the one who shows reads.
final class Counts {
    private final String name;
    private final Tally succeeded = new Tally();
    private final Tally failed = new Tally();
    private final Tally cancelled = new Tally();
    private final Tally retried = new Tally();

    // Of the one who shows.
    private final Pace pace;
    private long running;
    private double portion;

    Counts(String name, long startNanos) {
        this.name = name;
        this.pace = new Pace(startNanos);
    }

    void ended(Future.State how) {
        if (how == Future.State.SUCCESS) {
            succeeded.increment();
        } else if (how == Future.State.FAILED) {
            failed.increment();
        } else {
            cancelled.increment();
        }
    }

    void retried() {
        retried.increment();
    }

    /// Before it is told what runs.
    void beginLook() {
        running = 0;
        portion = 0;
    }

    /// One task runs.
    ///
    /// @param part how much of it is done
    void runs(double part) {
        running++;
        portion += part;
    }

    /// @param now the time
    /// @param elapsed since the begin
    /// @param total how many tasks there are; -1 if that is not known
    /// @param isOver whether nothing changes any more
    ProgressRow row(long now, Duration elapsed, long total, boolean isOver) {
        long success = succeeded.sum();
        long failure = failed.sum();
        long cancel = cancelled.sum();
        long done = success + failure + cancel;
        double rate = isOver ? Pace.perSecond(done, elapsed.toNanos()) : pace.after(done, now);
        return new ProgressRow(
                name, success, failure, cancel, retried.sum(), running, portion, total, rate, elapsed, isOver);
    }
}
