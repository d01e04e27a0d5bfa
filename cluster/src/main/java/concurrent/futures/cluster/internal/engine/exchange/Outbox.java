package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.internal.Perseverance;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What goes to one member: a queue, and a virtual thread that posts it. A member that takes nothing holds up nobody
/// but those who send to it; and they can be interrupted, which an engine's own flow control can not.
///
/// Where nothing is under way, and the engine [would not block][Link#takesAtOnce], who has a frame posts it himself,
/// which spares waking that thread. What comes meanwhile is left to the thread. So one at a time posts, and in the
/// order in which frames came.
///
/// While there is no memory for a packet, what is to go stays where it is. If the engine fails with a packet, nobody
/// knows whether that has gone: posted again, it might come twice. So nothing more is posted, and who has made the
/// outbox is told.
final class Outbox {
    /// Above this, who can wait has to.
    private static final long FULL = 4 * 1024 * 1024;

    private final Link link;
    private final NodeId to;
    private final int packetBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Failures failures;
    private final IntFunction<byte[]> memory;

    /// It has a node for each: where an array would have to grow, and there is no memory for that, all that is in it
    /// would be lost.
    private final Queue<Frame> queue = new ConcurrentLinkedQueue<>();

    // --- guarded by the lock

    /// Of all frames that are not posted, those in the hands of who posts, too. So if it is 0, nobody posts.
    private long bytes;

    /// Somebody posts who is not the thread.
    private boolean isPostedByOther;

    /// How that has failed.
    private @Nullable Throwable failure;

    private boolean hasPosted;
    private boolean closed;

    // --- of the thread alone

    /// The frames of the next packet.
    private final List<Frame> together = new ArrayList<>();

    /// Is told when it posts nothing more.
    interface Failures {
        /// The engine has failed. In the outbox's thread, which ends.
        ///
        /// @param outbox which
        /// @param hasPosted whether that was not with the first packet
        /// @param why what was thrown
        void failed(Outbox outbox, boolean hasPosted, Throwable why);
    }

    /// Makes one, and starts its thread.
    ///
    /// @param link posts
    /// @param to the member
    /// @param packetBytes up to which small frames travel together
    /// @param memory makes packets of a size
    /// @param failures is told if the engine fails
    Outbox(Link link, NodeId to, int packetBytes, IntFunction<byte[]> memory, Failures failures) {
        this.link = link;
        this.to = to;
        this.packetBytes = packetBytes;
        this.memory = memory;
        this.failures = failures;
        Thread.ofVirtual().name("cluster-" + link.self() + "-outbox-" + to).start(this::run);
    }

    /// Takes a frame, without waiting; the thread posts it.
    void put(Frame frame) {
        lock.lock();
        try {
            add(frame);
        } finally {
            lock.unlock();
        }
    }

    /// Takes a frame, without waiting.
    void putNow(Frame frame) {
        if (!postNow(frame)) {
            put(frame);
        }
    }

    /// Takes a frame if there is room for it, without waiting.
    ///
    /// @return `false` if there is none
    boolean offer(Frame frame) {
        if (postNow(frame)) {
            return true;
        }
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
        if (postNow(frame)) {
            return;
        }
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
            if (!isPostedByOther) {
                work.signal(); // Else that one does, once he is done.
            }
        }
    }

    /// Posts a frame in this thread, if it would not have to wait for anything.
    ///
    /// @return `false` if it was not taken
    private boolean postNow(Frame frame) {
        byte[] packet = packetForNow(frame);
        if (packet == null) {
            return false;
        }
        Throwable thrown = null;
        try {
            link.post(to, packet);
        } catch (RuntimeException | Error e) {
            thrown = e; // As where the thread posts: who has sent it does not learn of it.
        }
        lock.lock();
        try {
            isPostedByOther = false;
            if (thrown == null) {
                posted(packet.length);
            } else {
                failure = thrown;
            }
            if (thrown != null || !queue.isEmpty()) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return true;
    }

    /// @return `null` if this thread is not to post it
    private byte @Nullable [] packetForNow(Frame frame) {
        int size = frame.bytes();
        if (size > packetBytes) {
            return null;
        }
        lock.lock();
        try {
            if (bytes > 0 || closed || !link.takesAtOnce(to, size)) {
                return null;
            }
            byte[] packet = memory.apply(size);
            frame.writeTo(ByteBuffer.wrap(packet));
            isPostedByOther = true;
            bytes = size;
            return packet;
        } catch (OutOfMemoryError e) {
            return null; // The thread waits for memory.
        } finally {
            lock.unlock();
        }
    }

    NodeId to() {
        return to;
    }

    private void run() {
        try {
            for (byte[] packet = next(); packet != null; packet = next()) {
                link.post(to, packet);
                posted(packet.length);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
            return;
        }
        Throwable thrown = failure();
        if (thrown != null) {
            failed(thrown);
        }
    }

    private void failed(Throwable why) {
        failures.failed(this, hasPosted(), why);
    }

    private @Nullable Throwable failure() {
        lock.lock();
        try {
            return closed ? null : failure;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasPosted() {
        lock.lock();
        try {
            return hasPosted;
        } finally {
            lock.unlock();
        }
    }

    /// Makes the next packet, once there is memory for it.
    ///
    /// @return `null` if nothing more is to be posted
    private byte @Nullable [] next() {
        while (true) {
            try {
                if (!take()) {
                    return null;
                }
                int size = together.stream().mapToInt(Frame::bytes).sum();
                byte[] packet = memory.apply(size);
                ByteBuffer bytes = ByteBuffer.wrap(packet);
                together.forEach(frame -> frame.writeTo(bytes));
                together.clear();
                return packet;
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    /// Takes the first frame, and as many more as fit into one packet with it, beside those that it has taken before,
    /// and had no memory for.
    private boolean take() {
        lock.lock();
        try {
            while (isToWait()) {
                work.awaitUninterruptibly();
            }
            if (failure != null) {
                return false;
            }
            int size = 0;
            for (Frame frame : together) {
                size += frame.bytes();
            }
            for (Frame next = queue.peek(); next != null; next = queue.peek()) {
                if (size > 0 && size + next.bytes() > packetBytes) {
                    break;
                }
                size += next.bytes();
                together.add(next); // It may find no memory: then the frame is still in the queue.
                queue.remove();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean isToWait() {
        return !closed && failure == null && (isPostedByOther || (queue.isEmpty() && together.isEmpty()));
    }

    private void posted(int size) {
        lock.lock();
        try {
            hasPosted = true;
            bytes -= size;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
