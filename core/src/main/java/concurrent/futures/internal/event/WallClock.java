package concurrent.futures.internal.event;

import java.time.Duration;
import java.time.Instant;

/// The time of day at a moment of [System#nanoTime()]. For any threads.
///
/// The clock of the system may be set, or go on while this one stands still, with the lid of a laptop closed; so the
/// two are compared now and then.
public final class WallClock {
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    private record Reading(long nanoTime, Instant time) {
        static Reading now() {
            return new Reading(System.nanoTime(), Instant.now());
        }

        Instant at(long moment) {
            return time.plusNanos(moment - nanoTime);
        }
    }

    private static volatile Reading reading = Reading.now();

    private WallClock() {}

    /// The time of day.
    ///
    /// @param nanoTime a moment on the clock of [System#nanoTime()]
    /// @return the same moment
    public static Instant instantOf(long nanoTime) {
        return reading.at(nanoTime);
    }

    /// Compares the clocks.
    static void compare() {
        Reading now = Reading.now();
        Duration apart = Duration.between(reading.at(now.nanoTime()), now.time());
        if (apart.abs().compareTo(TOLERANCE) > 0) {
            reading = now;
        }
    }
}
