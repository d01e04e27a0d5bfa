package concurrent.futures.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How far the tasks of one name have come, at one moment.
///
/// @param name of the tasks
/// @param succeeded how many have succeeded
/// @param failed how many have failed
/// @param cancelled how many were cancelled
/// @param retried how many further attempts there were
/// @param running how many run now
/// @param portion what those that run have done, by their own [reports][concurrent.futures.TaskContext#progress]: the
///     sum of parts of tasks, such as 1.5 for one that is half done, and two of which a quarter and three quarters are
/// @param total how many tasks there are; -1 if that is not known
/// @param rate how many end in a second: lately; on the whole if it is over; 0 if that is not known
/// @param elapsed since when it is shown
/// @param isOver whether nothing changes any more: all have ended, or nobody waits for them
public record ProgressRow(
        String name,
        long succeeded,
        long failed,
        long cancelled,
        long retried,
        long running,
        double portion,
        long total,
        double rate,
        Duration elapsed,
        boolean isOver) {
    private static final double LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

    /// Makes a row. What is in the name that can not stand in one is [replaced][Screen#printable(String)].
    public ProgressRow {
        name = Screen.printable(name);
    }

    /// How many have ended, however.
    ///
    /// @return succeeded, failed and cancelled
    public long done() {
        return succeeded + failed + cancelled;
    }

    /// What part of all is done.
    ///
    /// @return from 0 to 1; -1 if it is not known
    public double fraction() {
        if (total < 0) {
            return -1;
        }
        return total == 0 ? 1 : Math.min(1, (done() + portion) / total);
    }

    /// How long it takes until all have ended, at the rate of lately.
    ///
    /// @return the time; `null` if it is not known, or more than a year
    public @Nullable Duration remaining() {
        double seconds = total < 0 || rate <= 0 ? LONGEST_SECONDS : Math.max(0, total - done() - portion) / rate;
        return seconds >= LONGEST_SECONDS ? null : Duration.ofMillis((long) (seconds * 1000));
    }
}
