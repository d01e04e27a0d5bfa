package concurrent.futures.internal.future;

import concurrent.futures.Future;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.FieldHandles;
import concurrent.futures.spi.TaskScope;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Futures in the order in which they end, each once, for one thread that waits for them.
///
/// That a future is not added twice is told by a mark in it. A future bears the mark of one at a time; whoever finds
/// that of another remembers the future in a set.
///
/// A future that has ended when it is added is ready at once, and costs nothing. In any other an [Arrival] is hung
/// up, and whoever ends the future pushes that to a stack, by one CAS; the owner takes the whole stack at once, and
/// turns it round. The waiting thread is woken only when as many have come as it waits for, or one has failed and it
/// waits for that. Only the owner may call these methods, except that any thread may call [#giveUp()], and [#close()]
/// once the owner has stopped.
///
/// @param <T> the type of the results
public final class Arrivals<T extends @Nullable Object> {
    private static final long NEVER = Long.MAX_VALUE;
    private static final VarHandle LANDED =
            FieldHandles.find(MethodHandles.lookup(), Arrivals.class, "landed", Arrival.class);

    /// The futures that have ended, and were not taken.
    private final Deque<Future<T>> ready = new ArrayDeque<>();

    /// Those that had not ended when they were added, and have not come to `ready`, in no order: each knows its place.
    private final List<Arrival<T>> awaited = new ArrayList<>();

    /// The futures that were added and are somebody else's by their mark, or have no mark; `null` if there are none.
    private @Nullable Set<Future<T>> unmarked;

    /// The last of those that have come; each knows the one before, and how many they are.
    private volatile @Nullable Arrival<T> landed;

    /// The engines whose futures were added, and the one added last.
    private final Set<Object> engines = Collections.newSetFromMap(new IdentityHashMap<>(2));

    private @Nullable Object lastEngine;

    /// How many were taken that have not landed, or not been unloaded: what lands is counted with them.
    private int takenEarly;

    private volatile @Nullable Thread owner;
    private volatile long wakeAt = NEVER;
    private volatile boolean wakeOnFailure;
    private volatile boolean failureSeen;
    private volatile boolean givenUp;

    private static final class Arrival<T extends @Nullable Object> extends Waiter {
        private final Arrivals<T> arrivals;
        private final Future<T> future;

        /// The place among the awaited; the owner's.
        private int place;

        /// Written before it lands.
        private @Nullable Arrival<T> before;

        private int count;

        Arrival(Arrivals<T> arrivals, Future<T> future) {
            this.arrivals = arrivals;
            this.future = future;
        }

        @Override
        void signal() {
            arrivals.land(this);
        }
    }

    private void land(Arrival<T> arrival) {
        boolean failed = arrival.future.state() == java.util.concurrent.Future.State.FAILED;
        if (failed) {
            failureSeen = true;
        }
        Arrival<T> last;
        do {
            last = landed;
            arrival.before = last;
            arrival.count = last == null ? 1 : last.count + 1;
        } while (!LANDED.compareAndSet(this, last, arrival));
        if (arrival.count >= wakeAt || (failed && wakeOnFailure)) {
            LockSupport.unpark(owner);
        }
    }

    /// Begins to wait for a future; one that has ended arrives at once.
    ///
    /// @return `false` if it is awaited already
    public boolean add(Future<T> future) {
        Objects.requireNonNull(future, "future");
        if (!isNew(future)) {
            return false;
        }
        if (future instanceof DefaultFuture<T> ours) {
            hangUp(ours);
        } else {
            Arrival<T> arrival = expect(future);
            future.addDoneCallback(ended -> arrival.signal());
        }
        return true;
    }

    private boolean isNew(Future<T> future) {
        if (unmarked != null && unmarked.contains(future)) {
            return false;
        }
        if (future instanceof DefaultFuture<T> ours) {
            if (ours.claim(this)) {
                return true;
            }
            if (ours.isClaimedBy(this)) {
                return false;
            }
        }
        if (unmarked == null) {
            unmarked = Collections.newSetFromMap(new IdentityHashMap<>());
        }
        return unmarked.add(future);
    }

    private void hangUp(DefaultFuture<T> future) {
        if (future.isDone()) {
            arrived(future);
            return;
        }
        Arrival<T> arrival = expect(future);
        if (future.addWaiter(arrival)) {
            note(future.engineIfUnended());
        } else {
            forget(arrival);
            arrived(future);
        }
    }

    private void arrived(Future<T> future) {
        ready.add(future);
        if (!failureSeen && future.state() == java.util.concurrent.Future.State.FAILED) {
            failureSeen = true;
        }
    }

    private Arrival<T> expect(Future<T> future) {
        Arrival<T> arrival = new Arrival<>(this, future);
        arrival.place = awaited.size();
        awaited.add(arrival);
        return arrival;
    }

    /// It is awaited no more; the last of the awaited gets its place.
    private void forget(Arrival<T> arrival) {
        Arrival<T> last = awaited.removeLast();
        if (last != arrival) {
            awaited.set(arrival.place, last);
            last.place = arrival.place;
        }
        arrival.place = -1;
    }

    private void note(@Nullable Object engine) {
        if (engine != null && engine != lastEngine) {
            engines.add(engine);
            lastEngine = engine;
        }
    }

    /// How many were added and not taken.
    public int remaining() {
        return ready.size() + awaited.size();
    }

    /// The futures that were added and not taken.
    ///
    /// @return a copy
    public List<Future<T>> awaited() {
        List<Future<T>> all = new ArrayList<>(ready);
        awaited.forEach(arrival -> all.add(arrival.future));
        return all;
    }

    /// Takes the next future that has ended, if there is one.
    @Nullable
    Future<T> poll() {
        if (ready.isEmpty() && landed != null) {
            unload();
        }
        Future<T> future = ready.poll();
        if (future != null) {
            taken(future);
        }
        return future;
    }

    /// Takes all that have landed, the first first.
    @SuppressWarnings("unchecked") // nothing else lands
    private void unload() {
        Arrival<T> first = null;
        Arrival<T> next;
        for (Arrival<T> a = (Arrival<T>) LANDED.getAndSet(this, null); a != null; a = next) {
            next = a.before;
            a.before = first;
            first = a;
        }
        for (Arrival<T> a = first; a != null; a = next) {
            next = a.before;
            a.before = null;
            if (a.place >= 0) {
                forget(a);
                ready.add(a.future);
            } else {
                takenEarly--;
            }
        }
    }

    private void taken(Future<T> future) {
        if (future instanceof DefaultFuture<T> ours) {
            ours.unclaim(this);
        }
        if (unmarked != null) {
            unmarked.remove(future);
        }
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
            for (Arrival<T> each : awaited) {
                if (each.future.isDone()) {
                    forget(each);
                    takenEarly++;
                    taken(each.future);
                    return each.future;
                }
            }
        }
        return future;
    }

    /// Waits until so many have ended that were not taken, or the deadline has passed, or [#giveUp()] was called.
    ///
    /// @param enough how many
    /// @param orFailure whether a failed one is enough
    public void await(long enough, boolean orFailure, @Nullable Deadline deadline) throws InterruptedException {
        if (isEnough(enough, orFailure)) {
            return;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TaskScope lender = CurrentTask.lendSlotToAny(engines);
        owner = Thread.currentThread();
        wakeOnFailure = orFailure;
        wakeAt = enough - ready.size() + takenEarly;
        try {
            while (!isEnough(enough, orFailure) && !givenUp) {
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

    private boolean isEnough(long enough, boolean orFailure) {
        Arrival<T> last = landed;
        int here = ready.size() - takenEarly + (last == null ? 0 : last.count);
        return here >= enough || (orFailure && failureSeen);
    }

    /// Ends the wait of the owner, now and from now on. Any thread may call it.
    public void giveUp() {
        givenUp = true;
        LockSupport.unpark(owner);
    }

    /// Stops listening, once the deadline has passed: takes itself out of the lists of the futures that have not ended.
    /// Those that end later are still found by [#pollAfter], which looks at each.
    void stopListening() {
        for (Arrival<T> arrival : awaited) {
            if (arrival.future instanceof DefaultFuture<T> ours) {
                ours.removeWaiter(arrival);
            }
        }
    }

    /// Stops waiting.
    void close() {
        stopListening();
        awaited.forEach(arrival -> taken(arrival.future));
        ready.forEach(this::taken);
        awaited.clear();
        ready.clear();
    }
}
