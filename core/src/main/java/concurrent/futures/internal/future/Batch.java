package concurrent.futures.internal.future;

import concurrent.futures.Future;
import concurrent.futures.internal.Deadline;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The outcomes of some elements of a map, for which there are no futures: nobody sees them but the map's results.
///
/// Each outcome is written once, by the engine, and taken once, by the one consumer:
///
/// ```
///   none ──value──────────────────────────────────► taken
///    └──somebody wants the element's own future──► that future ──► taken
/// ```
///
/// Values are those that an engine finds to be simple, never futures. An element that fails, or with which anything is
/// done that is not done with all, has a future of its own from then on, as other tasks have.
///
/// Who writes an outcome and then looks for the consumer, and a consumer that says that it waits and then looks for the
/// outcome, have a fence in between: so one sees the other.
///
/// @param <T> the type of the results
public abstract class Batch<T extends @Nullable Object> {
    private static final VarHandle OUTCOME = MethodHandles.arrayElementVarHandle(Object[].class);

    /// In the place of a value that is `null`.
    private static final Object NULL = new Object();

    private static final Object TAKEN = new Object();

    private final @Nullable Object[] outcomes;

    /// The consumer, while it waits for one of the outcomes.
    private volatile @Nullable Thread waiter;

    private volatile int awaited;

    /// Nothing has ended yet.
    ///
    /// @param size how many elements there are
    protected Batch(int size) {
        this.outcomes = new @Nullable Object[size];
    }

    /// How many elements there are.
    public final int size() {
        return outcomes.length;
    }

    // --- the engine's side

    /// Some elements, next to each other, have ended with values. Allocates nothing. [#wake()] follows.
    ///
    /// @param index of the first one
    /// @param values where their values are
    /// @param from where the first one's is
    /// @param count how many there are
    protected final void end(int index, @Nullable Object[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            Object value = values[from + i];
            Object outcome = value == null ? NULL : value;
            OUTCOME.setRelease(outcomes, index + i, outcome);
        }
    }

    /// An element has a future of its own from now on. Likewise.
    protected final void end(int index, Future<T> future) {
        OUTCOME.setRelease(outcomes, index, future);
    }

    /// Wakes the consumer, if what it waits for is there. Allocates nothing, and may be called at any time.
    protected final void wake() {
        VarHandle.fullFence();
        Thread thread = waiter;
        if (thread != null && outcomeAt(awaited) != null) {
            LockSupport.unpark(thread);
        }
    }

    /// Sees to it that all elements that have not ended have futures of their own.
    ///
    /// @return the futures of all elements that were not taken; for a value, one that has ended with it
    public abstract List<Future<T>> futures();

    // --- the consumer's side

    /// What has become of an element: `null` if nothing yet.
    protected final @Nullable Object outcomeAt(int index) {
        return OUTCOME.getAcquire(outcomes, index);
    }

    /// Waits until an element has an outcome. For the consumer.
    ///
    /// @return `false` if the deadline has passed before
    public final boolean await(int index, @Nullable Deadline deadline) throws InterruptedException {
        if (outcomeAt(index) != null) {
            return true;
        }
        awaited = index;
        waiter = Thread.currentThread();
        VarHandle.fullFence();
        try {
            while (outcomeAt(index) == null) {
                long nanos = deadline == null ? 0 : deadline.remaining();
                if (deadline == null) {
                    LockSupport.park(this);
                } else if (nanos > 0) {
                    LockSupport.parkNanos(this, nanos);
                } else {
                    return false;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            waiter = null;
        }
    }

    /// An outcome that is there: a future, or what [#valueOf] makes a value of. For the consumer.
    public final Object get(int index) {
        return Objects.requireNonNull(outcomeAt(index), "the element has not ended");
    }

    /// Takes an outcome that is there, so that nothing refers to it here any more. For the consumer.
    public final void take(int index) {
        OUTCOME.setRelease(outcomes, index, TAKEN);
    }

    /// Whether an outcome was taken.
    protected static boolean isTaken(Object outcome) {
        return outcome == TAKEN;
    }

    /// The value of an outcome that is no future.
    ///
    /// @param outcome taken
    public static @Nullable Object valueOf(Object outcome) {
        return outcome == NULL ? null : outcome;
    }
}
