package concurrent.futures.event;

/// Hears what happens in an executor; see [concurrent.futures.Executor#addListener(ExecutorListener)].
///
/// It is called by one thread of the executor's, for one event after the other, with no lock held: it may call anything
/// on any executor, close its own one, or remove itself. What it throws is logged, the first time for each class of
/// exception, and disturbs nobody. A slow listener holds up no work, but other listeners of the same executor; events
/// for which there is no room are dropped, and counted.
@FunctionalInterface
public interface ExecutorListener {
    /// Something has happened.
    ///
    /// The events of one task come in the order in which they happened. [TaskSubmitted] is the first, and [TaskEnded]
    /// the last.
    ///
    /// @param event what
    void onEvent(ExecutorEvent event);
}
