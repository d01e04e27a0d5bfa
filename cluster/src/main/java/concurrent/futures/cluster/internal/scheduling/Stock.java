package concurrent.futures.cluster.internal.scheduling;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tasks that no agent has: first those that are nested deepest, since others wait for them, and then in the order
/// in which they came; apart for each label.
final class Stock {
    private record Key(@Nullable String label, int depth) {
        static Key of(ScheduledTask task) {
            return new Key(task.label(), task.depth());
        }
    }

    private final Map<Key, TaskQueue> queues = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    void add(ScheduledTask task) {
        task.place = Place.QUEUED;
        queues.computeIfAbsent(Key.of(task), key -> new TaskQueue()).add(task);
        size++;
    }

    void remove(ScheduledTask task) {
        Key key = Key.of(task);
        TaskQueue queue = Objects.requireNonNull(queues.get(key));
        queue.remove(task);
        if (queue.size() == 0) {
            queues.remove(key);
        }
        size--;
    }

    /// The first task for which there is an agent.
    ///
    /// @return `null` if there is none
    @Nullable
    ScheduledTask firstFor(OpenAgents agents) {
        ScheduledTask next = null;
        for (Map.Entry<Key, TaskQueue> queue : queues.entrySet()) {
            ScheduledTask first = Objects.requireNonNull(queue.getValue().first());
            if ((next == null || isBefore(first, next))
                    && agents.best(queue.getKey().label()) != null) {
                next = first;
            }
        }
        return next;
    }

    private static boolean isBefore(ScheduledTask one, ScheduledTask other) {
        return one.depth() == other.depth() ? one.order < other.order : one.depth() > other.depth();
    }

    /// Those that tasks wait for.
    ///
    /// @return a copy, without the `null`
    Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        for (Key key : queues.keySet()) {
            String label = key.label();
            if (label != null) {
                labels.add(label);
            }
        }
        return labels;
    }

    void addTo(List<ScheduledTask> all) {
        for (TaskQueue queue : queues.values()) {
            for (ScheduledTask task = queue.first(); task != null; task = task.next) {
                all.add(task);
            }
        }
    }
}
