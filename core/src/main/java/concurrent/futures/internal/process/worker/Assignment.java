package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.wire.Frame;
import org.jspecify.annotations.Nullable;

/// What the thread of the tasks finds in its queue.
sealed interface Assignment {
    /// To be done before the first task.
    record Prepare(Frame.Setup setup) implements Assignment {}

    /// To be done while there are no tasks.
    record Rehearse() implements Assignment {}

    /// Tasks. Their shared function is looked up when they come, since it may be forgotten before they run.
    record Tasks(Frame.Run run, @Nullable SharedValue function) implements Assignment {}

    /// Elements of a map. Likewise.
    record Elements(Frame.Elements frame, @Nullable SharedValue function) implements Assignment {}

    /// Shared memory that was closed by the process that it belongs to; not in the midst of a task, which may use it.
    record Unmap(long number) implements Assignment {}

    /// Nothing comes any more.
    record End() implements Assignment {}
}
