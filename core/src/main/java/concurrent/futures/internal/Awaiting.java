package concurrent.futures.internal;

import concurrent.futures.WaitInterruptedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Waits for what another thread brings.
public final class Awaiting {
    private Awaiting() {}

    /// Waits until it is there.
    ///
    /// @param future of what is waited for
    /// @param <V> its type
    /// @return the value
    /// @throws WaitInterruptedException if the thread is interrupted while it waits; its interrupt flag is set again
    /// @throws IllegalStateException if the future failed with a checked exception, which is the cause; any other one
    ///     is thrown as it is
    public static <V extends @Nullable Object> V await(CompletableFuture<V> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}
