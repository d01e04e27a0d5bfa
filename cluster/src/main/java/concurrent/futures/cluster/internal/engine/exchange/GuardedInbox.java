package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An inbox that never throws: that would stop the engine's thread. What the other one throws is a mistake; it is
/// logged, or becomes the failure of what was asked.
///
/// @param inbox does the work
record GuardedInbox(Inbox inbox) implements Inbox {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    @Override
    public void viewChanged(View view) {
        tell(() -> inbox.viewChanged(view));
    }

    @Override
    public void suspected(NodeId node, String reason) {
        tell(() -> inbox.suspected(node, reason));
    }

    @Override
    public void received(NodeId from, byte[] message) {
        tell(() -> inbox.received(from, message));
    }

    @Override
    public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
        try {
            return inbox.asked(from, message);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        try {
            return inbox.receivedPiece(from, id, totalBytes, piece);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void abandoned(NodeId from, LargeId id, String reason) {
        tell(() -> inbox.abandoned(from, id, reason));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the inbox of a cluster's node failed", e);
        }
    }
}
