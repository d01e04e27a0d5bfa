package concurrent.futures.event;

/// A worker exists, and gets ready.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
/// @param pid its process id; 0 for a thread of this process
public record WorkerStarted(String executor, long nanoTime, String worker, long pid) implements WorkerEvent {}
