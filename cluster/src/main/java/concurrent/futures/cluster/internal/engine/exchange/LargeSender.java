package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.internal.Perseverance;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// The large values that go out. Each has a virtual thread, which reads a piece when the receiver has taken an earlier
/// one: no more than a few are under way at once.
final class LargeSender {
    private final int pieceBytes;
    private final int piecesUnderWay;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentMap<Long, Transfer> transfers = new ConcurrentHashMap<>();

    /// Makes one.
    ///
    /// @param pieceBytes the size of all pieces but the last
    /// @param piecesUnderWay how many may be sent that are not taken
    LargeSender(int pieceBytes, int piecesUnderWay) {
        this.pieceBytes = pieceBytes;
        this.piecesUnderWay = piecesUnderWay;
    }

    /// One value on its way.
    final class Transfer {
        private final long number;
        private final NodeId to;
        private final LargeId id;
        private final LargeValue value;
        private final CompletableFuture<Void> done = new CompletableFuture<>();
        private final Semaphore window = new Semaphore(piecesUnderWay);

        Transfer(long number, NodeId to, LargeId id, LargeValue value) {
            this.number = number;
            this.to = to;
            this.id = id;
            this.value = value;
        }

        CompletableFuture<Void> done() {
            return done;
        }

        /// Sends it, in a thread of its own.
        void start(Outbox outbox) {
            try {
                Thread.ofVirtual().name("cluster-large-" + number).start(() -> run(outbox));
            } catch (RuntimeException | Error e) {
                transfers.remove(number); // Whoever wants it sent may try again.
                throw e;
            }
        }

        void fail(Throwable failure) {
            transfers.remove(number);
            done.completeExceptionally(failure);
            // Wakes the thread, wherever it waits; it then sees that all is over.
            window.release(piecesUnderWay);
        }

        private void run(Outbox outbox) {
            try {
                if (send(outbox)) {
                    // Every piece is taken when all permits are back.
                    window.acquire(piecesUnderWay);
                    done.complete(null);
                } else {
                    outbox.put(
                            Frame.abandoned(number, id, done.isCancelled() ? "it was cancelled" : "it was given up"));
                }
            } catch (IOException | RuntimeException | Error e) {
                giveUp(outbox, e);
            } catch (InterruptedException e) {
                // Nobody has this thread but this class, which never interrupts it.
                throw new IllegalStateException(e);
            } finally {
                transfers.remove(number);
            }
        }

        /// Tells both sides, once there is memory for that: they wait.
        private void giveUp(Outbox outbox, Throwable why) {
            while (!done.isDone()) {
                try {
                    outbox.put(Frame.abandoned(number, id, "the sender can not read it: " + why));
                    done.completeExceptionally(new ClusterException("a large value can not be read: " + why, why));
                } catch (OutOfMemoryError e) {
                    Perseverance.pauseOrThrow(e);
                }
            }
        }

        /// Sends all pieces; false if that is not wanted any more.
        private boolean send(Outbox outbox) throws IOException, InterruptedException {
            long left = value.bytes();
            try (InputStream in = value.open()) {
                do {
                    window.acquire();
                    if (done.isDone()) {
                        return false;
                    }
                    long offset = value.bytes() - left;
                    int length = (int) Math.min(left, pieceBytes);
                    left -= length;
                    send(outbox, in, offset, length);
                } while (left > 0);
            }
            return true;
        }

        /// Sends a piece, once there is memory for it.
        private void send(Outbox outbox, InputStream in, long offset, int length)
                throws IOException, InterruptedException {
            byte[] piece = null;
            Frame frame = null;
            boolean isReading = false;
            while (true) {
                try {
                    if (piece == null) {
                        piece = new byte[length];
                    }
                    if (frame == null) {
                        frame = Frame.piece(number, id, value.bytes(), offset, piece);
                        isReading = true;
                        int read = in.readNBytes(piece, 0, length);
                        isReading = false;
                        if (read < length) {
                            throw new EOFException(
                                    (value.bytes() - offset - read) + " of " + value.bytes() + " bytes are missing");
                        }
                    }
                    outbox.putPatiently(frame);
                    return;
                } catch (OutOfMemoryError e) {
                    if (isReading || !Perseverance.isShortage(e)) {
                        throw e; // Of what was read, nobody knows how much.
                    }
                    Perseverance.pause();
                }
            }
        }
    }

    Transfer open(NodeId to, LargeId id, LargeValue value) {
        Transfer transfer = new Transfer(numbers.incrementAndGet(), to, id, value);
        transfers.put(transfer.number, transfer);
        return transfer;
    }

    void taken(NodeId from, long number) {
        Transfer transfer = of(from, number);
        if (transfer != null) {
            transfer.window.release();
        }
    }

    void refused(NodeId from, long number, String reason) {
        Transfer transfer = of(from, number);
        if (transfer != null) {
            transfer.fail(new ClusterException(reason, null));
        }
    }

    /// A member is lost.
    void fail(NodeId node, String reason) {
        for (Transfer transfer : transfers.values()) {
            if (transfer.to.equals(node)) {
                transfer.fail(new NodeLostException(reason));
            }
        }
    }

    /// This node leaves.
    void failAll(String reason) {
        transfers.values().forEach(transfer -> transfer.fail(new NodeLostException(reason)));
    }

    private @Nullable Transfer of(NodeId from, long number) {
        Transfer transfer = transfers.get(number);
        return transfer != null && transfer.to.equals(from) ? transfer : null;
    }
}
