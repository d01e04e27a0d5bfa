package concurrent.futures.internal.process.broadcast;

import java.io.Serial;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/// What travels in the place of a broadcast. Where it arrives it becomes that again: the object itself in the process
/// that has made it, one that asks the parent in any other.
///
/// @param number negative, and drawn by lot, so that it means one value in all processes
/// @param executor the executor that the broadcast belongs to, for people
record BroadcastToken(long number, String executor) implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    /// Those that were made in this process and are still in use.
    private static final Map<Long, WeakReference<MadeBroadcast<?>>> MADE_HERE = new ConcurrentHashMap<>();

    /// A token for a new broadcast.
    static BroadcastToken draw(String executor) {
        return new BroadcastToken(ThreadLocalRandom.current().nextLong(Long.MIN_VALUE, 0), executor);
    }

    static void add(MadeBroadcast<?> made) {
        MADE_HERE.put(made.token().number, new WeakReference<>(made));
    }

    void remove() {
        MADE_HERE.remove(number);
    }

    @Serial
    private Object readResolve() {
        WeakReference<MadeBroadcast<?>> known = MADE_HERE.get(number);
        MadeBroadcast<?> made = known == null ? null : known.get();
        return made != null ? made : new ForeignBroadcast<>(this);
    }
}
