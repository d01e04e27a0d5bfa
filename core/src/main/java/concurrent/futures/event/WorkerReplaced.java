package concurrent.futures.event;

/// A worker was started in the place of one that is gone.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
/// @param successor the name of the new worker
public record WorkerReplaced(String executor, long nanoTime, String worker, String successor) implements WorkerEvent {}
