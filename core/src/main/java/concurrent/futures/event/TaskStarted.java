package concurrent.futures.event;

import concurrent.futures.Future;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A worker has begun an attempt at a task.
///
/// In a process pool, this is heard at the end of the task, or a tenth of a second after its begin; [#nanoTime()] tells
/// when it was.
///
/// @param task the task
/// @param nanoTime when it began
/// @param worker the name of the worker
/// @param attempt the number of the attempt, from 1
/// @param queueTime how long it had waited for a worker
/// @param future the future of the task, by which a listener can cancel it; whoever keeps it, keeps its result. `null`
///     if the executor does not tell
public record TaskStarted(
        TaskInfo task,
        long nanoTime,
        String worker,
        int attempt,
        Duration queueTime,
        @Nullable Future<?> future) implements TaskEvent {}
