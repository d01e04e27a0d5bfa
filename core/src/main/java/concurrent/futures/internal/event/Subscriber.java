package concurrent.futures.internal.event;

import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.internal.Guard;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One listener, and what it is to hear.
final class Subscriber implements ListenerRegistration {
    /// No more kinds of exceptions than these are logged of one listener.
    private static final int MOST_LOGGED = 100;

    private final Hub hub;
    private final ExecutorListener listener;
    private final @Nullable Channel channel;
    private final long firstTask;
    private final long tasksBefore;
    private final long eventsBefore;

    /// Only for the thread that delivers.
    private final Set<Class<?>> logged = new HashSet<>();

    private volatile boolean closed;

    /// @param hub the listener's
    /// @param listener the user's
    /// @param channel brings the events; `null` if none come any more
    /// @param firstTask the number of the first task that the listener is to hear of
    Subscriber(Hub hub, ExecutorListener listener, @Nullable Channel channel, long firstTask) {
        this.hub = hub;
        this.listener = listener;
        this.channel = channel;
        this.firstTask = firstTask;
        this.tasksBefore = channel == null ? 0 : channel.droppedTasks();
        this.eventsBefore = channel == null ? 0 : channel.droppedEvents();
        this.closed = channel == null;
    }

    /// Whether it is to hear of more than what happens to workers.
    boolean isOfAll() {
        return !(listener instanceof WorkerListener);
    }

    /// Whether it is to hear whether workers are busy, and what they use.
    boolean isOfLoad() {
        return !(listener instanceof WorkerListener workers) || workers.hearsOfLoad();
    }

    /// Delivers an event, unless it is about a task that was submitted before the listener came.
    void hear(ExecutorEvent event) {
        if (closed || (event instanceof TaskEvent of && of.task().id() < firstTask)) {
            return;
        }
        try {
            listener.onEvent(event);
        } catch (Throwable e) {
            if (logged.size() < MOST_LOGGED && logged.add(e.getClass())) {
                Guard.log(
                        System.Logger.Level.ERROR,
                        "exception in a listener of " + event.executor() + " (more of its class are not logged)",
                        e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        hub.remove(this);
    }

    @Override
    public long droppedTasks() {
        return channel == null ? 0 : channel.droppedTasks() - tasksBefore;
    }

    @Override
    public long droppedEvents() {
        return channel == null ? 0 : channel.droppedEvents() - eventsBefore;
    }
}
