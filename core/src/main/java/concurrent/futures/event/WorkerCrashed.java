package concurrent.futures.event;

/// A worker has ended that should not, or had to be killed.
///
/// @param executor the name of the executor
/// @param nanoTime when
/// @param worker the name of the worker
/// @param pid its process id; 0 for a thread of this process
/// @param cause the likely cause, in one sentence without a full stop
/// @param description all that is known, for people: several lines, with the exit code or signal, and the last lines of
///     its standard error
public record WorkerCrashed(String executor, long nanoTime, String worker, long pid, String cause, String description)
        implements WorkerEvent {}
