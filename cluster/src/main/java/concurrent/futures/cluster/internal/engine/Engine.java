package concurrent.futures.cluster.internal.engine;

/// A distributed engine: how a node becomes a member of a cluster.
public interface Engine {
    /// The name by which a user chooses it.
    ///
    /// @return such as `jgroups`
    String name();

    /// Joins a cluster, or begins one if nobody is there. Blocks until the node is a member.
    ///
    /// @param settings where and how
    /// @param card what the others know of this node from its membership alone
    /// @param inbox gets what comes; may be called before this method returns
    /// @return the membership
    /// @throws concurrent.futures.cluster.ClusterException if it can not join; the message names the address, the limit
    /// and the cure
    /// @throws InterruptedException if the thread was interrupted; nothing is left behind then
    Membership join(EngineSettings settings, NodeCard card, Inbox inbox) throws InterruptedException;
}
