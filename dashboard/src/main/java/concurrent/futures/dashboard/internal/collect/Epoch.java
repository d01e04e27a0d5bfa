package concurrent.futures.dashboard.internal.collect;

import java.util.concurrent.TimeUnit;

/// The moment from which all times on a dashboard are counted, in milliseconds.
///
/// @param nanos that moment, by [System#nanoTime()]
/// @param wallMillis the same, by [System#currentTimeMillis()]
public record Epoch(long nanos, long wallMillis) {
    /// Begins to count.
    ///
    /// @return an epoch that begins now
    public static Epoch begin() {
        return new Epoch(System.nanoTime(), System.currentTimeMillis());
    }

    /// A time on the dashboard.
    ///
    /// @param nanoTime by [System#nanoTime()]
    /// @return milliseconds since the epoch, to the microsecond
    public double millis(long nanoTime) {
        return length(nanoTime - nanos);
    }

    /// How long something took.
    ///
    /// @param nanos its length
    /// @return in milliseconds, to the microsecond
    static double length(long nanos) {
        double micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        return micros / 1_000;
    }
}
