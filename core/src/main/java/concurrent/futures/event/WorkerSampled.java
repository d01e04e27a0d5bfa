package concurrent.futures.event;

import java.time.Duration;

/// What a worker process uses, once a second.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
/// @param pid its process id
/// @param heapBytes how much of its heap is used, garbage included; 0 as long as it is not known
/// @param residentBytes how much memory the process occupies; 0 where it is not known
/// @param processorTime how much time of processors it has used, since its start; zero where it is not known
public record WorkerSampled(
        String executor,
        long nanoTime,
        String worker,
        long pid,
        long heapBytes,
        long residentBytes,
        Duration processorTime)
        implements WorkerEvent {}
