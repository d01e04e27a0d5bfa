package concurrent.futures.spi;

import concurrent.futures.Future;
import concurrent.futures.internal.future.DefaultFuture;
import org.jspecify.annotations.Nullable;

/// The completing side of a future: Python's `set_running_or_notify_cancel`, `set_result` and `set_exception`.
///
/// Each of its transitions happens at most once, whatever the threads; the loser of a race gets `false`.
///
/// @param <T> the type of the result
public interface Promise<T extends @Nullable Object> {
    /// Makes a pending future.
    ///
    /// @param <T> the type of the result
    /// @param control the executor's side of the task
    /// @return its completing side
    static <T extends @Nullable Object> Promise<T> create(TaskControl control) {
        return new DefaultFuture<>(control);
    }

    /// The future that the user holds.
    ///
    /// @return the same object at each call
    Future<T> future();

    /// Marks the task as running.
    ///
    /// @return `true` if the task shall run now, or was marked as running before; `false` if the future has ended:
    ///     it was cancelled
    boolean tryStart();

    /// Ends the future with a result, from pending or running.
    ///
    /// @param value the result
    /// @return `false` if it has ended before
    boolean trySucceed(T value);

    /// Ends the future with an exception, from pending or running.
    ///
    /// @param exception the task's own exception
    /// @return `false` if it has ended before
    boolean tryFail(Throwable exception);

    /// Ends the future as cancelled, as [Future#cancel(boolean)] does.
    ///
    /// @param evenIfRunning whether a task that runs is stopped
    /// @return `true` only if this call cancelled it
    boolean tryCancel(boolean evenIfRunning);

    /// Tells those who follow the task that there is another attempt.
    void retried();

    /// Tells those who follow the task how far it has come.
    ///
    /// @param done what is done
    /// @param total what there is to do; 0 or negative if it is not known
    void progressed(long done, long total);
}
