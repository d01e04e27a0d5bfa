package concurrent.futures.cluster.internal.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// A membership that writes down what is sent, and with which a test decides what comes of each message. It reaches
/// nobody.
public final class RecordingMembership implements Membership {
    /// What comes of a message that is sent. Called before it is taken: if it throws, the message was not sent.
    public interface Fate {
        /// Lets a message go, or throws.
        void of(byte[] message) throws InterruptedException;
    }

    private volatile Fate fate = message -> {};
    private volatile Predicate<byte[]> room = message -> true;

    // --- guarded by this
    private final List<byte[]> sent = new ArrayList<>();
    private int offered;
    private int refused;

    /// From now on, this comes of what is sent, with or without waiting.
    public void decide(Fate now) {
        fate = now;
    }

    /// From now on, there is room for these.
    public void hasRoom(Predicate<byte[]> now) {
        room = now;
    }

    /// What was sent, in order.
    public synchronized List<byte[]> sent() {
        return List.copyOf(sent);
    }

    /// How many were offered, and taken.
    public synchronized int offered() {
        return offered;
    }

    /// For how many there was no room.
    public synchronized int refused() {
        return refused;
    }

    /// Waits until so much was sent.
    public synchronized void awaitSent(Predicate<List<byte[]>> enough) throws InterruptedException {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!enough.test(List.copyOf(sent))) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("in 30 s, only " + sent.size() + " messages were sent");
            }
            wait(left);
        }
    }

    @Override
    public void send(NodeId to, byte[] message) throws InterruptedException {
        fate.of(message);
        take(message);
    }

    @Override
    public boolean offer(NodeId to, byte[] message) {
        try {
            fate.of(message);
        } catch (InterruptedException e) {
            throw new AssertionError("an offer waits for nothing", e);
        }
        boolean hasRoom = room.test(message);
        synchronized (this) {
            if (hasRoom) {
                offered++;
                take(message);
            } else {
                refused++;
            }
        }
        return hasRoom;
    }

    private synchronized void take(byte[] message) {
        sent.add(message);
        notifyAll();
    }

    @Override
    public Node self() {
        throw new AssertionError();
    }

    @Override
    public View view() {
        throw new AssertionError();
    }

    @Override
    public CompletableFuture<byte[]> request(NodeId to, byte[] message) {
        throw new AssertionError();
    }

    @Override
    public CompletableFuture<Void> sendLarge(NodeId to, LargeId id, LargeValue value) {
        throw new AssertionError();
    }

    @Override
    public void close() {}
}
