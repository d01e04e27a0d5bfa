package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.event.TaskEnded.Outcome;
import java.io.IOException;

/// Something that a worker did for some time: an attempt at a task, several short ones, or its own start.
///
/// @param row the worker's row in the task stream
/// @param group the number of the task's name; [#SEVERAL] if there are several names, [#START] for a worker's start
/// @param kind how it ended
/// @param start when it began, by [System#nanoTime()]
/// @param end when it ended
/// @param arrival when the future ended, which is later where the outcome had to travel
/// @param count how many tasks it stands for
/// @param task the number of the task, or of the last one
/// @param worker the name of the worker
/// @param queueNanos how long the task had waited
/// @param bytes sent and received
record Rectangle(
        int row,
        int group,
        Kind kind,
        long start,
        long end,
        long arrival,
        int count,
        long task,
        String worker,
        long queueNanos,
        long bytes) {
    static final int SEVERAL = -1;
    static final int START = -2;

    /// How something ended that took time.
    enum Kind {
        SUCCEEDED(0),
        FAILED(1),
        CANCELLED(2),
        TIMED_OUT(3),
        CRASHED(4),
        STARTED(5);

        /// What the page knows it by.
        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind of(Outcome outcome) {
            return switch (outcome) {
                case SUCCEEDED -> SUCCEEDED;
                case FAILED -> FAILED;
                case CANCELLED -> CANCELLED;
                case TIMED_OUT -> TIMED_OUT;
                case CRASHED -> CRASHED;
            };
        }
    }

    /// An array, since there are many: row, name, kind, begin, length, way back, number of tasks, task, worker, wait,
    /// bytes.
    void write(JsonGenerator json, Epoch epoch) throws IOException {
        json.writeStartArray();
        json.writeNumber(row);
        json.writeNumber(group);
        json.writeNumber(kind.code);
        json.writeNumber(epoch.millis(start));
        json.writeNumber(Epoch.length(end - start));
        json.writeNumber(Epoch.length(arrival - end));
        json.writeNumber(count);
        json.writeNumber(task);
        json.writeString(ShownText.line(worker));
        json.writeNumber(Epoch.length(queueNanos));
        json.writeNumber(bytes);
        json.writeEndArray();
    }
}
