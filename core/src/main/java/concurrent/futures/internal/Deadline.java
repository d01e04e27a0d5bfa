package concurrent.futures.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A moment up to which somebody waits; `null` stands for no limit.
///
/// @param nanoTime the moment on the clock of [System#nanoTime()]
public record Deadline(long nanoTime) {
    /// The moment after the given time; times beyond 146 years are cut.
    public static @Nullable Deadline after(@Nullable Duration timeout) {
        return timeout == null ? null : new Deadline(System.nanoTime() + Math.min(nanos(timeout), Long.MAX_VALUE / 2));
    }

    /// The nanoseconds of a duration, saturated; 0 for a negative one.
    ///
    /// @param duration any
    /// @return at least 0
    public static long nanos(Duration duration) {
        if (duration.isNegative()) {
            return 0;
        }
        return duration.toSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : duration.toNanos();
    }

    /// The nanoseconds left; zero or negative when the time is up.
    public long remaining() {
        return nanoTime - System.nanoTime();
    }
}
