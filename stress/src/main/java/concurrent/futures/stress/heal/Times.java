package concurrent.futures.stress.heal;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Durations that were measured.
///
/// @param sorted the durations, the shortest first; at least one
public record Times(List<Duration> sorted) {
    /// Sorts the durations.
    ///
    /// @param sorted the durations, in any order; at least one
    public Times {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /// The duration that half of them do not exceed.
    ///
    /// @return the median
    public Duration median() {
        return percentile(50);
    }

    /// The shortest duration that a part of all does not exceed.
    ///
    /// @param percent how large a part, 1 to 100
    /// @return one of the durations
    public Duration percentile(int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "min %d, median %d, p90 %d, max %d",
                sorted.getFirst().toMillis(),
                median().toMillis(),
                percentile(90).toMillis(),
                sorted.getLast().toMillis());
    }
}
