package concurrent.futures.event;

/// Something that has happened to a worker: a thread, or a worker process.
///
/// There are none of virtual threads, each of which runs one task, and whose name the events of that task tell.
public sealed interface WorkerEvent extends ExecutorEvent
        permits WorkerStarted,
                WorkerReady,
                WorkerBusy,
                WorkerIdle,
                WorkerSampled,
                WorkerCrashed,
                WorkerRetired,
                WorkerReplaced {
    /// The worker, by the name of its thread or process.
    ///
    /// @return its name, which no other one of the executor has
    String worker();
}
