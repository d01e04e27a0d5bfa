package concurrent.futures;

import org.jspecify.annotations.Nullable;

/// What is known of one worker process, at one moment.
///
/// @param pid the process id
/// @param name the worker's name
/// @param state what it is doing
/// @param tasksDone the tasks that it has run to their end, by a result or an exception
/// @param currentTask the name of the task that it runs, or, if its options give it none, one made of its code, such as
///     `Main.main` for a lambda expression; `null` if it runs none
/// @param residentBytes the memory that it occupies; 0 where the system does not tell
public record WorkerInfo(
        long pid,
        String name,
        State state,
        long tasksDone,
        @Nullable String currentTask,
        long residentBytes) {
    /// What a worker is doing.
    public enum State {
        /// Its JVM starts, or its initializer runs.
        STARTING,
        /// It waits for a task.
        IDLE,
        /// It runs a task, or has some to run.
        BUSY,
        /// It gets no more tasks, and ends.
        STOPPING,
    }
}
