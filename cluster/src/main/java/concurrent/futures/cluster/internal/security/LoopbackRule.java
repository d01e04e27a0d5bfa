package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Without certificates, nodes are reached from their own machine alone: whoever reaches a node can run code there.
public final class LoopbackRule {
    private LoopbackRule() {}

    /// Looks where a node is to be.
    ///
    /// @param settings of the node
    /// @return its address
    /// @throws ClusterException if it may not be there; the message names the cure
    public static InetAddress check(EngineSettings settings) {
        String text = settings.bindAddress();
        InetAddress address;
        try {
            address = InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new ClusterException("the address '" + text + "' of this node is not known", e);
        }
        if (address.isAnyLocalAddress()) {
            throw new ClusterException(
                    "a node has one address, by which the others reach it; '" + text
                            + "' is all of them. Give that of one interface",
                    null);
        }
        if (settings.security() == null && !address.isLoopbackAddress()) {
            throw new ClusterException(
                    "without certificates, a node can not be at '" + text
                            + "': whoever reached it there could run code on this machine. Make certificates with"
                            + " 'futures cluster init', and name them to each node; or stay on this machine with"
                            + " 127.0.0.1",
                    null);
        }
        return address;
    }
}
