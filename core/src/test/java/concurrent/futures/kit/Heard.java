package concurrent.futures.kit;

import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.event.WorkerEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A listener that keeps what it has heard.
public final class Heard implements ExecutorListener {
    private final List<ExecutorEvent> events = new ArrayList<>();

    /// Has heard nothing yet.
    public Heard() {}

    @Override
    public synchronized void onEvent(ExecutorEvent event) {
        events.add(event);
    }

    /// All that was heard so far.
    ///
    /// @return a copy
    public synchronized List<ExecutorEvent> all() {
        return List.copyOf(events);
    }

    /// What was heard of one kind.
    ///
    /// @param <E> the kind
    /// @param kind its class
    /// @return in the order in which it was heard
    public <E extends ExecutorEvent> List<E> all(Class<E> kind) {
        return all().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// What was heard of each task, by its number.
    ///
    /// @return the tasks in the order in which they were heard of first
    public Map<Long, List<TaskEvent>> byTask() {
        Map<Long, List<TaskEvent>> byTask = new LinkedHashMap<>();
        all(TaskEvent.class)
                .forEach(event -> byTask.computeIfAbsent(event.task().id(), id -> new ArrayList<>())
                        .add(event));
        return byTask;
    }

    /// What was heard of one task.
    ///
    /// @param id its number
    /// @return in the order in which it was heard
    public List<TaskEvent> ofTask(long id) {
        return byTask().getOrDefault(id, List.of());
    }

    /// What was heard of one worker.
    ///
    /// @param worker its name
    /// @return in the order in which it was heard
    public List<WorkerEvent> ofWorker(String worker) {
        return all(WorkerEvent.class).stream()
                .filter(event -> event.worker().equals(worker))
                .toList();
    }

    /// How many tasks have ended.
    ///
    /// @return the number of the events that say so
    public int ends() {
        return all(TaskEnded.class).size();
    }

    /// The kinds of events, for comparisons.
    ///
    /// @param events some
    /// @return their simple names, in order
    public static List<String> kinds(List<? extends ExecutorEvent> events) {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
