package concurrent.futures.internal.future;

import concurrent.futures.DoneAndNotDone;
import concurrent.futures.Future;
import concurrent.futures.ReturnWhen;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.internal.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Waits until some or all of many futures have ended.
public final class WaitForMany {
    private WaitForMany() {}

    /// See [concurrent.futures.Futures#waitFor(Collection, ReturnWhen, Duration)].
    ///
    /// @param <T> the type of the results
    /// @param futures what to wait for
    /// @param when the condition
    /// @param timeout for how long; `null` for no limit
    /// @return the two halves
    public static <T extends @Nullable Object> DoneAndNotDone<T> await(
            Collection<? extends Future<T>> futures, ReturnWhen when, @Nullable Duration timeout) {
        Objects.requireNonNull(when, "when");
        Deadline deadline = Deadline.after(timeout);
        List<Future<T>> all = new ArrayList<>(futures);
        try {
            if (when == ReturnWhen.ALL_COMPLETED) {
                awaitAll(all, deadline);
            } else {
                awaitFirst(all, when, deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(e);
        }
        Set<Future<T>> done = new LinkedHashSet<>();
        Set<Future<T>> notDone = new LinkedHashSet<>();
        for (Future<T> future : all) {
            if (!notDone.contains(future)) {
                (future.isDone() ? done : notDone).add(future);
            }
        }
        return new DoneAndNotDone<>(done, notDone);
    }

    private static <T extends @Nullable Object> void awaitFirst(
            List<Future<T>> futures, ReturnWhen when, @Nullable Deadline deadline) throws InterruptedException {
        Arrivals<T> arrivals = new Arrivals<>();
        try {
            futures.forEach(arrivals::add);
            int count = arrivals.remaining();
            boolean one = when == ReturnWhen.FIRST_COMPLETED && count > 0;
            arrivals.await(one ? 1 : count, when == ReturnWhen.FIRST_EXCEPTION, deadline);
        } finally {
            arrivals.close();
        }
    }

    /// Waits for each, the last first: once that has ended, the others have mostly ended too, and the thread has waited
    /// once.
    ///
    /// @param <T> the type of the results
    /// @param futures what to wait for
    /// @param deadline when to give up; `null` for never
    /// @throws InterruptedException if the waiting thread was interrupted
    static <T extends @Nullable Object> void awaitAll(List<Future<T>> futures, @Nullable Deadline deadline)
            throws InterruptedException {
        for (Future<T> future : futures.reversed()) {
            if (!awaitEnd(future, deadline)) {
                return;
            }
        }
    }

    private static <T extends @Nullable Object> boolean awaitEnd(Future<T> future, @Nullable Deadline deadline)
            throws InterruptedException {
        if (future instanceof DefaultFuture<T> ours) {
            return ours.awaitEnd(deadline);
        }
        Arrivals<T> arrivals = new Arrivals<>();
        arrivals.add(future);
        try {
            return arrivals.take(deadline) != null;
        } finally {
            arrivals.close();
        }
    }
}
