package concurrent.futures.internal.progress;

import concurrent.futures.spi.ProgressDisplay;
import concurrent.futures.spi.ProgressRow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Progress where nobody can draw: a line for each row, seldom, and none in a short run.
///
/// ```text
/// resize: 1200 of 5000 done, 3 failed, 8 running, 40.1/s, 1m35s left
/// ```
final class PlainLines implements ProgressDisplay {
    static final Duration SHORT = Duration.ofSeconds(15);

    /// The longer it takes, the less often is it told.
    private static final int PART = 8;

    private static final int LONGEST_NAME = 200;

    private final @Nullable PrintStream out;
    private Duration next = SHORT;

    /// Lines on standard error, whatever that is when they are written.
    PlainLines() {
        this.out = null;
    }

    PlainLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public boolean isUsable() {
        return true;
    }

    @Override
    public Duration interval() {
        return SHORT;
    }

    @Override
    public void show(List<ProgressRow> rows) {
        boolean isTime = rows.stream().anyMatch(row -> row.elapsed().compareTo(next) >= 0);
        for (ProgressRow row : rows) {
            if (row.isOver() ? row.elapsed().compareTo(SHORT) >= 0 : isTime) {
                println(line(row));
            }
        }
        if (isTime) {
            Duration longest = rows.stream()
                    .map(ProgressRow::elapsed)
                    .max(Duration::compareTo)
                    .orElse(SHORT);
            next = longest.plus(max(SHORT, longest.dividedBy(PART)));
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @SuppressWarnings("SystemOut") // to print there is what this class is for
    private void println(String line) {
        (out == null ? System.err : out).println(line);
    }

    static String line(ProgressRow row) {
        StringBuilder line = new StringBuilder(limited(row.name())).append(": ").append(row.done());
        if (row.total() >= 0) {
            line.append(" of ").append(row.total());
        }
        line.append(" done");
        append(line, row.failed(), " failed");
        append(line, row.cancelled(), " cancelled");
        append(line, row.retried(), " retried");
        if (!row.isOver()) {
            append(line, row.running(), " running");
        }
        if (row.rate() > 0) {
            line.append(", ").append(String.format(Locale.ROOT, row.rate() < 10 ? "%.1f/s" : "%.0f/s", row.rate()));
        }
        Duration remaining = row.remaining();
        if (row.isOver()) {
            line.append(", took ").append(format(row.elapsed()));
        } else if (remaining != null) {
            line.append(", ").append(format(remaining)).append(" left");
        }
        return line.toString();
    }

    private static String limited(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    private static void append(StringBuilder line, long count, String what) {
        if (count > 0) {
            line.append(", ").append(count).append(what);
        }
    }

    /// As people write it: 1h2m3s.
    private static String format(Duration time) {
        return Duration.ofSeconds(time.toSeconds()).toString().substring(2).toLowerCase(Locale.ROOT);
    }

    @Override
    public void print(Runnable printing) {
        printing.run();
    }

    @Override
    public void close() {
        next = SHORT;
    }
}
