package concurrent.futures.internal.process.pool.handout;

import org.jspecify.annotations.Nullable;

/// What waits for a worker: a task, or a stretch of elements of a map. All but the place is guarded by the dispatcher's
/// lock.
abstract sealed class Queued permits PoolTask, Stretch {
    /// Where tasks and stretches are.
    enum Place {
        NEW,
        QUEUED,
        SENT,
        OVER,
        REVOKED,
    }

    /// Written under the dispatcher's lock. Volatile, since whoever ends the future of a task looks at it without: each
    /// of the two that must meet in `PoolTask.settle` writes its own part before it reads the other's.
    volatile Place place = Place.NEW;

    /// The number of tasks that had come to the dispatcher by the time this one had: of a stretch, its first element.
    long arrival;

    // The queue's, and before that the inbox's.
    @Nullable
    Queued previous;

    @Nullable
    Queued next;

    /// How many tasks submitted one another above it; 0 if the parent submitted it.
    abstract int depth();

    /// How many tasks it is.
    abstract int count();

    /// What was to be handed over together; `null` if there is nothing else.
    abstract @Nullable Object chunk();

    /// Whether both belong to one chunk.
    final boolean isInChunkOf(Queued other) {
        return chunk() != null && chunk() == other.chunk();
    }
}
