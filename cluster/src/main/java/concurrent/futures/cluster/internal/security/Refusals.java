package concurrent.futures.cluster.internal.security;

import java.util.concurrent.atomic.AtomicLong;

/// Logs who is refused and why; once in a while, so that who knocks all the time does not fill the log.
public final class Refusals {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final long EVERY_NANOS = 1_000_000_000L;

    private final AtomicLong loggedAt = new AtomicLong(System.nanoTime() - EVERY_NANOS);

    /// Makes one, for refusals of one kind.
    public Refusals() {}

    /// Logs one, unless another was logged a moment ago.
    ///
    /// @param who for people
    /// @param reason for people
    public void log(Object who, String reason) {
        long now = System.nanoTime();
        long last = loggedAt.get();
        if (now - last >= EVERY_NANOS && loggedAt.compareAndSet(last, now)) {
            LOG.log(System.Logger.Level.WARNING, "{0} was refused: {1}", who, reason);
        }
    }
}
