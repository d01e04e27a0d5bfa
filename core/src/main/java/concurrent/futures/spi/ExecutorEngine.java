package concurrent.futures.spi;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What runs the tasks of an executor; [AbstractExecutor] makes an executor of it.
///
/// All methods are safe to call from any thread, from callbacks and from inside tasks, and hold no lock while they call
/// foreign code.
public interface ExecutorEngine {
    /// Accepts a task. Does not block.
    ///
    /// @param <T> the type of the result
    /// @param body what to do
    /// @param options how
    /// @return its future
    /// @throws java.util.concurrent.RejectedExecutionException after shutdown, or when the engine can not go on
    <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options);

    /// Accepts tasks that are handed to one worker together: a chunk of a map. They succeed, fail and are cancelled one
    /// by one.
    ///
    /// @param <T> the type of the results
    /// @param bodies what to do; all have the same function
    /// @param options how
    /// @return their futures, in order
    /// @throws java.util.concurrent.RejectedExecutionException after shutdown, or when the engine can not go on: none
    ///     is accepted then
    default <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        List<Future<T>> futures = new ArrayList<>(bodies.size());
        for (TaskBody<T> body : bodies) {
            futures.add(submit(body, options));
        }
        return futures;
    }

    /// Told that a map begins, so that its function can be prepared once for all elements.
    ///
    /// The bodies of the map's tasks carry the function that this returns.
    ///
    /// @param <F> the type of the function
    /// @param function the user's function
    /// @return the same function, or one that stands for it
    default <F> F prepare(F function) {
        return function;
    }

    /// Whether it runs tasks where their options' label says: else options with a label are refused.
    ///
    /// @return `false` unless there are several machines
    default boolean placesByLabel() {
        return false;
    }

    /// The most workers that run tasks at the same time.
    ///
    /// @return at least 1; [Integer#MAX_VALUE] for no limit
    int maxWorkers();

    /// A snapshot.
    ///
    /// @return the statistics
    ExecutorStatistics statistics();

    /// Where it says what happens.
    ///
    /// What is told of its tasks adds up with the statistics: one [TaskTrace] for each task that was accepted while
    /// somebody listened, but for those that the hub leaves out. It is closed once the engine has terminated.
    ///
    /// @return the same object at each call
    EventHub events();

    /// Cancels every future that has not started.
    ///
    /// @return how many were cancelled by this call
    int cancelPending();

    /// Refuses new work; what was accepted is done.
    void shutdown();

    /// Refuses new work, cancels what is pending, stops what is running.
    ///
    /// @return the tasks that never began
    List<TaskBody<?>> shutdownNow();

    /// Tells whether new work is refused.
    ///
    /// @return `true` from then on
    boolean isShutdown();

    /// Tells whether all work is done after a shutdown, and the workers are gone.
    ///
    /// @return `true` from then on
    boolean isTerminated();

    /// Waits until [#isTerminated()].
    ///
    /// @param timeout how long to wait
    /// @param unit the unit of the time
    /// @return `false` if the time is up
    /// @throws InterruptedException if the thread was interrupted
    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException;
}
