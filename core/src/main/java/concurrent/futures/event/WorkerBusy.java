package concurrent.futures.event;

/// A worker that had nothing to do has got tasks.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
public record WorkerBusy(String executor, long nanoTime, String worker) implements WorkerEvent {}
