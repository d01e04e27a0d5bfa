package concurrent.futures.internal;

import concurrent.futures.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The futures of a map that were submitted and not handed out.
///
/// The consumer's thread adds and takes; any thread may close. Its own short lock is never held while it waits, or
/// while foreign code runs.
///
/// @param <R> the type of the results
abstract sealed class InFlight<R extends @Nullable Object> {
    private boolean closed;

    /// Adds a future; one that comes after the close is cancelled.
    final void add(Future<R> future) {
        synchronized (this) {
            if (!closed) {
                keep(future);
                return;
            }
        }
        future.cancel();
    }

    /// Waits for the next future that is to be handed out, and takes it.
    ///
    /// @return an ended future, or `null` when the deadline has passed and the next has not ended
    /// @throws NoSuchElementException if the results were closed meanwhile
    abstract @Nullable Future<R> take(@Nullable Deadline deadline) throws InterruptedException;

    /// How many are in flight; none after the close.
    final synchronized int size() {
        return closed ? 0 : kept();
    }

    final synchronized boolean isClosed() {
        return closed;
    }

    /// Ends it.
    ///
    /// @return those that were in flight
    final synchronized List<Future<R>> close() {
        if (closed) {
            return List.of();
        }
        closed = true;
        return drain();
    }

    private static boolean awaitEnd(Future<?> future, @Nullable Deadline deadline) throws InterruptedException {
        if (future instanceof DefaultFuture<?> ours) {
            return ours.awaitEnd(deadline);
        }
        CountDownLatch ended = new CountDownLatch(1);
        future.addDoneCallback(ignored -> ended.countDown());
        if (deadline == null) {
            ended.await();
            return true;
        }
        return ended.await(deadline.remaining(), TimeUnit.NANOSECONDS);
    }

    static NoSuchElementException closedMeanwhile() {
        return new NoSuchElementException("the results were closed");
    }

    abstract void keep(Future<R> future);

    abstract int kept();

    abstract List<Future<R>> drain();

    /// In the order of the input.
    static final class Ordered<R extends @Nullable Object> extends InFlight<R> {
        private final Deque<Future<R>> futures = new ArrayDeque<>();

        @Override
        void keep(Future<R> future) {
            futures.add(future);
        }

        @Override
        int kept() {
            return futures.size();
        }

        @Override
        @Nullable
        Future<R> take(@Nullable Deadline deadline) throws InterruptedException {
            Future<R> oldest;
            synchronized (this) {
                oldest = futures.peek();
            }
            if (oldest == null) {
                throw closedMeanwhile();
            }
            if (!awaitEnd(oldest, deadline)) {
                return null;
            }
            synchronized (this) {
                futures.poll();
            }
            return oldest;
        }

        @Override
        List<Future<R>> drain() {
            List<Future<R>> all = new ArrayList<>(futures);
            futures.clear();
            return all;
        }
    }

    /// In the order in which they end.
    static final class Unordered<R extends @Nullable Object> extends InFlight<R> {
        private final Arrivals<R> arrivals = new Arrivals<>();

        @Override
        void keep(Future<R> future) {
            arrivals.add(future);
        }

        @Override
        int kept() {
            return arrivals.remaining();
        }

        @Override
        @Nullable
        Future<R> take(@Nullable Deadline deadline) throws InterruptedException {
            arrivals.await(1, /* orFailure= */ false, deadline);
            synchronized (this) {
                return arrivals.pollAfter(deadline);
            }
        }

        @Override
        List<Future<R>> drain() {
            List<Future<R>> all = new ArrayList<>();
            arrivals.awaited().forEach(all::add);
            return all;
        }
    }
}
