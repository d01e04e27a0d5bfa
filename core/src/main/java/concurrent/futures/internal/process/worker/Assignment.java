package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.wire.Frame;
import org.jspecify.annotations.Nullable;

/// What the thread of the tasks finds in its queue.
sealed interface Assignment {
    /// To be done before the first task.
    record Prepare(Frame.Setup setup) implements Assignment {}

    /// A task. Its shared function is looked up when it comes, since it may be forgotten before the task runs.
    record Task(Frame.Run run, @Nullable SharedValue function) implements Assignment {}

    /// Shared memory that was closed by the process that it belongs to; not in the midst of a task, which may use it.
    record Unmap(long number) implements Assignment {}

    /// Nothing comes any more.
    record End() implements Assignment {}
}
