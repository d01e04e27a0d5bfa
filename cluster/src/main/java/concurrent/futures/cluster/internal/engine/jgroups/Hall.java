package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is at the door and has not shown a certificate yet, the oldest first. Whoever takes a socket out of it, by
/// [#enter] or [#leave], is the one who decides what becomes of it.
final class Hall {
    private final int room;
    private final Set<Stranger> waiting = new LinkedHashSet<>(); // guarded by this

    /// Makes one.
    ///
    /// @param room for how many
    Hall(int room) {
        this.room = room;
    }

    /// Adds one.
    ///
    /// @param stranger who knocks
    /// @return who had to go for that, or `null` if there was room
    synchronized @Nullable Stranger enter(Stranger stranger) {
        Stranger oldest = waiting.size() < room ? null : waiting.iterator().next();
        waiting.remove(oldest);
        waiting.add(stranger);
        return oldest;
    }

    /// Takes one out.
    ///
    /// @param stranger who was added
    /// @return whether it was still there
    synchronized boolean leave(Stranger stranger) {
        return waiting.remove(stranger);
    }
}
