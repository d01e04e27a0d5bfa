package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.internal.Timer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The sessions that an agent has, and how its slots are shared among them: each that has work gets as many as any
/// other. Guarded by itself.
final class Sessions {
    /// A session that has no work keeps its share for a while: where tasks come one after the other, it has work again.
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Whose session it is.
    record Key(NodeId driver, long session) {}

    /// A session, and whether it counts as one that has work.
    static final class Entry {
        private final Session session;
        private final SessionPool pool;
        private final Path folder;
        private final CountDownLatch prepared = new CountDownLatch(1);
        private boolean isActive;

        // Whether a look is due at whether it has no work still, and since when it has none.
        private boolean isTimed;
        private long idleSince;

        Entry(Session session, SessionPool pool, Path folder) {
            this.session = session;
            this.pool = pool;
            this.folder = folder;
        }

        Session session() {
            return session;
        }

        SessionPool pool() {
            return pool;
        }

        Path folder() {
            return folder;
        }

        /// Is down when nobody makes its pool any more.
        CountDownLatch prepared() {
            return prepared;
        }
    }

    private final int slots;

    /// Held while slots are told, so that the last word is the right one.
    private final Object sharing = new Object();

    // --- guarded by this
    private final Map<Key, Entry> sessions = new LinkedHashMap<>();
    /// Those that have ended, and whose workers may still be there.
    private final Map<Entry, Key> ending = new HashMap<>();

    private boolean isClosed;

    /// Read by sessions under their own locks, which are taken under this one too.
    private volatile boolean isDraining;

    Sessions(int slots) {
        this.slots = slots;
    }

    // --- which there are

    synchronized @Nullable Session find(Key key) {
        Entry entry = sessions.get(key);
        return entry == null ? null : entry.session;
    }

    /// Takes a new one.
    ///
    /// @return `false` if the agent is closed
    synchronized boolean add(Key key, Entry entry) {
        if (!isClosed) {
            sessions.put(key, entry);
        }
        return !isClosed;
    }

    /// One ends, until it [has ended][#ended].
    ///
    /// @return it; `null` if it does so already
    synchronized @Nullable Entry remove(Key key) {
        Entry entry = sessions.remove(key);
        if (entry != null) {
            ending.put(entry, key);
        }
        return entry;
    }

    /// Those that are about to end, and had this key.
    synchronized List<Session> ending(Key key) {
        List<Session> found = new ArrayList<>();
        ending.forEach((entry, its) -> {
            if (its.equals(key)) {
                found.add(entry.session);
            }
        });
        return found;
    }

    synchronized void ended(Entry entry) {
        ending.remove(entry);
        notifyAll();
    }

    /// Those whose driver is not among some nodes.
    synchronized List<Key> orphans(Set<NodeId> present) {
        return sessions.keySet().stream()
                .filter(key -> !present.contains(key.driver()))
                .toList();
    }

    synchronized List<Session> all() {
        return sessions.values().stream().map(Entry::session).toList();
    }

    private @Nullable Entry entryOf(Session session) {
        for (Entry entry : sessions.values()) {
            if (entry.session == session) {
                return entry;
            }
        }
        return null;
    }

    // --- who gets how many slots

    /// A session has work.
    void worksNow(Session session) {
        synchronized (this) {
            Entry entry = entryOf(session);
            if (entry == null || entry.isActive) {
                return;
            }
            entry.isActive = true;
        }
        shareSlots();
    }

    /// A session has no work at the moment.
    synchronized void isIdle(Session session) {
        notifyAll();
        Entry entry = entryOf(session);
        if (entry != null) {
            entry.idleSince = System.nanoTime();
            if (!entry.isTimed) { // With one task after the other, there would be thousands of looks a second.
                lookLater(entry, IDLE_NANOS);
            }
        }
    }

    private void lookLater(Entry entry, long nanos) {
        Timer.schedule(() -> leaveIdle(entry), nanos, TimeUnit.NANOSECONDS);
        entry.isTimed = true;
    }

    private void leaveIdle(Entry entry) {
        synchronized (this) {
            entry.isTimed = false;
            if (!entry.isActive || entry.session.hasWork()) {
                return;
            }
            long left = IDLE_NANOS - (System.nanoTime() - entry.idleSince);
            if (left > 0) {
                lookLater(entry, left);
                return;
            }
            entry.isActive = false;
        }
        shareSlots();
    }

    /// What a session would get if it had work now.
    synchronized int shareOf(Entry entry) {
        List<Entry> active = new ArrayList<>();
        for (Entry one : sessions.values()) {
            if (one.isActive || one == entry) {
                active.add(one);
            }
        }
        return shares(active).getOrDefault(entry, 0);
    }

    /// Tells all sessions that have work what they get.
    void shareSlots() {
        synchronized (sharing) {
            Map<Entry, Integer> shares;
            synchronized (this) {
                List<Entry> active = new ArrayList<>();
                for (Entry one : sessions.values()) {
                    if (one.isActive || isDraining) {
                        active.add(one);
                    }
                }
                shares = shares(active);
            }
            shares.forEach((entry, share) -> entry.session.resize(share));
        }
    }

    /// A session may have another number of workers. If it has no work, it is told what it would get: that it had none
    /// may be why no work comes.
    ///
    /// @return whether the agent takes nothing new, and the driver may not know yet
    boolean limitChanged(Session session) {
        shareSlots();
        synchronized (sharing) {
            Entry entry;
            int share;
            synchronized (this) {
                entry = entryOf(session);
                share = entry == null ? 0 : shareOf(entry);
            }
            if (entry != null) {
                session.resize(share);
            }
        }
        return isDraining;
    }

    private Map<Entry, Integer> shares(List<Entry> entries) {
        List<Integer> limits = new ArrayList<>();
        entries.forEach(entry -> limits.add(isDraining ? 0 : entry.session.limit()));
        List<Integer> shares = FairShare.of(slots, limits);
        Map<Entry, Integer> result = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            result.put(entries.get(i), shares.get(i));
        }
        return result;
    }

    // --- the end

    /// Whether the agent takes nothing new.
    boolean isDraining() {
        return isDraining;
    }

    /// From now on, the agent takes nothing new.
    ///
    /// @return all there are
    List<Session> drain() {
        List<Session> all;
        synchronized (this) {
            isDraining = true;
            all = all();
        }
        shareSlots();
        return all;
    }

    /// Waits until none has work, and none is about to end.
    ///
    /// @param deadline when to give up, by [System#nanoTime()]
    /// @return `false` if some still have
    /// @throws InterruptedException if the thread was interrupted
    synchronized boolean awaitIdle(long deadline) throws InterruptedException {
        while (!ending.isEmpty() || all().stream().anyMatch(Session::hasWork)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /// From now on there are none.
    ///
    /// @return all there were, and those that were about to end; `null` if it was closed before
    synchronized @Nullable List<Entry> close() {
        if (isClosed) {
            return null;
        }
        isClosed = true;
        List<Entry> all = new ArrayList<>(sessions.values());
        all.addAll(ending.keySet());
        sessions.clear();
        ending.clear();
        notifyAll();
        return all;
    }
}
