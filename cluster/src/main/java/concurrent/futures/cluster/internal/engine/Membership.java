package concurrent.futures.cluster.internal.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A node's place in a cluster. Safe for use by many threads.
///
/// But for [#offer], no method may be called from the threads that call the [Inbox]: flow control may block the caller
/// until the other side has read.
public interface Membership extends AutoCloseable {
    /// This node.
    ///
    /// @return as the others see it
    Node self();

    /// Who is there.
    ///
    /// @return the view that the inbox was told of last, or is about to be told of
    View view();

    /// Sends a message one way. It arrives once, and in the order of sending from here to there, as long as both are
    /// members; what was sent to a node that is lost may be lost with it. May block for flow control.
    ///
    /// @param to a member; if it is none any more, nothing happens
    /// @param message not to be changed any more; at most [EngineSettings#maxMessageBytes()]
    /// @throws IllegalArgumentException if the message is larger
    /// @throws InterruptedException if the thread was interrupted while it waited for flow control
    void send(NodeId to, byte[] message) throws InterruptedException;

    /// Sends a message one way as [#send] does, and in order with what that has sent, if there is room for it. Never
    /// blocks.
    ///
    /// @param to a member; if it is none any more, nothing happens
    /// @param message not to be changed any more; at most [EngineSettings#maxMessageBytes()]
    /// @return `false` if flow control allows no more now: then it was not sent
    /// @throws IllegalArgumentException if the message is larger
    boolean offer(NodeId to, byte[] message);

    /// Sends a question. It is not in order with messages that go one way. May block for flow control.
    ///
    /// @param to a member
    /// @param message as for [#send]
    /// @return the answer; fails with [NodeLostException] if the other is lost, or is no member, or this one leaves,
    ///     and with
    ///     [concurrent.futures.cluster.ClusterException] if the other side's inbox failed
    /// @throws InterruptedException if the thread was interrupted while it waited for flow control
    CompletableFuture<byte[]> request(NodeId to, byte[] message) throws InterruptedException;

    /// Sends a large value one way, in pieces, with at most a few of them under way at once, so that neither the
    /// engine's buffers nor the other side's memory hold it twice. It is not in order with messages.
    ///
    /// @param to a member
    /// @param id by which the other side knows it; the two have agreed on it
    /// @param value its bytes; read once, in a thread of the engine
    /// @return done when the other side has taken the last piece; fails as [#request]
    CompletableFuture<Void> sendLarge(NodeId to, LargeId id, LargeValue value);

    /// Where somebody is that did not let this node in, or that this node does not believe.
    ///
    /// @return for people: the place of each, and the reason; empty if nothing is known of that
    default List<String> rebuffs() {
        return List.of();
    }

    /// Leaves: the others see it as gone on purpose, after all that was sent to them. May be called many times; waits
    /// until it is done, for one that does not hear 2 seconds at most. Not to be called by what an [Inbox] does in a
    /// thread of the engine.
    @Override
    void close();
}
