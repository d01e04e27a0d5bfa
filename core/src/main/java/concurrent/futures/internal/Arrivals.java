package concurrent.futures.internal;

import concurrent.futures.Future;
import concurrent.futures.spi.TaskScope;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Futures in the order in which they end, for one thread that waits for them.
///
/// The futures that end are pushed to a queue by whoever ends them, at constant cost. The waiting thread is woken only
/// when as many have come as it waits for, or one has failed and it waits for that. Only the owner may call these
/// methods, except that any thread may call [#giveUp()], and [#close()] once the owner has stopped.
///
/// @param <T> the type of the results
public final class Arrivals<T extends @Nullable Object> {
    private static final long NEVER = Long.MAX_VALUE;

    private final Queue<Future<T>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final IdentityHashMap<Future<T>, Arrival<T>> awaited = new IdentityHashMap<>();
    private long taken;

    /// The engines whose futures were added, and the one added last.
    private final Set<Object> engines = Collections.newSetFromMap(new IdentityHashMap<>(2));

    private @Nullable Object lastEngine;

    private volatile @Nullable Thread owner;
    private volatile long wakeAt = NEVER;
    private volatile boolean wakeOnFailure;
    private volatile boolean failureSeen;
    private volatile boolean givenUp;

    private static final class Arrival<T extends @Nullable Object> extends Waiter {
        private final Arrivals<T> arrivals;
        private final Future<T> future;

        Arrival(Arrivals<T> arrivals, Future<T> future) {
            this.arrivals = arrivals;
            this.future = future;
        }

        @Override
        void signal() {
            arrivals.arrive(future);
        }
    }

    private void arrive(Future<T> future) {
        boolean failed = future.state() == java.util.concurrent.Future.State.FAILED;
        arrived.add(future);
        if (failed) {
            failureSeen = true;
        }
        if (arrivals.incrementAndGet() >= wakeAt || (failed && wakeOnFailure)) {
            LockSupport.unpark(owner);
        }
    }

    /// Begins to wait for a future; one that has ended arrives at once.
    ///
    /// @return `false` if it is awaited already
    public boolean add(Future<T> future) {
        Objects.requireNonNull(future, "future");
        Arrival<T> arrival = new Arrival<>(this, future);
        if (awaited.putIfAbsent(future, arrival) != null) {
            return false;
        }
        if (!(future instanceof DefaultFuture<T> ours)) {
            future.addDoneCallback(ended -> arrival.signal());
        } else if (ours.addWaiter(arrival)) {
            note(ours.engineIfUnended());
        } else {
            arrival.signal();
        }
        return true;
    }

    private void note(@Nullable Object engine) {
        if (engine != null && engine != lastEngine) {
            engines.add(engine);
            lastEngine = engine;
        }
    }

    /// How many were added and not taken.
    public int remaining() {
        return awaited.size();
    }

    /// The futures that were added and not taken.
    public Iterable<Future<T>> awaited() {
        return awaited.keySet();
    }

    /// Takes the next future that has ended, if there is one.
    @Nullable
    Future<T> poll() {
        Future<T> future = arrived.poll();
        while (future != null && awaited.remove(future) == null) {
            // It was taken before it arrived.
            future = arrived.poll();
        }
        if (future != null) {
            taken++;
        }
        return future;
    }

    /// Waits for the next future that has ended, and takes it.
    ///
    /// @return `null` when the deadline has passed and none has ended
    @Nullable
    Future<T> take(@Nullable Deadline deadline) throws InterruptedException {
        Future<T> future = poll();
        if (future == null) {
            await(1, /* orFailure= */ false, deadline);
            future = pollAfter(deadline);
        }
        return future;
    }

    /// Takes the next future that has ended, if there is one, after a wait that a deadline may have cut short.
    ///
    /// The state of a future is final before its waiters are signalled: one that is just about to arrive counts.
    public @Nullable Future<T> pollAfter(@Nullable Deadline deadline) {
        Future<T> future = poll();
        if (future == null && deadline != null) {
            for (Future<T> each : awaited.keySet()) {
                if (each.isDone()) {
                    awaited.remove(each);
                    taken++;
                    return each;
                }
            }
        }
        return future;
    }

    /// Waits until so many more than were taken have arrived, or the deadline has passed, or [#giveUp()] was called.
    ///
    /// @param more how many, above those taken
    /// @param orFailure whether a failed one is enough
    public void await(long more, boolean orFailure, @Nullable Deadline deadline) throws InterruptedException {
        long enough = taken + more;
        if (arrivals.get() >= enough || (orFailure && failureSeen)) {
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TaskScope lender = CurrentTask.lendSlotToAny(engines);
        owner = Thread.currentThread();
        wakeAt = enough;
        wakeOnFailure = orFailure;
        try {
            while (arrivals.get() < enough && !(orFailure && failureSeen) && !givenUp) {
                long nanos = deadline == null ? 0 : deadline.remaining();
                if (deadline == null) {
                    LockSupport.park(this);
                } else if (nanos > 0) {
                    LockSupport.parkNanos(this, nanos);
                } else {
                    return;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            wakeAt = NEVER;
            wakeOnFailure = false;
            owner = null;
            if (lender != null) {
                lender.reclaimSlot();
            }
        }
    }

    /// Ends the wait of the owner, now and from now on. Any thread may call it.
    public void giveUp() {
        givenUp = true;
        LockSupport.unpark(owner);
    }

    /// Stops listening, once the deadline has passed: takes itself out of the lists of the futures that have not ended.
    /// Those that end later are still found by [#pollAfter], which looks at each.
    void stopListening() {
        awaited.forEach((future, arrival) -> {
            if (future instanceof DefaultFuture<T> ours) {
                ours.removeWaiter(arrival);
            }
        });
    }

    /// Stops waiting.
    void close() {
        stopListening();
        awaited.clear();
    }
}
