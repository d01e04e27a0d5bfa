package concurrent.futures.internal.future;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.spi.TaskBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An engine for which many tasks at once are less work than as many one by one.
public interface GroupEngine {
    /// Accepts tasks, as `ExecutorEngine.submit` does with each: they have nothing to do with each other, and any
    /// worker runs any of them.
    ///
    /// @param <T> the type of the results
    /// @param bodies what to do
    /// @param options how
    /// @return their futures, in order
    /// @throws java.util.concurrent.RejectedExecutionException after shutdown, or when the engine can not go on: none
    ///     is accepted then
    <T extends @Nullable Object> List<Future<T>> submitGroup(List<? extends TaskBody<T>> bodies, TaskOptions options);
}
