package concurrent.futures.progress;

import concurrent.futures.spi.ProgressRow;
import java.time.Duration;

/// Rows for tests.
final class Rows {
    private Rows() {}

    static ProgressRow open(String name, long done, long total) {
        return row(name, done, total, /* isOver= */ false, Duration.ofSeconds(10));
    }

    static ProgressRow over(String name, long total) {
        return row(name, total, total, /* isOver= */ true, Duration.ofSeconds(10));
    }

    static ProgressRow row(String name, long done, long total, boolean isOver, Duration elapsed) {
        return new ProgressRow(
                name, done, 0, 0, 0, isOver ? 0 : 2, 0, total, done / (elapsed.toMillis() / 1e3), elapsed, isOver);
    }
}
