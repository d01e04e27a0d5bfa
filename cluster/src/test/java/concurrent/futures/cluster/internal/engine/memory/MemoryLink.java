package concurrent.futures.cluster.internal.engine.memory;

import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.exchange.Exchange;
import concurrent.futures.cluster.internal.engine.exchange.Link;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A node's place in the network: a mailbox, and a thread that empties it, one thing after the other.
final class MemoryLink implements Link {
    /// What may lie in a mailbox before those who post wait.
    private static final long FULL = 8 * 1024 * 1024;

    private final MemoryNetwork network;
    private final NodeId self;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Letter> letters = new ArrayDeque<>();
    private long bytes;
    private boolean frozen;
    private boolean stopped;
    private @Nullable Exchange exchange;

    private record Letter(Runnable read, int bytes, long dueNanos) {}

    MemoryLink(MemoryNetwork network, NodeId self) {
        this.network = network;
        this.self = self;
    }

    void start(Exchange forWhat) {
        exchange = forWhat;
        Thread.ofVirtual().name("memory-" + self).start(this::run);
    }

    @Override
    public NodeId self() {
        return self;
    }

    @Override
    public void post(NodeId to, byte[] packet) {
        awaitThawed();
        MemoryLink receiver = network.reach(self, to);
        if (receiver != null) {
            receiver.take(self, packet, network.delayNanos());
        }
    }

    @Override
    public void leave() {
        network.leave(self);
    }

    void tell(Runnable news) {
        add(new Letter(news, 0, System.nanoTime()));
    }

    void freeze() {
        change(true, stopped);
    }

    void thaw() {
        change(false, stopped);
    }

    void stop() {
        change(false, true);
    }

    private void change(boolean nowFrozen, boolean nowStopped) {
        lock.lock();
        try {
            frozen = nowFrozen;
            stopped = nowStopped;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void take(NodeId from, byte[] packet, long delayNanos) {
        long due = System.nanoTime() + delayNanos;
        // As with every engine: one that is put out of the cluster holds up nobody any more.
        while (network.reach(from, self) != null && !awaitRoom()) {}
        Exchange owner = Objects.requireNonNull(exchange, "started");
        add(new Letter(() -> owner.arrived(from, packet), packet.length, due));
    }

    /// Waits for room, but not for ever: that this node is put out does not change its mailbox.
    private boolean awaitRoom() {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(100);
            while (bytes > FULL && !stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            return bytes <= FULL || stopped;
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an outbox", e);
        } finally {
            lock.unlock();
        }
    }

    private void awaitThawed() {
        lock.lock();
        try {
            while (frozen && !stopped) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(Letter letter) {
        lock.lock();
        try {
            letters.add(letter);
            bytes += letter.bytes();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (Letter letter = next(); !isStopped(); letter = next()) {
                letter.read().run();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a mailbox", e);
        }
    }

    private boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    /// The next letter, when it is due; any, if the mailbox is stopped.
    private Letter next() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped) {
                Letter letter = letters.peek();
                if (letter == null || frozen) {
                    changed.await();
                } else if (letter.dueNanos() - System.nanoTime() > 0) {
                    changed.awaitNanos(letter.dueNanos() - System.nanoTime());
                } else {
                    letters.remove();
                    bytes -= letter.bytes();
                    changed.signalAll();
                    return letter;
                }
            }
            return new Letter(() -> {}, 0, 0);
        } finally {
            lock.unlock();
        }
    }
}
