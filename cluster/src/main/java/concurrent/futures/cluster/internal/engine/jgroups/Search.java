package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jgroups.protocols.PingData;
import org.jgroups.util.Responses;

/// Who has answered a node that wants to join. It ends when the member that leads has answered: that one lets others
/// in.
///
/// There is one for each node, begun anew for each attempt: what was heard before may be out of date.
final class Search extends Responses {
    /// Where members answer, but none of them leads, the one that did is lost: another one will be chosen, as soon as
    /// that is noticed.
    private static final long LEADER_FOLLOWS_MILLIS = 12_000;

    /// How long each attempt looks after the first one.
    private static final long AGAIN_MILLIS = 1_000;

    private final long lookMillis;

    // --- guarded by the lock
    private boolean isRepeated;
    private long firstNanos;
    private long beginNanos;
    private boolean isStopped;

    /// Makes one.
    ///
    /// @param lookMillis how long it is looked for others altogether
    Search(long lookMillis) {
        super(/* break_on_coord_rsp= */ true);
        this.lookMillis = lookMillis;
    }

    /// An attempt begins.
    void begin() {
        lock.lock();
        try {
            beginNanos = System.nanoTime();
            if (!isRepeated) {
                isRepeated = true;
                firstNanos = beginNanos;
            }
            index = 0;
            done = isStopped;
        } finally {
            lock.unlock();
        }
    }

    /// There are no attempts any more.
    void stop() {
        lock.lock();
        try {
            isStopped = true;
            done();
        } finally {
            lock.unlock();
        }
    }

    /// Waits as long as this search says; JGroups asks for the same time as for an answer of the member that leads.
    @Override
    public boolean waitFor(long timeout) {
        long now = System.nanoTime();
        long whole;
        long again;
        lock.lock();
        try {
            whole = millisLeft(firstNanos, lookMillis, now);
            again = millisLeft(beginNanos, Math.min(lookMillis, AGAIN_MILLIS), now);
        } finally {
            lock.unlock();
        }
        long millis = Math.max(whole, again);
        return awaitDone(millis) || (hasMembers() && awaitDone(LEADER_FOLLOWS_MILLIS - millis));
    }

    private static long millisLeft(long fromNanos, long millis, long now) {
        return millis - TimeUnit.NANOSECONDS.toMillis(now - fromNanos);
    }

    private boolean awaitDone(long millis) {
        return millis > 0 ? cond.waitFor(this::isDone, millis, TimeUnit.MILLISECONDS) : isDone();
    }

    private boolean hasMembers() {
        for (PingData each : this) {
            if (each.isServer()) {
                return true;
            }
        }
        return false;
    }

    /// Later attempts tell earlier ones; here it is the same.
    @Override
    public Responses callback(Consumer<PingData> later) {
        return this;
    }
}
