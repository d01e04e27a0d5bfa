package concurrent.futures.internal.future;

import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Forgotten;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Futures as they end: what [concurrent.futures.Futures#asCompleted(Collection)] returns.
///
/// @param <T> the type of the results
public final class CompletionOrder<T extends @Nullable Object> implements Iterable<Future<T>> {
    private final Arrivals<T> arrivals = new Arrivals<>();
    private final int total;
    private final @Nullable Duration timeout;
    private final @Nullable Deadline deadline;
    private final AtomicBoolean asked = new AtomicBoolean();

    /// Begins to wait.
    ///
    /// @param futures what to wait for
    /// @param timeout for how long, from now; `null` for no limit
    public CompletionOrder(Collection<? extends Future<T>> futures, @Nullable Duration timeout) {
        this.timeout = timeout;
        deadline = Deadline.after(timeout);
        for (Future<T> future : futures) {
            arrivals.add(future);
        }
        total = arrivals.remaining();
        // Whoever has seen enough just stops: the futures that have not ended must not keep the others until they do.
        Forgotten.whenDropped(this, arrivals::close);
    }

    @Override
    public Iterator<Future<T>> iterator() {
        if (asked.getAndSet(true)) {
            throw new IllegalStateException("these futures can be iterated once; call asCompleted again");
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return arrivals.remaining() > 0;
            }

            @Override
            public Future<T> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("all futures were handed out");
                }
                return take();
            }
        };
    }

    private Future<T> take() {
        try {
            Future<T> future = arrivals.take(deadline);
            if (future != null) {
                return future;
            }
            arrivals.stopListening();
            throw new FutureTimeoutException(
                    arrivals.remaining() + " of " + total + " futures unfinished after " + Durations.format(timeout));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
