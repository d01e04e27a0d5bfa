package concurrent.futures.spi;

import concurrent.futures.TaskOptions;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.event.Silence;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where an engine says what happens, and from where those hear it who listen. Safe for use by many threads.
///
/// As long as nobody listens, whatever an engine says costs the read of a field. Otherwise, events wait in a bounded
/// queue for a thread that exists only while there is a listener; no method but [#awaitDelivery()] blocks, or runs
/// foreign code.
public interface EventHub {
    /// Makes a hub.
    ///
    /// @param engine the engine whose it is; a listener that closes its executor does not wait for its end
    /// @param executor the name of the executor
    /// @return a new hub
    static EventHub create(Object engine, String executor) {
        return new Hub(engine, executor);
    }

    /// A hub for an engine that tells nothing.
    ///
    /// @param reason why, for the [UnsupportedOperationException] of who wants to listen
    /// @return a hub that takes no listeners
    static EventHub silent(String reason) {
        return new Silence(reason);
    }

    /// Adds a listener.
    ///
    /// @param listener hears what happens from now on
    /// @return removes it
    ListenerRegistration addListener(ExecutorListener listener);

    /// Whether somebody listens.
    ///
    /// @return `false` if whatever would be told is not heard
    boolean isWatched();

    /// A task was accepted: to be called before a worker can get it.
    ///
    /// @param code the user's object that says what to do, for the name of the task
    /// @param options of the task
    /// @return to say what becomes of it; `null` if nobody listens, or there is no room for one task more
    default @Nullable TaskTrace submitted(Object code, TaskOptions options) {
        return submitted(code, options, /* arguments= */ null);
    }

    /// As [#submitted(Object, TaskOptions)], for a task of whose arguments something may be told.
    ///
    /// @param code the user's object that says what to do, for the name of the task
    /// @param options of the task
    /// @param arguments what [TaskBody#argumentSummary(TaskOptions)] says
    /// @return to say what becomes of it; `null` if nobody listens, or there is no room for one task more
    @Nullable
    TaskTrace submitted(Object code, TaskOptions options, @Nullable String arguments);

    /// Something has happened that is about no task.
    ///
    /// @param event makes the event, if somebody listens; from the name of the executor
    void tell(Supplier<? extends ExecutorEvent> event);

    /// The executor has ended. What was told before is still heard, if that takes no longer than two seconds, and then
    /// no more.
    void close();

    /// Waits after [#close()] until all is heard, or two seconds are over: then a listener that keeps the thread of the
    /// hub is interrupted. Does nothing if a listener calls it.
    void awaitDelivery();
}
