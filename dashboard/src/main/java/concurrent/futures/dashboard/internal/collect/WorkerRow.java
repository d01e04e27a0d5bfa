package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.event.TaskEnded.Outcome;
import concurrent.futures.event.WorkerSampled;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One worker, as the table and the task stream show it.
final class WorkerRow {
    /// What a worker is.
    enum Kind {
        PROCESS,
        THREAD,
        /// One of those places in which virtual threads come and go.
        VIRTUAL,
    }

    /// What a worker does.
    enum State {
        STARTING,
        IDLE,
        BUSY,
        CRASHED,
        RETIRED,
    }

    private final String name;
    private final Kind kind;
    private final long came;

    private State state;
    private long pid;
    private int row;
    private boolean drawn;
    private @Nullable Running current;
    private long done;
    private long failed;
    private int restarts;

    private long heapBytes;
    private long residentBytes;
    private long sampled;
    private long processorNanos;
    private double processors;

    private long gone;
    private String cause = "";
    private String description = "";

    WorkerRow(String name, Kind kind, long pid, State state, int row, long came) {
        this.name = name;
        this.kind = kind;
        this.pid = pid;
        this.state = state;
        this.row = row;
        this.came = came;
    }

    String name() {
        return name;
    }

    /// The process id; 0 for a thread, and as long as it is not known.
    long pid() {
        return pid;
    }

    int row() {
        return row;
    }

    @Nullable
    Running current() {
        return current;
    }

    /// Whether it is one of those places in which virtual threads come and go.
    boolean isShared() {
        return kind == Kind.VIRTUAL;
    }

    boolean isFree() {
        return current == null;
    }

    boolean isGone() {
        return state == State.CRASHED || state == State.RETIRED;
    }

    /// Comes in the place of another one.
    void replaces(WorkerRow other) {
        restarts = other.restarts + 1;
    }

    /// Has another row from now on.
    void moves(int to) {
        row = to;
    }

    /// Whether something of it is in its row of the task stream.
    boolean isDrawn() {
        return drawn;
    }

    /// Something of it is drawn.
    ///
    /// @return the row to draw it in, which it keeps
    int drawnRow() {
        drawn = true;
        return row;
    }

    void is(State now) {
        if (!isGone()) {
            state = now;
        }
    }

    void began(Running task) {
        current = task;
        drawn = true;
        is(State.BUSY);
    }

    /// @param task no longer runs here, if it did
    void left(@Nullable Running task) {
        if (current == task) {
            current = null;
            if (kind != Kind.PROCESS) {
                is(State.IDLE);
            }
        }
    }

    void counts(Outcome outcome) {
        done++;
        if (outcome.isFailure()) {
            failed++;
        }
    }

    void knows(long tasksDone, long bytes) {
        done = Math.max(done, tasksDone);
        residentBytes = bytes;
    }

    void sampled(WorkerSampled sample) {
        pid = sample.pid();
        heapBytes = sample.heapBytes();
        if (sample.residentBytes() > 0) {
            residentBytes = sample.residentBytes(); // Of a process that has just died, nothing is known.
        }
        long used = sample.processorTime().toNanos();
        long time = sample.nanoTime() - sampled;
        if (sampled != 0 && time > 0 && used >= processorNanos) {
            processors = (double) (used - processorNanos) / time;
        }
        sampled = sample.nanoTime();
        processorNanos = used;
    }

    void crashed(long nanoTime, String why, String all) {
        state = State.CRASHED;
        ends(nanoTime, why);
        description = ShownText.lines(all);
    }

    void retired(long nanoTime, String why) {
        if (state != State.CRASHED) {
            state = State.RETIRED;
            ends(nanoTime, why);
        }
    }

    private void ends(long nanoTime, String why) {
        gone = nanoTime;
        cause = ShownText.line(why);
        current = null;
        processors = 0;
    }

    void write(JsonGenerator json, Epoch epoch) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", ShownText.line(name));
        json.writeStringField("kind", kind.name());
        json.writeNumberField("pid", pid);
        json.writeStringField("state", state.name());
        json.writeNumberField("row", row);
        json.writeNumberField("done", done);
        json.writeNumberField("failed", failed);
        json.writeNumberField("restarts", restarts);
        json.writeNumberField("heapBytes", heapBytes);
        json.writeNumberField("residentBytes", residentBytes);
        json.writeNumberField("processors", Math.round(processors * 100) / 100.0);
        json.writeNumberField("came", epoch.millis(came));
        if (isGone()) {
            json.writeNumberField("gone", epoch.millis(gone));
            json.writeStringField("cause", cause);
            json.writeStringField("description", description);
        }
        Running task = current;
        if (task != null) {
            json.writeObjectFieldStart("task");
            json.writeNumberField("id", task.start().task().id());
            json.writeNumberField("group", task.group().number());
            json.writeNumberField("since", epoch.millis(task.start().nanoTime()));
            json.writeNumberField("attempt", task.start().attempt());
            json.writeNumberField("done", task.done());
            json.writeNumberField("total", task.total());
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
