package concurrent.futures.event;

/// A listener that was added to an executor. For any threads.
public interface ListenerRegistration extends AutoCloseable {
    /// Removes the listener, which hears nothing any more but for the call that is under way. May be called many times,
    /// also by the listener. It ends by itself with the executor.
    @Override
    void close();

    /// How many tasks the listener was told nothing of, since more happened than it has heard so far.
    ///
    /// The [TaskSubmitted] that it has heard and these are, together, all tasks that were submitted since it was added.
    ///
    /// @return their number, since the listener was added
    long droppedTasks();

    /// How many other events were dropped, for which there was no room: such of tasks that it was told of, and of
    /// workers. The [TaskEnded] of a task that it was told of is never one of them.
    ///
    /// @return their number, since the listener was added
    long droppedEvents();
}
