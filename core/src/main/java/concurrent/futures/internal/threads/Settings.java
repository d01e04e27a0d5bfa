package concurrent.futures.internal.threads;

import org.jspecify.annotations.Nullable;

/// How a thread pool was configured.
///
/// @param maxWorkers the most threads that run tasks at the same time; [Integer#MAX_VALUE] for no limit
/// @param threadNamePrefix what the threads' names begin with; `-` and a number follow
/// @param initializer runs in each thread before its first task, or `null`
/// @param virtual whether each task gets a virtual thread of its own
public record Settings(
        int maxWorkers, String threadNamePrefix, @Nullable Runnable initializer, boolean virtual) {}
