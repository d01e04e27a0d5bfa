package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.ExecutorStatistics;
import java.io.IOException;
import java.util.Arrays;

/// What ended, and what waited and ran, over the whole time: by seconds at first, and ever more coarsely. By the
/// statistics of the executor, which count also what comes too fast to be told of.
final class Throughput {
    private static final int MOST = 600;

    private final long[] ended = new long[MOST];
    private final long[] failed = new long[MOST];
    private final long[] waiting = new long[MOST];
    private final long[] running = new long[MOST];

    /// How many ticks each place stands for.
    private int ticks = 1;

    private int ticksInLast;
    private int last;
    private long version;
    private ExecutorStatistics seen;

    /// @param begin what the executor has done before
    Throughput(ExecutorStatistics begin) {
        seen = begin;
    }

    /// A second is over.
    ///
    /// @param now what the executor has done until then
    void tick(ExecutorStatistics now) {
        version++;
        ended[last] += Math.max(0, ends(now) - ends(seen));
        failed[last] += Math.max(0, now.failed() - seen.failed());
        seen = now;
        waiting[last] = Math.max(waiting[last], now.pending());
        running[last] = Math.max(running[last], now.running());
        if (++ticksInLast < ticks) {
            return;
        }
        ticksInLast = 0;
        if (++last == MOST) {
            halve();
        }
    }

    /// Nothing comes any more: what has begun is complete.
    ///
    /// @param now what the executor has done in all
    void end(ExecutorStatistics now) {
        ticksInLast = ticks - 1;
        tick(now);
    }

    private static long ends(ExecutorStatistics of) {
        return of.succeeded() + of.failed() + of.cancelled();
    }

    private void halve() {
        for (int at = 0; at < MOST / 2; at++) {
            ended[at] = ended[2 * at] + ended[2 * at + 1];
            failed[at] = failed[2 * at] + failed[2 * at + 1];
            waiting[at] = Math.max(waiting[2 * at], waiting[2 * at + 1]);
            running[at] = Math.max(running[2 * at], running[2 * at + 1]);
        }
        for (long[] series : new long[][] {ended, failed, waiting, running}) {
            Arrays.fill(series, MOST / 2, MOST, 0);
        }
        last = MOST / 2;
        ticks *= 2;
    }

    /// Which state it is in.
    long version() {
        return version;
    }

    /// Writes what is complete.
    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("series");
        json.writeNumberField("secondsEach", ticks);
        write(json, "ended", ended);
        write(json, "failed", failed);
        write(json, "waiting", waiting);
        write(json, "running", running);
        json.writeEndObject();
    }

    private void write(JsonGenerator json, String name, long... series) throws IOException {
        json.writeFieldName(name);
        json.writeArray(series, 0, last);
    }
}
