package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.event.TaskEnded;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What tasks failed with, grouped by the class of the exception and the name of the task. Of too many groups, the one
/// goes that was not seen for longest.
final class Failures {
    private static final int MOST = 100;

    /// Of so many of the last tasks it is shown what they worked on, where that is told.
    private static final int MOST_ARGUMENTS = 5;

    /// So often a text is made of an exception, for one group.
    private static final long REFRESH_NANOS = 1_000_000_000;

    /// @param type the class of the exception
    /// @param task the name of the task
    record Key(String type, String task) {}

    private static final class Entry {
        private final long first;
        private long last;
        private long textFrom;
        private long count;
        private FailureText text = new FailureText("", "");
        private String worker = "";

        /// The last ones last, each once.
        private final Deque<String> arguments = new ArrayDeque<>();

        Entry(long first) {
            this.first = first;
        }

        void worksOn(String what) {
            arguments.remove(what);
            arguments.addLast(what);
            if (arguments.size() > MOST_ARGUMENTS) {
                arguments.removeFirst();
            }
        }
    }

    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private long left;
    private long version;

    static Key key(TaskEnded end, Throwable failure) {
        return new Key(
                ShownText.line(failure.getClass().getName()),
                ShownText.name(end.task().name()));
    }

    /// Whether a new text of the group is wanted.
    boolean wantsText(Key key, long now) {
        Entry entry = entries.get(key);
        return entry == null || now - entry.textFrom >= REFRESH_NANOS;
    }

    void add(Key key, TaskEnded end, @Nullable FailureText text) {
        version++;
        Entry entry = entries.computeIfAbsent(key, absent -> new Entry(end.nanoTime()));
        entry.count++;
        entry.last = end.nanoTime();
        if (text != null) {
            entry.text = text;
            entry.textFrom = end.nanoTime();
            entry.worker = end.worker() == null ? "" : ShownText.line(end.worker());
        }
        String arguments = end.task().arguments();
        if (arguments != null) {
            entry.worksOn(arguments);
        }
        if (entries.size() > MOST) {
            entries.remove(entries.keySet().iterator().next());
            left++;
        }
    }

    /// Which state they are in.
    long version() {
        return version;
    }

    void write(JsonGenerator json, Epoch epoch) throws IOException {
        json.writeNumberField("failuresLeftOut", left);
        json.writeArrayFieldStart("failures");
        for (Map.Entry<Key, Entry> of : entries.entrySet()) {
            Entry entry = of.getValue();
            json.writeStartObject();
            json.writeStringField("type", of.getKey().type());
            json.writeStringField("task", of.getKey().task());
            json.writeNumberField("count", entry.count);
            json.writeNumberField("first", epoch.millis(entry.first));
            json.writeNumberField("last", epoch.millis(entry.last));
            json.writeStringField("worker", entry.worker);
            json.writeArrayFieldStart("arguments");
            for (Iterator<String> last = entry.arguments.descendingIterator(); last.hasNext(); ) {
                json.writeString(last.next());
            }
            json.writeEndArray();
            json.writeStringField("message", entry.text.message());
            json.writeStringField("trace", entry.text.trace());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
