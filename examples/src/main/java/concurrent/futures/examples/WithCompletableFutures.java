package concurrent.futures.examples;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ThreadPoolExecutor;
import java.util.concurrent.CompletableFuture;

/// Hands futures on to code that composes a [CompletableFuture].
public final class WithCompletableFutures {
    private WithCompletableFutures() {}

    /// Prints a sum of two results.
    ///
    /// @param args not used
    public static void main(String... args) {
        // @start region="combine"
        try (Executor executor = new ThreadPoolExecutor(2)) {
            Future<Integer> width = executor.submit(() -> 6);
            Future<Integer> height = executor.submit(() -> 7);
            CompletableFuture<Integer> area =
                    width.toCompletableFuture().thenCombine(height.toCompletableFuture(), (w, h) -> w * h);
            IO.println("area: " + area.join());
        }
        // @end
    }
}
