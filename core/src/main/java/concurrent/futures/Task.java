package concurrent.futures;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A unit of work with a result, which can travel to another process.
///
/// A lambda or method reference given to [Executor#submit(Task)] becomes one without a cast. It may throw checked
/// exceptions. What it captures travels with it, so for a process pool that has to be serializable.
///
/// @param <T> the type of the result
@FunctionalInterface
public interface Task<T extends @Nullable Object> extends Callable<T>, Serializable {}
