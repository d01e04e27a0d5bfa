package concurrent.futures.cluster.internal.security;

import java.util.LinkedHashMap;
import java.util.Map;

/// Logs who is refused and why: the same of the same one once in some minutes, and all together once a second, so that
/// who knocks all the time does not fill the log.
public final class Refusals {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final long EVERY_NANOS = 1_000_000_000L;
    private static final long SAME_AGAIN_NANOS = 300 * EVERY_NANOS;
    private static final int MOST_REMEMBERED = 1_000;

    // --- guarded by this
    private long loggedAt = System.nanoTime() - EVERY_NANOS;

    /// When something was logged, the one that was logged first at the beginning.
    private final Map<String, Long> logged = new LinkedHashMap<>();

    /// Makes one, for refusals of one kind.
    public Refusals() {}

    /// Logs one, unless that or another was logged a moment ago.
    ///
    /// @param what for people, such as who was where
    /// @param who the same each time it comes
    /// @param reason for people
    public void log(Object what, String who, String reason) {
        if (isNews(who + " " + reason, System.nanoTime())) {
            LOG.log(System.Logger.Level.WARNING, "{0} was refused: {1}", what, reason);
        }
    }

    /// Whether something is to be logged now; then it is remembered as logged.
    ///
    /// @param what the same each time
    /// @param now as by `System.nanoTime()`
    /// @return `false` if that was logged some minutes ago, or another a moment ago
    public synchronized boolean isNews(String what, long now) {
        Long last = logged.get(what);
        if (now - loggedAt < EVERY_NANOS || (last != null && now - last < SAME_AGAIN_NANOS)) {
            return false;
        }
        loggedAt = now;
        logged.remove(what); // It is the last one then.
        logged.put(what, now);
        if (logged.size() > MOST_REMEMBERED) {
            logged.remove(logged.keySet().iterator().next());
        }
        return true;
    }
}
