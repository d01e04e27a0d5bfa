package concurrent.futures.event;

/// A worker has ended as it should: it was told to, or there was nothing more for it to do.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
/// @param reason why, in words
public record WorkerRetired(String executor, long nanoTime, String worker, String reason) implements WorkerEvent {}
