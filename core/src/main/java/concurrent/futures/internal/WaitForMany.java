package concurrent.futures.internal;

import concurrent.futures.DoneAndNotDone;
import concurrent.futures.Future;
import concurrent.futures.ReturnWhen;
import concurrent.futures.WaitInterruptedException;
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
        Arrivals<T> arrivals = new Arrivals<>();
        try {
            all.forEach(arrivals::add);
            int count = arrivals.remaining();
            if (count > 0) {
                switch (when) {
                    case FIRST_COMPLETED -> arrivals.await(1, /* orFailure= */ false, deadline);
                    case FIRST_EXCEPTION -> arrivals.await(count, /* orFailure= */ true, deadline);
                    case ALL_COMPLETED -> arrivals.await(count, /* orFailure= */ false, deadline);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(e);
        } finally {
            arrivals.close();
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
}
