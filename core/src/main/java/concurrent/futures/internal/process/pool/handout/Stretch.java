package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.process.transport.ClaimPage;
import org.jspecify.annotations.Nullable;

/// Elements of a map, next to each other, that wait or are sent as one. Guarded by the dispatcher's lock.
///
/// Each element of a [MapBatch] that has no outcome is in one stretch, and in no other:
///
/// ```
///   QUEUED ──its first ones, or all──► SENT: the live ones of its hand-over ──answered──► their outcomes
///     ▲                                 │
///     └── those taken back, as a new one┘
///     │                                 │
///     └──────────────┬──────────────────┘
///                    ▼
///      divided: each is a task of its own, at the same place, and has a future
/// ```
///
/// It is divided where something is to be done with one of them that is not done with all: see [Divider].
final class Stretch extends Queued {
    final MapBatch<?> batch;

    /// The index of the first element in the batch.
    int from;

    private int count;

    /// Where its arguments begin.
    private int at;

    // Where those of an element are: they are asked for one after the other.
    private int knownPlace;
    private int knownAt;

    @Nullable
    Handover handover;

    // The batch's.
    @Nullable
    Stretch left;

    @Nullable
    Stretch right;

    /// Some of the elements of a batch, to be told by [#cover].
    Stretch(MapBatch<?> batch) {
        this(batch, 0);
    }

    /// The first elements of a batch.
    Stretch(MapBatch<?> batch, int count) {
        this.batch = batch;
        this.count = count;
    }

    @Override
    public int depth() {
        return 0;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean isEnded() {
        return false;
    }

    @Override
    public @Nullable Object chunk() {
        return batch.isChunk() ? batch : null;
    }

    /// Becomes some of the elements of another one, which the caller takes out there.
    ///
    /// @param place of the first of them
    /// @param many how many
    void cover(Stretch other, int place, int many) {
        from = other.from + place;
        count = many;
        at = other.argumentsAt(place);
        knownAt = at;
        arrive(other.arrival() + place);
        batch.link(this);
    }

    /// Loses its first elements.
    void dropFirst(int many) {
        at = argumentsAt(many);
        knownPlace = 0;
        knownAt = at;
        from += many;
        count -= many;
        arrive(arrival() + many);
    }

    /// Where the arguments of an element begin.
    int argumentsAt(int place) {
        if (place < knownPlace) {
            knownPlace = 0;
            knownAt = at;
        }
        knownAt = batch.skip(knownAt, place - knownPlace);
        knownPlace = place;
        return knownAt;
    }

    /// It has no elements any more.
    void end(Place to) {
        moveTo(to);
        handover = null;
        batch.unlink(this);
    }

    /// How many of it may be handed over together: the first one can begin when all have come.
    int most(long bytes) {
        return Math.clamp(bytes / batch.bytesEach(), 1, ClaimPage.MOST_TASKS);
    }
}
