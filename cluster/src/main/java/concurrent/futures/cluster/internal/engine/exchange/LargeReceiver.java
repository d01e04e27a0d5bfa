package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// The large values that come in: passes one piece after the other on, the next when the inbox wants more, and says to
/// the sender that it was taken.
final class LargeReceiver {
    private final Inbox inbox;
    private final Replies replies;
    private final int mostPieces;
    private final ConcurrentMap<Key, Transfer> transfers = new ConcurrentHashMap<>();

    /// Where to answer.
    interface Replies {
        /// Says something to a member, without waiting.
        void put(NodeId to, Frame frame);
    }

    private record Key(NodeId from, long number) {}

    /// Makes one.
    ///
    /// @param inbox gets the pieces
    /// @param replies takes what is to be said to senders
    /// @param mostPieces what a sender may have under way; one that sends more is refused
    LargeReceiver(Inbox inbox, Replies replies, int mostPieces) {
        this.inbox = inbox;
        this.replies = replies;
        this.mostPieces = mostPieces;
    }

    /// One value that comes. Its lock guards its fields; nothing foreign is called under it.
    private final class Transfer {
        private final Key key;
        private final LargeId id;
        private final long totalBytes;
        private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
        private long arrived;
        private long passedOn;
        private boolean busy;
        private @Nullable String broken;

        Transfer(Key key, LargeId id, long totalBytes) {
            this.key = key;
            this.id = id;
            this.totalBytes = totalBytes;
        }

        void arrived(LargeId pieceOf, long total, long offset, ByteBuffer piece) {
            synchronized (this) {
                boolean fits = pieceOf.equals(id)
                        && total == totalBytes
                        && offset == arrived
                        && piece.remaining() <= totalBytes - arrived
                        && (piece.hasRemaining() || totalBytes == 0)
                        && waiting.size() < mostPieces;
                if (!fits) {
                    // Nothing of this library sends so; its sender is told, and the inbox.
                    refuse("a piece does not fit the value " + id + " of " + totalBytes + " bytes");
                    breakOff("its pieces do not fit");
                } else {
                    arrived += piece.remaining();
                    waiting.add(piece);
                }
                if (busy) {
                    return;
                }
                busy = true;
            }
            passOn();
        }

        void abandoned(String reason) {
            synchronized (this) {
                breakOff(reason);
                if (busy) {
                    return;
                }
                busy = true;
            }
            passOn();
        }

        private void breakOff(String reason) {
            if (broken == null) {
                broken = reason;
            }
            waiting.clear();
            transfers.remove(key);
        }

        private void refuse(String reason) {
            replies.put(key.from(), Frame.refused(key.number(), reason));
        }

        /// Passes pieces on until there is none, or the inbox takes its time. Only one thread is ever here.
        private void passOn() {
            while (true) {
                ByteBuffer piece;
                String over;
                synchronized (this) {
                    over = broken;
                    piece = waiting.poll();
                    if (over == null && piece == null) {
                        busy = false;
                        return;
                    }
                }
                // Busy for ever after: nothing more of it is passed on.
                if (over != null || piece == null) {
                    inbox.abandoned(key.from(), id, String.valueOf(over));
                    return;
                }
                int bytes = piece.remaining();
                CompletableFuture<Void> wanted =
                        inbox.receivedPiece(key.from(), id, totalBytes, piece).toCompletableFuture();
                if (wanted.isDone()) {
                    if (!taken(bytes, failureOf(wanted))) {
                        return;
                    }
                } else {
                    wanted.whenComplete((_, failure) -> {
                        if (taken(bytes, failure)) {
                            passOn();
                        }
                    });
                    return;
                }
            }
        }

        /// A piece is done with; false if it was the last, or no more is wanted.
        private boolean taken(int bytes, @Nullable Throwable failure) {
            if (failure != null) {
                synchronized (this) {
                    waiting.clear();
                    transfers.remove(key);
                }
                refuse("the receiver failed: " + failure);
                return false;
            }
            boolean last;
            synchronized (this) {
                passedOn += bytes;
                last = passedOn == totalBytes;
                if (last) {
                    transfers.remove(key);
                }
            }
            replies.put(key.from(), Frame.taken(key.number()));
            return !last;
        }

        private static @Nullable Throwable failureOf(CompletableFuture<Void> done) {
            return done.isCompletedExceptionally() ? done.exceptionNow() : null;
        }
    }

    void arrived(NodeId from, long number, LargeId id, long totalBytes, long offset, ByteBuffer piece) {
        Key key = new Key(from, number);
        Transfer transfer = transfers.get(key);
        if (transfer == null && offset == 0) {
            transfer = new Transfer(key, id, totalBytes);
            transfers.put(key, transfer);
        }
        // Otherwise it was under way when the transfer ended.
        if (transfer != null) {
            transfer.arrived(id, totalBytes, offset, piece);
        }
    }

    void abandoned(NodeId from, long number, LargeId id, String reason) {
        Transfer transfer = transfers.get(new Key(from, number));
        if (transfer != null) {
            transfer.abandoned(reason);
        } else {
            inbox.abandoned(from, id, reason); // No piece came: it is waited for all the same.
        }
    }

    /// A member is lost.
    void fail(NodeId node, String reason) {
        transfers.forEach((key, transfer) -> {
            if (key.from().equals(node)) {
                transfer.abandoned(reason);
            }
        });
    }

    /// This node leaves.
    void failAll(String reason) {
        transfers.values().forEach(transfer -> transfer.abandoned(reason));
    }
}
