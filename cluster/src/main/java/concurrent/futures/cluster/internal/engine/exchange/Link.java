package concurrent.futures.cluster.internal.engine.exchange;

import concurrent.futures.cluster.internal.engine.NodeId;

/// What an engine does for the [Exchange].
public interface Link {
    /// This node.
    ///
    /// @return its id
    NodeId self();

    /// Sends a packet: once, and in the order of sending. It is called by one thread at a time for each member. Blocks
    /// while the member takes nothing, until it is no member any more.
    ///
    /// @param to a member, or one that was
    /// @param packet not to be changed any more
    void post(NodeId to, byte[] packet);

    /// Leaves the cluster and waits until that is done. Nothing is posted afterwards.
    void leave();
}
