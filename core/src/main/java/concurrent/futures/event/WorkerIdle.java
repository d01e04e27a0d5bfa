package concurrent.futures.event;

/// A worker has nothing to do any more.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
public record WorkerIdle(String executor, long nanoTime, String worker) implements WorkerEvent {}
