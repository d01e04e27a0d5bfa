package concurrent.futures;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The result of a task, which may not be there yet.
///
/// A future is pending, then running, then ended: succeeded, failed or cancelled. It ends exactly once, and never
/// changes after that. All methods are safe to call from any thread, from a callback and from inside a task.
///
/// The inherited methods of [java.util.concurrent.Future] keep the JDK's contract: [#get()] wraps the task's exception
/// in an `ExecutionException`. [#result()] is what Python's `Future.result` is: it throws the task's own exception.
///
/// What the three ways to cancel do, on a pool of one thread, which runs the first task:
///
/// <!-- Cancelling.java: cancel -->
/// ```java
/// try (Executor executor = new ThreadPoolExecutor(1)) {
///     Future<String> running = executor.submit(() -> waitForever(started));
///     Future<String> queued = executor.submit(() -> "the only worker never gets to this one");
///     started.await();
///
///     IO.println("queued, cancel(): " + queued.cancel());
///     IO.println("running, cancel(): " + running.cancel());
///     IO.println("running, cancel(true): " + running.cancel(true));
///     IO.println("both cancelled: " + (queued.isCancelled() && running.isCancelled()));
/// }
/// ```
///
/// @param <T> the type of the result
public interface Future<T extends @Nullable Object> extends java.util.concurrent.Future<T> {
    /// Waits until the task has ended, and returns its result.
    ///
    /// Blocks; an interrupt of the waiting thread ends the wait, not the task.
    ///
    /// @return the task's result
    /// @throws RuntimeException the very exception object of the task, where it is unchecked (an [Error] likewise)
    /// @throws TaskFailedException around the task's exception, where that is a checked one
    /// @throws CancellationException if the future was cancelled
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    T result();

    /// Waits until the task has ended, for at most the given time, and returns its result.
    ///
    /// @param timeout how long to wait; zero or negative: not at all
    /// @return the task's result
    /// @throws FutureTimeoutException if the time is up; the task goes on
    /// @throws RuntimeException the very exception object of the task, where it is unchecked (an [Error] likewise)
    /// @throws TaskFailedException around the task's exception, where that is a checked one
    /// @throws CancellationException if the future was cancelled
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    T result(Duration timeout);

    /// Waits until the task has ended, and returns the exception that it failed with.
    ///
    /// @return the task's own exception object, or `null` if it succeeded
    /// @throws CancellationException if the future was cancelled
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    @Nullable
    Throwable exception();

    /// Waits until the task has ended, for at most the given time, and returns the exception that it failed with.
    ///
    /// @param timeout how long to wait; zero or negative: not at all
    /// @return the task's own exception object, or `null` if it succeeded
    /// @throws FutureTimeoutException if the time is up; the task goes on
    /// @throws CancellationException if the future was cancelled
    /// @throws WaitInterruptedException if the waiting thread was interrupted; its interrupt flag is set again
    @Nullable
    Throwable exception(Duration timeout);

    /// Tells whether a worker has really started the task, and it has not ended.
    ///
    /// @return `true` while the task runs; `false` while it waits for a worker, and after its end
    boolean isRunning();

    /// Cancels the task if it has not started; the same as `cancel(false)`.
    ///
    /// @return `true` if this call cancelled the future, or it was cancelled before; `false` if the task has started
    boolean cancel();

    /// Cancels the future.
    ///
    /// With `false`, only a task that has not started is cancelled. With `true`, a running task is stopped as well: the
    /// future is cancelled at once; on a thread, the task's thread is interrupted; in a worker process, the task's
    /// thread is interrupted, and a worker whose task has not ended within the pool's `cancelGrace` is killed and
    /// replaced. Never blocks.
    ///
    /// @param mayInterruptIfRunning whether a task that runs is stopped
    /// @return `true` if this call cancelled the future, or it was cancelled before; `false` if the task has ended, or
    ///     runs and `mayInterruptIfRunning` is `false`
    @Override
    boolean cancel(boolean mayInterruptIfRunning);

    /// Adds an action to run once this future has ended, however it ends.
    ///
    /// Callbacks run once, in the order added, with no lock held, so that they may call anything on any executor. They
    /// run in the thread that ends the future: the task's own thread in a thread pool, the canceller's, and where a
    /// worker process ended it a thread of the pool that is kept for callbacks; where one takes long, those of other
    /// futures run in another. If the future has ended already, the callback runs at once, in the caller. What a
    /// callback throws is logged to the [System.Logger] `concurrent.futures`; the others still run.
    ///
    /// <!-- ProgressByCallbacks.java: callback -->
    /// ```java
    /// private synchronized void ended(Future<Long> future) {
    ///     String failed = future.exception() == null ? "" : ", failed: " + future.exception();
    ///     IO.println(done.incrementAndGet() + " of " + total + failed);
    /// }
    ///
    /// private void run(List<String> files) {
    ///     try (Executor executor = new ThreadPoolExecutor()) {
    ///         for (String file : files) {
    ///             executor.submit(() -> Files.size(Path.of(file))).addDoneCallback(this::ended);
    ///         }
    ///     }
    /// }
    /// ```
    ///
    /// @param callback gets this future
    /// @return this future
    Future<T> addDoneCallback(Consumer<? super Future<T>> callback);

    /// Makes a [CompletableFuture] that ends as this one does.
    ///
    /// It is a copy: completing or cancelling it does not touch this future.
    ///
    /// <!-- WithCompletableFutures.java: combine -->
    /// ```java
    /// try (Executor executor = new ThreadPoolExecutor(2)) {
    ///     Future<Integer> width = executor.submit(() -> 6);
    ///     Future<Integer> height = executor.submit(() -> 7);
    ///     CompletableFuture<Integer> area =
    ///             width.toCompletableFuture().thenCombine(height.toCompletableFuture(), (w, h) -> w * h);
    ///     IO.println("area: " + area.join());
    /// }
    /// ```
    ///
    /// @return a new copy
    CompletableFuture<T> toCompletableFuture();
}
