package concurrent.futures.cluster.internal.engine;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// What a node is told. The engine calls it from threads of its own: no method may block, or call the [Membership].
public interface Inbox {
    /// Nodes have come or gone. Views come in their order, each once.
    ///
    /// @param view who is there now
    void viewChanged(View view);

    /// A node is thought to be dead, before the view says so: nothing more should be given to it. It may turn out to
    /// live, and be in the next views.
    ///
    /// @param node which one
    /// @param reason why it is thought so, for people
    void suspected(NodeId node, String reason);

    /// A message came; those of one sender come one after the other, in the order of sending.
    ///
    /// @param from who sent it
    /// @param message its bytes, for the receiver alone
    void received(NodeId from, byte[] message);

    /// A question came.
    ///
    /// @param from who asks
    /// @param message its bytes
    /// @return the answer, sooner or later; a failure becomes the failure of the other side's future
    CompletionStage<byte[]> asked(NodeId from, byte[] message);

    /// A piece of a large value came; those of one value come one after the other, in order.
    ///
    /// @param from who sent it
    /// @param id of the value
    /// @param totalBytes of the whole value
    /// @param piece the next bytes, for the receiver alone
    /// @return done when the receiver wants more; a failure ends the transfer, and the sender's future fails with it
    CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece);

    /// A large value will not come, or not come whole: its sender can not read it, or has given it up; or is lost after
    /// pieces came.
    ///
    /// @param from who sent it
    /// @param id of the value
    /// @param reason why, for people
    default void abandoned(NodeId from, LargeId id, String reason) {}
}
