package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Lets packets through, and holds back those of a node that the inbox has not been told of: a node that has just
/// joined may know of this one before this one knows of it. The order of each sender is kept.
///
/// Packets are never passed on under the lock. Whoever passes held packets on ends only when, under the lock, none is
/// left, and only then do later ones pass by directly.
final class Arrivals {
    /// What unknown nodes may have sent altogether; nobody who means well comes near.
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    /// A node that is not known by then is none of ours.
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final BiConsumer<NodeId, byte[]> next;
    private final Set<NodeId> direct = ConcurrentHashMap.newKeySet();
    private final Object lock = new Object();
    private final Map<NodeId, Held> held = new HashMap<>();
    private long heldBytes;

    private record Held(Queue<byte[]> packets, long since) {}

    /// Makes one.
    ///
    /// @param next gets the packets of nodes that are known
    Arrivals(BiConsumer<NodeId, byte[]> next) {
        this.next = next;
    }

    /// A packet came. Those of one sender come one after the other.
    ///
    /// @return false if it was dropped: its sender is unknown, and has sent too much
    boolean arrived(NodeId from, byte[] packet) {
        if (!direct.contains(from)) {
            synchronized (lock) {
                if (!direct.contains(from)) {
                    return hold(from, packet);
                }
            }
        }
        next.accept(from, packet);
        return true;
    }

    /// These are no members any more; what they send is held back, in case they come again.
    void dismiss(Set<NodeId> gone) {
        synchronized (lock) {
            direct.removeAll(gone);
        }
    }

    /// The inbox has been told of these; their packets that are held are passed on in this thread.
    void admit(Set<NodeId> present) {
        for (NodeId node : present) {
            for (byte[] packet = nextOf(node); packet != null; packet = nextOf(node)) {
                next.accept(node, packet);
            }
        }
        synchronized (lock) {
            long now = System.nanoTime();
            held.values().removeIf(waiting -> {
                boolean old = now - waiting.since() > LONGEST.toNanos();
                if (old) {
                    waiting.packets().forEach(packet -> heldBytes -= packet.length);
                }
                return old;
            });
        }
    }

    private byte @Nullable [] nextOf(NodeId node) {
        synchronized (lock) {
            Held waiting = held.get(node);
            byte[] packet = waiting == null ? null : waiting.packets().poll();
            if (packet == null) {
                held.remove(node);
                direct.add(node);
            } else {
                heldBytes -= packet.length;
            }
            return packet;
        }
    }

    private boolean hold(NodeId from, byte[] packet) {
        if (heldBytes + packet.length > MOST_BYTES) {
            return false;
        }
        heldBytes += packet.length;
        held.computeIfAbsent(from, _ -> new Held(new ArrayDeque<>(), System.nanoTime()))
                .packets()
                .add(packet);
        return true;
    }
}
