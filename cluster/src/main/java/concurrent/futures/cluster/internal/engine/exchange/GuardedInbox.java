package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// An inbox that never throws: that would stop the engine's thread. What the other one throws, errors too, is a mistake
/// or a lack of memory; it is logged, or becomes the failure of what was asked.
///
/// @param inbox does the work
record GuardedInbox(Inbox inbox) implements Inbox {
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
        } catch (RuntimeException | Error e) {
            return failed(e);
        }
    }

    @Override
    public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
        try {
            return inbox.receivedPiece(from, id, totalBytes, piece);
        } catch (RuntimeException | Error e) {
            return failed(e);
        }
    }

    @Override
    public void abandoned(NodeId from, LargeId id, String reason) {
        tell(() -> inbox.abandoned(from, id, reason));
    }

    private static void tell(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException | Error e) {
            Guard.log(System.Logger.Level.ERROR, "the inbox of a cluster's node failed", e);
        }
    }

    private static <T> CompletionStage<T> failed(Throwable why) {
        while (true) {
            try {
                return CompletableFuture.failedStage(why);
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }
}
