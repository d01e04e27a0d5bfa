package concurrent.futures.internal.process.pool;

import concurrent.futures.internal.process.pool.handout.PoolTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The tasks that are being encoded, for those who cancel them meanwhile. Thread-safe.
///
/// Every task is here for a moment. So each thread has a place of its own, as far as they go; who finds it taken, by
/// another thread or since encoding a task submits another one, goes to a set.
final class BeingEncoded {
    private static final int PLACES = 64;

    /// So far from each other are the places that are used: no two of them share a line of the cache.
    private static final int APART = 16;

    /// The place of what is not here, or in the set.
    static final int NONE = -1;

    /// Tasks that one call submits. Has an identity, which a list has not.
    static final class Batch {
        private final List<? extends PoolTask<?>> tasks;

        Batch(List<? extends PoolTask<?>> tasks) {
            this.tasks = tasks;
        }
    }

    private final AtomicReferenceArray<@Nullable Object> places = new AtomicReferenceArray<>(PLACES * APART);
    private final Set<Object> others = ConcurrentHashMap.newKeySet();

    /// Whoever looks from here on finds it; what the caller reads afterwards is not older.
    ///
    /// @param what a task, or a [Batch]
    /// @return where it is
    int begin(Object what) {
        int place = (int) Thread.currentThread().threadId() & (PLACES - 1);
        if (places.compareAndSet(place * APART, null, what)) {
            return place;
        }
        others.add(what);
        return NONE;
    }

    /// @param what begun
    /// @param place what [#begin] returned
    void end(Object what, int place) {
        if (place == NONE) {
            remove(what);
        } else {
            places.setRelease(place * APART, null);
        }
    }

    private void remove(Object what) {
        try {
            others.remove(what);
        } catch (OutOfMemoryError e) {
            return; // It is out: what has failed is to count with many others at once, which the map does last.
        }
    }

    /// All that are here.
    List<PoolTask<?>> tasks() {
        List<PoolTask<?>> all = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            addTo(all, places.get(place * APART));
        }
        for (Object other : others) {
            addTo(all, other);
        }
        return all;
    }

    private static void addTo(List<PoolTask<?>> all, @Nullable Object what) {
        if (what instanceof Batch batch) {
            all.addAll(batch.tasks);
        } else if (what instanceof PoolTask<?> task) {
            all.add(task);
        }
    }
}
