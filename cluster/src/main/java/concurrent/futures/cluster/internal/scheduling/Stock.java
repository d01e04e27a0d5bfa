package concurrent.futures.cluster.internal.scheduling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The tasks that no agent has, in the order in which they came, apart for each label.
final class Stock {
    private final Map<@Nullable String, TaskQueue> queues = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    void add(ScheduledTask task) {
        task.place = Place.QUEUED;
        queues.computeIfAbsent(task.label(), label -> new TaskQueue()).add(task);
        size++;
    }

    void remove(ScheduledTask task) {
        TaskQueue queue = Objects.requireNonNull(queues.get(task.label()));
        queue.remove(task);
        if (queue.size() == 0) {
            queues.remove(task.label());
        }
        size--;
    }

    /// The first task for which there is an agent.
    ///
    /// @return `null` if there is none
    @Nullable
    ScheduledTask firstFor(OpenAgents agents) {
        ScheduledTask next = null;
        for (Map.Entry<@Nullable String, TaskQueue> queue : queues.entrySet()) {
            ScheduledTask first = Objects.requireNonNull(queue.getValue().first());
            if ((next == null || first.order < next.order) && agents.best(queue.getKey()) != null) {
                next = first;
            }
        }
        return next;
    }

    /// Those that tasks wait for.
    ///
    /// @return a copy, without the `null`
    List<String> labels() {
        List<String> labels = new ArrayList<>();
        for (String label : queues.keySet()) {
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
