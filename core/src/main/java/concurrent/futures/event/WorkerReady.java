package concurrent.futures.event;

import java.time.Duration;

/// A worker has done what there was to do before its first task, such as the initializer.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
/// @param startTime how long that took, from its start
public record WorkerReady(String executor, long nanoTime, String worker, Duration startTime) implements WorkerEvent {}
