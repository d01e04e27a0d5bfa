package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.dashboard.internal.collect.Rectangle.Kind;
import concurrent.futures.event.TaskEnded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    private final List<@Nullable Stroke> growing = new ArrayList<>();

    private double tokens = MOST_TOKENS;
    private double failureTokens = MOST_FAILURE_TOKENS;
    private long refilled = System.nanoTime();
    private long skipped;

    /// Several short tasks that become one rectangle. Mutable, since this is done for each task.
    private static final class Stroke {
        private final Rectangle first;
        private int group;
        private long end;
        private long arrival;
        private int count;
        private long task;
        private long queueNanos;
        private long bytes;

        Stroke(Rectangle first) {
            this.first = first;
            group = first.group();
            end = first.end();
            arrival = first.arrival();
            count = first.count();
            task = first.task();
            queueNanos = first.queueNanos();
            bytes = first.bytes();
        }

        Rectangle drawn() {
            return count == 1
                    ? first
                    : new Rectangle(
                            first.row(),
                            group,
                            first.kind(),
                            first.start(),
                            end,
                            arrival,
                            count,
                            task,
                            first.worker(),
                            queueNanos,
                            bytes);
        }
    }

    /// A task has succeeded: if it is a short one right after another, it becomes a part of that one's rectangle.
    ///
    /// @return `false` if it has to be added
    boolean joins(int row, int group, long start, TaskEnded end) {
        Stroke before = row < growing.size() ? growing.get(row) : null;
        if (before == null || end.outcome() != TaskEnded.Outcome.SUCCEEDED) {
            return false;
        }
        boolean pressure = tokens < MOST_TOKENS / 4;
        long most = pressure ? SHORT_UNDER_PRESSURE_NANOS : SHORT_NANOS;
        long run = end.runTime().toNanos();
        boolean joins = (pressure || before.group == group)
                && run <= most
                && start - before.end <= most
                && start + run - before.first.start() <= LONGEST_NANOS;
        if (joins) {
            before.group = before.group == group ? group : Rectangle.SEVERAL;
            before.end = Math.max(before.end, start + run);
            before.arrival = Math.max(before.arrival, end.nanoTime());
            before.count++;
            before.task = end.task().id();
            before.queueNanos = Math.max(before.queueNanos, end.queueTime().toNanos());
            before.bytes += end.bytesSent() + end.bytesReceived();
        }
        return joins;
    }

    /// Something was done.
    void add(Rectangle done) {
        while (growing.size() <= done.row()) {
            growing.add(null);
        }
        Stroke before = growing.get(done.row());
        if (before != null) {
            keep(before.drawn());
        }
        if (done.kind() == Kind.SUCCEEDED) {
            growing.set(done.row(), new Stroke(done));
        } else {
            growing.set(done.row(), null);
            keep(done);
        }
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
        for (int row = 0; row < growing.size(); row++) {
            Stroke one = growing.get(row);
            if (one != null && now - one.first.start() > LONGEST_NANOS) {
                keep(one.drawn());
                growing.set(row, null);
            }
        }
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
