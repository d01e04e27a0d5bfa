package concurrent.futures.internal.map;

import concurrent.futures.Future;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.future.Arrivals;
import concurrent.futures.internal.future.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// What of a map was submitted and not handed out: futures, and batches of elements that have none.
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
        futures.reversed().forEach(Future::cancel);
    }

    /// Adds a batch; one that comes after the close is cancelled.
    void add(Batch<R> batch) {
        throw new UnsupportedOperationException("the elements of a batch come in order");
    }

    /// Counts elements that are added.
    final void count(int elements) {
        count += elements;
    }

    /// Waits for the next outcome that is to be handed out, and takes it.
    ///
    /// @return an ended future, or an outcome of a [Batch]; `null` when the deadline has passed and the next has not
    ///     ended
    /// @throws NoSuchElementException if the results were closed meanwhile
    final @Nullable Object take(@Nullable Deadline deadline) throws InterruptedException {
        Object taken = next(deadline);
        if (taken != null) {
            count--;
        }
        return taken;
    }

    /// As [#take].
    abstract @Nullable Object next(@Nullable Deadline deadline) throws InterruptedException;

    /// How many are in flight; none after the close. For the consumer.
    final int size() {
        return closed ? 0 : count;
    }

    /// Those that are in flight. For the consumer, before it has taken the first.
    ///
    /// @return a copy
    final List<Future<R>> futures() {
        List<Object> kept;
        synchronized (this) {
            kept = kept();
        }
        return futuresOf(kept);
    }

    /// Not under the lock: it takes that of a pool.
    @SuppressWarnings("unchecked") // what is kept has the type of the results
    private List<Future<R>> futuresOf(List<Object> kept) {
        List<Future<R>> all = new ArrayList<>(kept.size());
        for (Object each : kept) {
            if (each instanceof Batch<?> batch) {
                all.addAll(((Batch<R>) batch).futures());
            } else {
                all.add((Future<R>) each);
            }
        }
        return all;
    }

    final boolean isClosed() {
        return closed;
    }

    /// Ends it, and the wait of a consumer in [#take].
    ///
    /// @return those that were in flight, the oldest first
    final List<Future<R>> close() {
        List<Object> drained;
        synchronized (this) {
            if (closed) {
                return List.of();
            }
            closed = true;
            arrivals.giveUp();
            drained = drain();
        }
        return futuresOf(drained);
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

    abstract List<Object> drain();

    /// A copy of what is kept.
    abstract List<Object> kept();

    /// In the order of the input.
    static final class Ordered<R extends @Nullable Object> extends InFlight<R> {
        private static final int MOST_READY = 256;

        /// Futures and batches. The first batch stays until all of it was taken.
        private final Deque<Object> entries = new ArrayDeque<>();

        /// The next ones, which had ended when the one before them was taken: taken out together, under one lock. The
        /// consumer's; after a close they are not handed out, like all others.
        private final Deque<Future<R>> ready = new ArrayDeque<>();

        /// The batch whose elements are taken, and the next one's index. Likewise.
        private @Nullable Batch<R> open;

        private int index;

        @Override
        void keep(Future<R> future) {
            entries.add(future);
        }

        @Override
        void add(Batch<R> batch) {
            count(batch.size());
            synchronized (this) {
                if (!isClosed()) {
                    entries.add(batch);
                    return;
                }
            }
            batch.futures().reversed().forEach(Future::cancel);
        }

        @Override
        @SuppressWarnings("unchecked") // what is kept has the type of the results
        @Nullable
        Object next(@Nullable Deadline deadline) throws InterruptedException {
            Batch<R> batch = open;
            if (batch != null) {
                return nextOf(batch, deadline);
            }
            Future<R> next = ready.poll();
            if (next != null) {
                return next;
            }
            Object oldest;
            synchronized (this) {
                oldest = entries.peek();
            }
            if (oldest == null) {
                throw closedMeanwhile();
            }
            if (oldest instanceof Batch<?>) {
                open = (Batch<R>) oldest;
                return nextOf(open, deadline);
            }
            Future<R> future = (Future<R>) oldest;
            if (!awaitEnd(future, deadline)) {
                return null;
            }
            synchronized (this) {
                entries.poll();
                while (ready.size() < MOST_READY && entries.peek() instanceof Future<?> ended && ended.isDone()) {
                    ready.add((Future<R>) ended);
                    entries.remove();
                }
            }
            return future;
        }

        private boolean awaitEnd(Future<R> future, @Nullable Deadline deadline) throws InterruptedException {
            // One that was awaited before, in a wait that was interrupted, is among the arrivals still.
            boolean awaited = arrivals.remaining() > 0 || (!future.isDone() && arrivals.add(future));
            return !awaited || takeArrival(deadline) != null;
        }

        /// The next outcome of a batch. One that is a future is taken when that has ended.
        @SuppressWarnings("unchecked") // likewise
        private @Nullable Object nextOf(Batch<R> batch, @Nullable Deadline deadline) throws InterruptedException {
            if (!batch.await(index, deadline)) {
                return null;
            }
            if (isClosed()) {
                throw closedMeanwhile();
            }
            Object outcome = batch.get(index);
            if (outcome instanceof Future<?> own && !awaitEnd((Future<R>) own, deadline)) {
                return null;
            }
            batch.take(index);
            index++;
            if (index == batch.size()) {
                open = null;
                index = 0;
                synchronized (this) {
                    entries.poll();
                }
            }
            return outcome;
        }

        @Override
        List<Object> drain() {
            List<Object> all = kept();
            entries.clear();
            return all;
        }

        @Override
        List<Object> kept() {
            return new ArrayList<>(entries);
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
        List<Object> drain() {
            return kept();
        }

        @Override
        List<Object> kept() {
            return new ArrayList<>(arrivals.awaited());
        }
    }
}
