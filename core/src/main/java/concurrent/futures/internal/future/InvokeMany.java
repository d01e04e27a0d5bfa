package concurrent.futures.internal.future;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The bulk methods of [java.util.concurrent.ExecutorService], to the letter of its contract.
public final class InvokeMany {
    private InvokeMany() {}

    /// Submits all tasks and waits for their ends; cancels what is unfinished at the deadline, or when interrupted.
    ///
    /// @param <T> the type of the results
    /// @param executor where to
    /// @param tasks the tasks
    /// @param timeout for how long; `null` for no limit
    /// @return their futures, in order, all ended
    /// @throws InterruptedException if the waiting thread was interrupted
    public static <T extends @Nullable Object> List<java.util.concurrent.Future<T>> invokeAll(
            Executor executor, Collection<? extends Callable<T>> tasks, @Nullable Duration timeout)
            throws InterruptedException {
        Deadline deadline = Deadline.after(timeout);
        List<Callable<T>> all = checked(tasks);
        List<Future<T>> futures = new ArrayList<>(all.size());
        try {
            for (Callable<T> task : all) {
                futures.add(executor.submit(task));
            }
            WaitForMany.awaitAll(futures, deadline);
        } finally {
            cancelAll(futures);
        }
        return new ArrayList<>(futures);
    }

    /// Submits all tasks and waits for the first success; cancels the others.
    ///
    /// @param <T> the type of the results
    /// @param executor where to
    /// @param tasks the tasks, at least one
    /// @param timeout for how long; `null` for no limit
    /// @return the result of the first that succeeds
    /// @throws InterruptedException if the waiting thread was interrupted
    /// @throws ExecutionException if none succeeds, with the exception of the last
    /// @throws TimeoutException if the time is up
    public static <T extends @Nullable Object> T invokeAny(
            Executor executor, Collection<? extends Callable<T>> tasks, @Nullable Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Deadline deadline = Deadline.after(timeout);
        List<Callable<T>> all = checked(tasks);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("invokeAny needs at least one task, but the collection is empty");
        }
        List<Future<T>> futures = new ArrayList<>(all.size());
        Arrivals<T> arrivals = new Arrivals<>();
        ExecutionException last = null;
        try {
            for (Callable<T> task : all) {
                Future<T> future = executor.submit(task);
                futures.add(future);
                arrivals.add(future);
            }
            while (arrivals.remaining() > 0) {
                Future<T> ended = arrivals.take(deadline);
                if (ended == null) {
                    throw new TimeoutException("no task has succeeded after " + Durations.format(timeout));
                }
                switch (ended.state()) {
                    case SUCCESS -> {
                        return ended.resultNow();
                    }
                    case FAILED -> last = new ExecutionException(ended.exceptionNow());
                    default ->
                        last = new ExecutionException(
                                new java.util.concurrent.CancellationException("the task was cancelled"));
                }
            }
        } finally {
            arrivals.close();
            cancelAll(futures);
        }
        throw Objects.requireNonNull(last);
    }

    private static <T extends @Nullable Object> List<Callable<T>> checked(Collection<? extends Callable<T>> tasks) {
        List<Callable<T>> all = new ArrayList<>(tasks);
        for (Callable<T> task : all) {
            Objects.requireNonNull(task, "task");
        }
        return all;
    }

    private static void cancelAll(List<? extends Future<?>> futures) {
        // The last first: so that none begins in the place of one that is stopped.
        for (Future<?> future : futures.reversed()) {
            future.cancel(/* mayInterruptIfRunning= */ true);
        }
    }
}
