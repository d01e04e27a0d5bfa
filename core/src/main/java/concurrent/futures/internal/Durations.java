package concurrent.futures.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes durations as people do.
public final class Durations {
    private Durations() {}

    /// Writes a duration for a message.
    ///
    /// @param duration not `null`
    /// @return such as `1s`, `1m30s` or `0.25s`
    public static String format(@Nullable Duration duration) {
        return Objects.requireNonNull(duration).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
