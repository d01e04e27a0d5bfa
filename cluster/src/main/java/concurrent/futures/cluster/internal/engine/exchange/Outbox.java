package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What goes to one member: a queue, and a virtual thread that posts it. A member that takes nothing holds up nobody
/// but those who send to it; and they can be interrupted, which an engine's own flow control can not.
final class Outbox {
    /// Above this, who can wait has to.
    private static final long FULL = 4 * 1024 * 1024;

    private final Link link;
    private final NodeId to;
    private final int packetBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Queue<Frame> queue = new ArrayDeque<>();

    /// Of all frames that are not posted, those in the hands of the thread too.
    private long bytes;

    private boolean closed;

    /// Makes one, and starts its thread.
    ///
    /// @param link posts
    /// @param to the member
    /// @param packetBytes up to which small frames travel together
    Outbox(Link link, NodeId to, int packetBytes) {
        this.link = link;
        this.to = to;
        this.packetBytes = packetBytes;
        Thread.ofVirtual().name("cluster-" + link.self() + "-outbox-" + to).start(this::run);
    }

    /// Takes a frame, without waiting.
    void put(Frame frame) {
        lock.lock();
        try {
            add(frame);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a frame if there is room for it, without waiting.
    ///
    /// @return `false` if there is none
    boolean offer(Frame frame) {
        lock.lock();
        try {
            boolean hasRoom = bytes <= FULL || closed;
            if (hasRoom) {
                add(frame);
            }
            return hasRoom;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a frame; waits for room before.
    void putPatiently(Frame frame) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (bytes > FULL && !closed) {
                room.await();
            }
            add(frame);
        } finally {
            lock.unlock();
        }
    }

    /// Forgets what is in it, and takes nothing more: the member is gone.
    void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            work.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all is posted, or the time is over.
    ///
    /// @param nanos how long at most
    /// @return what is left of that time
    long awaitEmpty(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (bytes > 0 && !closed && left > 0) {
                left = room.awaitNanos(left);
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    private void add(Frame frame) {
        if (!closed) {
            queue.add(frame);
            bytes += frame.bytes();
            work.signal();
        }
    }

    private void run() {
        List<Frame> together = new ArrayList<>();
        while (take(together)) {
            int size = together.stream().mapToInt(Frame::bytes).sum();
            ByteBuffer packet = ByteBuffer.allocate(size);
            together.forEach(frame -> frame.writeTo(packet));
            together.clear();
            link.post(to, packet.array());
            posted(size);
        }
    }

    /// Takes the first frame, and as many more as fit into one packet with it.
    private boolean take(List<Frame> together) {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                work.awaitUninterruptibly();
            }
            int size = 0;
            for (Frame next = queue.peek(); next != null; next = queue.peek()) {
                if (size > 0 && size + next.bytes() > packetBytes) {
                    break;
                }
                size += next.bytes();
                together.add(queue.remove());
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void posted(int size) {
        lock.lock();
        try {
            bytes -= size;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
