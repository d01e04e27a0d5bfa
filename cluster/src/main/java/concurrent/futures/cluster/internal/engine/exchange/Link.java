package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.List;

/// What an engine does for the [Exchange].
public interface Link {
    /// This node.
    ///
    /// @return its id
    NodeId self();

    /// Sends a packet: once, and in the order of sending. It is called by one thread at a time for each member, but
    /// not always the same. Blocks while the member takes nothing, until it is no member any more.
    ///
    /// @param to a member, or one that was
    /// @param packet not to be changed any more
    void post(NodeId to, byte[] packet);

    /// Whether [#post] would not block now, of a packet for a member to which nothing is being posted. Does not block.
    ///
    /// @param to a member, or one that was
    /// @param bytes of the packet
    /// @return `false` if it may block, or if that is not known
    default boolean takesAtOnce(NodeId to, int bytes) {
        return false;
    }

    /// Where this node was not let in, or did not want to, as far as the engine knows.
    ///
    /// @return as [concurrent.futures.cluster.internal.engine.Membership#rebuffs]
    default List<String> rebuffs() {
        return List.of();
    }

    /// Leaves the cluster and waits until that is done. Nothing is posted afterwards.
    void leave();
}
