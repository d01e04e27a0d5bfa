package concurrent.futures.kit;

/// What executors may differ in. The suites have a test for both answers.
public enum Capability {
    /// Tasks run in another process: they share no memory with the caller.
    RUNS_IN_OTHER_PROCESS,

    /// A task gets a copy of its arguments as they were at submit; without it, task and caller share the objects.
    SNAPSHOTS_ARGUMENTS,

    /// A task, argument, result or exception that can not be serialized fails its future.
    REFUSES_UNSERIALIZABLE,

    /// The exception of a future is the very object that the task threw; without it, one of the same class.
    KEEPS_EXCEPTION_OBJECTS,

    /// `cancel(true)`, a time limit and `shutdownNow` end a task even if it ignores interrupts.
    STOPS_TASKS_THAT_IGNORE_INTERRUPTS,

    /// `shutdownNow` cancels the futures of running tasks; without it, it interrupts their threads alone.
    SHUTDOWN_NOW_CANCELS_RUNNING_TASKS,

    /// Callbacks of a task's own end run in the thread that ran the task; without it, in one kept for callbacks.
    RUNS_CALLBACKS_IN_TASK_THREAD,

    /// A worker runs one task after the other, and what becomes of it is told; without it, workers are not told of.
    TELLS_OF_WORKERS,

    /// Its connections to other processes are shared with other executors, and may be made anew at any time; without
    /// it, a socket that is there after a test was left behind.
    SHARES_CONNECTIONS,

    /// A task may submit to `TaskContext.current().executor()`, and wait for the result.
    NESTED_SUBMIT,
}
