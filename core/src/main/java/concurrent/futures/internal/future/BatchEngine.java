package concurrent.futures.internal.future;

import concurrent.futures.TaskOptions;
import concurrent.futures.spi.TaskBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An engine that can do without a future for each element of a map.
public interface BatchEngine {
    /// Accepts elements of a map, as `ExecutorEngine.submit` does with each, if they are of a kind that allows it.
    ///
    /// @param <T> the type of the results
    /// @param bodies what to do; all have the same function, and there is at least one
    /// @param options how
    /// @param isChunk whether they are to stay together, as by `ExecutorEngine.submitChunk`
    /// @return their outcomes, in order; `null` if they are to be submitted in another way, and nothing has happened
    /// @throws java.util.concurrent.RejectedExecutionException after shutdown, or when the engine can not go on
    <T extends @Nullable Object> @Nullable Batch<T> submitBatch(
            List<? extends TaskBody<T>> bodies, TaskOptions options, boolean isChunk);
}
