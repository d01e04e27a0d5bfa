package concurrent.futures.internal.wire.values;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// A few things that are kept for their next use, because making them costs more than using them. Thread-safe;
/// what was taken belongs to the taker until it is given back, and need not be.
final class Spares<T> {
    private static final int SLOTS = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4 - 1) << 1;

    private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

    @Nullable
    T take() {
        int home = home();
        return slots.getPlain(home) == null ? null : slots.getAndSet(home, null);
    }

    void giveBack(T spare) {
        slots.setRelease(home(), spare);
    }

    private static int home() {
        long id = Thread.currentThread().threadId();
        return (int) (id ^ id >>> 8) & (SLOTS - 1);
    }
}
