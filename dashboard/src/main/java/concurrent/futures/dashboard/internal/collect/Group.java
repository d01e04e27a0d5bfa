package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.event.TaskEnded;
import java.io.IOException;

/// All tasks of one name.
final class Group {
    /// How much of the rate of the last seconds is kept each second.
    private static final double INERTIA = 0.7;

    private final int number;
    private final String name;

    private long submitted;
    private long running;
    private long succeeded;
    private long failed;
    private long cancelled;
    private long timedOut;
    private long crashed;
    private long retried;
    private long attempted;

    private long runNanos;
    private long longestNanos;
    private long queueNanos;
    private long bytesSent;
    private long bytesReceived;

    private double rate;
    private long endedAtTick;
    private boolean ticked;

    Group(int number, String name) {
        this.number = number;
        this.name = name;
    }

    int number() {
        return number;
    }

    String name() {
        return name;
    }

    void submitted() {
        submitted++;
    }

    void started() {
        running++;
    }

    void stopped() {
        running--;
    }

    void retried() {
        retried++;
    }

    void ended(TaskEnded end) {
        switch (end.outcome()) {
            case SUCCEEDED -> succeeded++;
            case FAILED -> failed++;
            case CANCELLED -> cancelled++;
            case TIMED_OUT -> timedOut++;
            case CRASHED -> crashed++;
        }
        bytesSent += end.bytesSent();
        bytesReceived += end.bytesReceived();
        if (end.attempts() > 0) {
            attempted++;
            long run = end.runTime().toNanos();
            runNanos += run;
            longestNanos = Math.max(longestNanos, run);
            queueNanos += end.queueTime().toNanos();
        }
    }

    private long ended() {
        return succeeded + failed + cancelled + timedOut + crashed;
    }

    /// A second is over.
    void tick() {
        long fresh = ended() - endedAtTick;
        endedAtTick = ended();
        if (fresh > 0 && !ticked) {
            ticked = true;
            rate = fresh;
        } else {
            rate = INERTIA * rate + (1 - INERTIA) * fresh;
        }
        if (rate < 0.01) {
            rate = 0;
        }
    }

    void write(JsonGenerator json) throws IOException {
        long left = Math.max(0, submitted - ended());
        json.writeStartObject();
        json.writeNumberField("number", number);
        json.writeStringField("name", name);
        json.writeNumberField("submitted", submitted);
        json.writeNumberField("queued", Math.max(0, left - running));
        json.writeNumberField("running", running);
        json.writeNumberField("succeeded", succeeded);
        json.writeNumberField("failed", failed);
        json.writeNumberField("cancelled", cancelled);
        json.writeNumberField("timedOut", timedOut);
        json.writeNumberField("crashed", crashed);
        json.writeNumberField("retried", retried);
        json.writeNumberField("perSecond", Math.round(rate * 100) / 100.0);
        if (left == 0 || rate == 0) {
            json.writeNullField("etaMillis");
        } else {
            json.writeNumberField("etaMillis", Math.round(left / rate * 1000));
        }
        json.writeNumberField("meanMillis", Epoch.length(attempted == 0 ? 0 : runNanos / attempted));
        json.writeNumberField("longestMillis", Epoch.length(longestNanos));
        json.writeNumberField("queueMillis", Epoch.length(attempted == 0 ? 0 : queueNanos / attempted));
        json.writeNumberField("bytesSent", bytesSent);
        json.writeNumberField("bytesReceived", bytesReceived);
        json.writeEndObject();
    }
}
