package concurrent.futures.cluster.internal.driver;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.internal.wire.Body;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/// Puts large values together that come in pieces. Whoever expects one may come before its first piece, or after its
/// last.
final class Assembly {
    private record Key(NodeId from, LargeId id) {}

    private static final class Value {
        private final CompletableFuture<Whole> whole = new CompletableFuture<>();
        private byte[] bytes = {};
        private boolean hasBegun;
        private int filled;

        /// Pieces come one after the other, but not in one thread.
        ///
        /// @return whether it was the last one
        synchronized boolean fill(long totalBytes, ByteBuffer piece) {
            if (!hasBegun) {
                hasBegun = true;
                bytes = allocate(totalBytes);
            }
            int length = piece.remaining();
            piece.get(bytes, filled, length);
            filled += length;
            return filled == totalBytes;
        }

        /// It is whole.
        void complete() {
            whole.complete(handOver());
        }

        private synchronized Whole handOver() {
            Whole all = new Whole(bytes);
            bytes = new byte[0];
            return all;
        }
    }

    private final Map<Key, Value> values = new ConcurrentHashMap<>();

    /// A value that was announced.
    ///
    /// @param from who sends it
    /// @param id which one
    /// @return its bytes, once they are all there; fails with a [ClusterException] if there is no room for them, and
    ///     with a [NodeLostException] if the sender is lost
    CompletableFuture<Whole> expect(NodeId from, LargeId id) {
        Key key = new Key(from, id);
        CompletableFuture<Whole> whole = values.computeIfAbsent(key, any -> new Value()).whole;
        whole.whenComplete((all, failure) -> values.remove(key));
        return whole;
    }

    /// A piece has come.
    ///
    /// @param from who sends it
    /// @param id of which value
    /// @param totalBytes how long that is
    /// @param piece the next one
    /// @return fails if no more is wanted
    CompletionStage<Void> add(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        Value value = values.computeIfAbsent(new Key(from, id), any -> new Value());
        boolean isWhole;
        try {
            isWhole = value.fill(totalBytes, piece);
        } catch (OutOfMemoryError | RuntimeException e) {
            ClusterException failure =
                    new ClusterException("a value of " + totalBytes + " bytes has no room in this JVM", e);
            value.whole.completeExceptionally(failure);
            return CompletableFuture.failedFuture(failure);
        }
        if (isWhole) {
            value.complete();
        }
        return CompletableFuture.completedFuture(null);
    }

    /// A value will not come, or not come whole.
    ///
    /// @param from who was to send it
    /// @param id which one
    /// @param reason why, for people
    void abandoned(NodeId from, LargeId id, String reason) {
        values.computeIfAbsent(new Key(from, id), any -> new Value())
                .whole
                .completeExceptionally(new ClusterException("a value does not come: " + reason, null));
    }

    /// How many values have come, or are on their way, that nobody has taken.
    int size() {
        return values.size();
    }

    private static byte[] allocate(long bytes) {
        if (bytes < 0 || bytes > Body.MAX_BYTES) {
            throw new IllegalArgumentException("the limit is " + Body.MAX_BYTES + " bytes");
        }
        return new byte[(int) bytes];
    }

    /// A node is gone: what it has not sent does not come.
    ///
    /// @param node which one
    void lost(NodeId node) {
        values.forEach((key, value) -> {
            if (key.from().equals(node)) {
                value.whole.completeExceptionally(new NodeLostException("the node is lost"));
                values.remove(key, value);
            }
        });
    }
}
