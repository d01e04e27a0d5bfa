package concurrent.futures.internal.event;

import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskInfo;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.WorkerEvent;
import concurrent.futures.spi.TaskTrace.Serialized;

/// Writes what happens to a flight recording, in the thread in which it happens. Does not block, and throws nothing.
public interface Recording {
    /// A task was submitted.
    ///
    /// @return takes what happens to it
    OfTask task();

    /// Something has happened to a worker.
    ///
    /// @param event what
    void tell(WorkerEvent event);

    /// What is written of one task. For one thread at a time.
    interface OfTask {
        /// An attempt has begun.
        ///
        /// @param event which
        void started(TaskStarted event);

        /// The task has ended.
        ///
        /// @param event how
        void ended(TaskEnded event);

        /// Something of it was written for another process, or read from one.
        ///
        /// @param task the task
        /// @param what was written or read
        /// @param nanos how long that took
        /// @param bytes how much it was
        void serialized(TaskInfo task, Serialized what, long nanos, long bytes);
    }
}
