package concurrent.futures.internal.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A bounded queue for many threads that add, and one that takes. Nobody ever waits for a lock; who adds what has no
/// room is told so.
///
/// ```
///   places   …│ free │ taken: null │ ready │ ready │ reserved: null │ ready │ free │…
///                                  ▲ head                                   ▲ tail
/// ```
///
/// Who adds reserves a place by moving the tail, and then fills it; so the one who takes may find a place that is
/// reserved and not filled, for a few instructions, and waits for it: the order is that of the reservations.
///
/// @param <E> the type of the elements
final class Ring<E> {
    private static final VarHandle PLACES = MethodHandles.arrayElementVarHandle(Object[].class);

    private static final int MOST_SPINS = 100;
    private static final long SHORT_NANOS = 10_000;

    private final @Nullable Object[] places;
    private final int mask;

    /// The next place to be filled.
    private final AtomicLong tail = new AtomicLong();

    /// The next place to be emptied; written by the one who takes.
    private final AtomicLong head = new AtomicLong();

    /// @param size a power of two
    Ring(int size) {
        places = new Object[size];
        mask = size - 1;
    }

    /// How many elements there are, about.
    int size() {
        return (int) (tail.get() - head.get());
    }

    /// Adds an element. What follows is not done before it can be seen.
    ///
    /// @return `false` if there is no room
    boolean offer(E element) {
        long place = tail.get();
        do {
            if (place - head.get() > mask) {
                return false;
            }
            long seen = tail.compareAndExchange(place, place + 1);
            if (seen == place) {
                PLACES.setVolatile(places, (int) (place & mask), element);
                return true;
            }
            place = seen;
        } while (true);
    }

    /// Takes the first element. For one thread.
    ///
    /// @return `null` if there is none
    @SuppressWarnings("unchecked") // only elements were added
    @Nullable
    E poll() {
        long place = head.get();
        if (place == tail.get()) {
            return null;
        }
        int index = (int) (place & mask);
        Object element = PLACES.getAcquire(places, index);
        for (int spins = 1; element == null; spins++) {
            if (spins < MOST_SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(SHORT_NANOS); // Who fills it was interrupted by the system.
            }
            element = PLACES.getAcquire(places, index);
        }
        PLACES.set(places, index, null);
        head.setRelease(place + 1);
        return (E) Objects.requireNonNull(element);
    }
}
