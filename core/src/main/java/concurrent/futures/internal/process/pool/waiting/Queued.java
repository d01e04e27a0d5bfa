package concurrent.futures.internal.process.pool.waiting;

import org.jspecify.annotations.Nullable;

/// What waits for a worker: a task, or a stretch of elements of a map. All but reading the place is guarded by the
/// pool's lock.
public abstract class Queued {
    /// Where tasks and stretches are.
    public enum Place {
        NEW,
        QUEUED,
        SENT,
        OVER,
        REVOKED,
    }

    /// Volatile, since whoever ends the future of a task looks at it without the lock: each of the two that must meet
    /// in `PoolTask.settle` writes its own part before it reads the other's.
    private volatile Place place = Place.NEW;

    private long arrival;

    // The queue's, and before that the inbox's.
    @Nullable
    Queued previous;

    @Nullable
    Queued next;

    /// New, and not left anywhere.
    protected Queued() {}

    public final Place place() {
        return place;
    }

    /// Is elsewhere from now on.
    public final void moveTo(Place to) {
        place = to;
    }

    /// The number of tasks that had come by the time this one had: of a stretch, its first element.
    public final long arrival() {
        return arrival;
    }

    /// See [#arrival()].
    public final void arrive(long number) {
        arrival = number;
    }

    /// How many tasks submitted one another above it; 0 if the parent submitted it.
    public abstract int depth();

    /// How many tasks it is.
    public abstract int count();

    /// Whether its future has ended, although it waits.
    public abstract boolean isEnded();

    /// What was to be handed over together; `null` if there is nothing else.
    public abstract @Nullable Object chunk();

    /// Whether both belong to one chunk.
    public final boolean isInChunkOf(Queued other) {
        return chunk() != null && chunk() == other.chunk();
    }
}
