package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.dashboard.internal.collect.Rectangle.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last rectangles of all workers, in a ring.
///
/// What is drawn is less than what happens where much happens. Short tasks of a worker that follow each other become
/// one rectangle, with their number. And in the long run only so many rectangles a second are kept: when there are
/// more, longer tasks and those of different names become one as well, and what is left over is counted, and not drawn.
/// Failures have room of their own.
final class TaskStream {
    private static final int SIZE = 20_000;

    /// So many more in a second, in the long run: the ring holds the last minute at least.
    private static final double REFILL_PER_SECOND = 300;

    private static final double MOST_TOKENS = 4_000;
    private static final double MOST_FAILURE_TOKENS = 500;

    private static final long SHORT_NANOS = 2_000_000;
    private static final long SHORT_UNDER_PRESSURE_NANOS = 20_000_000;
    private static final long LONGEST_NANOS = 250_000_000;

    private final @Nullable Rectangle[] ring = new @Nullable Rectangle[SIZE];

    /// The number of the rectangle that comes next; of the first one that is there, at most [#SIZE] less.
    private long next;

    /// What may still grow, by row.
    private final Map<Integer, Rectangle> growing = new HashMap<>();

    private double tokens = MOST_TOKENS;
    private double failureTokens = MOST_FAILURE_TOKENS;
    private long refilled = System.nanoTime();
    private long skipped;

    /// Something was done.
    void add(Rectangle done) {
        Rectangle before = growing.get(done.row());
        if (before != null && joins(before, done)) {
            growing.put(done.row(), before.and(done));
            return;
        }
        if (before != null) {
            keep(before);
        }
        if (done.kind() == Kind.SUCCEEDED) {
            growing.put(done.row(), done);
        } else {
            growing.remove(done.row());
            keep(done);
        }
    }

    private boolean joins(Rectangle before, Rectangle done) {
        boolean pressure = tokens < MOST_TOKENS / 4;
        long most = pressure ? SHORT_UNDER_PRESSURE_NANOS : SHORT_NANOS;
        return done.kind() == Kind.SUCCEEDED
                && (pressure || before.group() == done.group())
                && done.end() - done.start() <= most
                && done.start() - before.end() <= most
                && done.end() - before.start() <= LONGEST_NANOS;
    }

    private void keep(Rectangle done) {
        refill();
        if (tokens >= 1) {
            tokens--;
        } else if (done.kind() != Kind.SUCCEEDED && failureTokens >= 1) {
            failureTokens--;
        } else {
            skipped += done.count();
            return;
        }
        ring[(int) (next % SIZE)] = done;
        next++;
    }

    private void refill() {
        long now = System.nanoTime();
        double fresh = (now - refilled) / 1e9 * REFILL_PER_SECOND;
        refilled = now;
        tokens = Math.min(MOST_TOKENS, tokens + fresh);
        failureTokens = Math.min(MOST_FAILURE_TOKENS, failureTokens + fresh / 4);
    }

    /// Keeps what has not grown for a while, so that it is seen.
    ///
    /// @param now by [System#nanoTime()]
    void settle(long now) {
        growing.values().removeIf(one -> {
            boolean over = now - one.start() > LONGEST_NANOS;
            if (over) {
                keep(one);
            }
            return over;
        });
    }

    /// The number of the rectangle that comes next.
    long next() {
        return next;
    }

    /// Writes the rectangles from a number on, as far as they are there.
    void write(JsonGenerator json, Epoch epoch, long from) throws IOException {
        json.writeNumberField("skipped", skipped);
        json.writeArrayFieldStart("rectangles");
        for (long number = Math.max(from, next - SIZE); number < next; number++) {
            Rectangle one = ring[(int) (number % SIZE)];
            if (one != null) {
                one.write(json, epoch);
            }
        }
        json.writeEndArray();
    }
}
