package concurrent.futures.event;

/// Something that has happened to a task.
public sealed interface TaskEvent extends ExecutorEvent
        permits TaskSubmitted, TaskStarted, TaskProgressed, TaskRetried, TaskEnded {
    /// The task.
    ///
    /// @return which one: equal in all its events
    TaskInfo task();

    @Override
    default String executor() {
        return task().executor();
    }
}
