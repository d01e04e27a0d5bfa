package concurrent.futures.internal.map;

import concurrent.futures.Future;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.future.Arrivals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The futures of a map that were submitted and not handed out.
///
/// The consumer's thread adds and takes; any thread may close. Its own short lock is never held while it waits, or
/// while foreign code runs.
///
/// @param <R> the type of the results
abstract sealed class InFlight<R extends @Nullable Object> {
    /// What the consumer waits with.
    final Arrivals<R> arrivals = new Arrivals<>();

    private volatile boolean closed;

    /// How many were added and not taken; the consumer's.
    private int count;

    /// Adds a future; one that comes after the close is cancelled.
    final void add(Future<R> future) {
        count++;
        synchronized (this) {
            if (!closed) {
                keep(future);
                return;
            }
        }
        future.cancel();
    }

    /// Adds futures; those that come after the close are cancelled.
    final void addAll(List<Future<R>> futures) {
        count += futures.size();
        synchronized (this) {
            if (!closed) {
                futures.forEach(this::keep);
                return;
            }
        }
        futures.forEach(Future::cancel);
    }

    /// Waits for the next future that is to be handed out, and takes it.
    ///
    /// @return an ended future, or `null` when the deadline has passed and the next has not ended
    /// @throws NoSuchElementException if the results were closed meanwhile
    final @Nullable Future<R> take(@Nullable Deadline deadline) throws InterruptedException {
        Future<R> taken = next(deadline);
        if (taken != null) {
            count--;
        }
        return taken;
    }

    /// As [#take].
    abstract @Nullable Future<R> next(@Nullable Deadline deadline) throws InterruptedException;

    /// How many are in flight; none after the close. For the consumer.
    final int size() {
        return closed ? 0 : count;
    }

    /// Those that are in flight. For the consumer, before it has taken the first.
    ///
    /// @return a copy
    final synchronized List<Future<R>> futures() {
        return kept();
    }

    final boolean isClosed() {
        return closed;
    }

    /// Ends it, and the wait of a consumer in [#take].
    ///
    /// @return those that were in flight
    final synchronized List<Future<R>> close() {
        if (closed) {
            return List.of();
        }
        closed = true;
        arrivals.giveUp();
        return drain();
    }

    /// Waits for an arrival, the deadline, or the close.
    final @Nullable Future<R> takeArrival(@Nullable Deadline deadline) throws InterruptedException {
        arrivals.await(1, /* orFailure= */ false, deadline);
        synchronized (this) {
            Future<R> arrived = arrivals.pollAfter(deadline);
            if (arrived == null && closed) {
                throw closedMeanwhile();
            }
            return arrived;
        }
    }

    static NoSuchElementException closedMeanwhile() {
        return new NoSuchElementException("the results were closed");
    }

    abstract void keep(Future<R> future);

    abstract List<Future<R>> drain();

    /// A copy of what is kept.
    abstract List<Future<R>> kept();

    /// In the order of the input.
    static final class Ordered<R extends @Nullable Object> extends InFlight<R> {
        private static final int MOST_READY = 256;

        private final Deque<Future<R>> futures = new ArrayDeque<>();

        /// The next ones, which had ended when the one before them was taken: taken out together, under one lock. The
        /// consumer's; after a close they are not handed out, like all others.
        private final Deque<Future<R>> ready = new ArrayDeque<>();

        @Override
        void keep(Future<R> future) {
            futures.add(future);
        }

        @Override
        @Nullable
        Future<R> next(@Nullable Deadline deadline) throws InterruptedException {
            Future<R> next = ready.poll();
            if (next != null) {
                return next;
            }
            Future<R> oldest;
            synchronized (this) {
                oldest = futures.peek();
            }
            if (oldest == null) {
                throw closedMeanwhile();
            }
            // One that was awaited before, in a wait that was interrupted, is among the arrivals still.
            boolean awaited = arrivals.remaining() > 0 || (!oldest.isDone() && arrivals.add(oldest));
            if (awaited && takeArrival(deadline) == null) {
                return null;
            }
            synchronized (this) {
                futures.poll();
                for (next = futures.peek(); next != null && ready.size() < MOST_READY; next = futures.peek()) {
                    if (!next.isDone()) {
                        break;
                    }
                    ready.add(next);
                    futures.remove();
                }
            }
            return oldest;
        }

        @Override
        List<Future<R>> drain() {
            List<Future<R>> all = kept();
            futures.clear();
            return all;
        }

        @Override
        List<Future<R>> kept() {
            return new ArrayList<>(futures);
        }
    }

    /// In the order in which they end.
    static final class Unordered<R extends @Nullable Object> extends InFlight<R> {
        @Override
        void keep(Future<R> future) {
            arrivals.add(future);
        }

        @Override
        @Nullable
        Future<R> next(@Nullable Deadline deadline) throws InterruptedException {
            return takeArrival(deadline);
        }

        @Override
        List<Future<R>> drain() {
            return kept();
        }

        @Override
        List<Future<R>> kept() {
            return arrivals.awaited();
        }
    }
}
