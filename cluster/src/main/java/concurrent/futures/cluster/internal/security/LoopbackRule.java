package concurrent.futures.cluster.internal.security;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Without certificates, nodes are reached from their own machine alone, and reach nobody elsewhere: whoever talks to a
/// node can run code there.
public final class LoopbackRule {
    private static final String CURE = "Make certificates with 'futures cluster init', and name them to each node, by"
            + " --security or ClusterExecutor.builder().security(…)";

    private LoopbackRule() {}

    /// Looks where a node is to be, and whom it looks for.
    ///
    /// @param settings of the node
    /// @return its address
    /// @throws UnfitSettingsException if it may not be there, or look there; the message names the cure
    /// @throws ClusterException if the name of its address is not known now
    public static InetAddress check(EngineSettings settings) {
        String text = settings.bindAddress();
        boolean isSecure = settings.security() != null;
        InetAddress address;
        try {
            address = InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new ClusterException("the address '" + text + "' of this node is not known", e);
        }
        if (address.isAnyLocalAddress()) {
            throw new UnfitSettingsException(
                    "a node has one address, by which the others reach it; '" + text
                            + "' is all of them. Give that of one interface"
                            + (isSecure ? "" : "; if that is not loopback, a node needs certificates. " + CURE),
                    null);
        }
        if (isSecure) {
            return address;
        }
        if (!address.isLoopbackAddress()) {
            throw new UnfitSettingsException(
                    "without certificates, a node can not be at '" + text
                            + "': whoever reached it there could run code on this machine. " + CURE
                            + "; or stay on this machine with 127.0.0.1",
                    null);
        }
        switch (settings.discovery()) {
            case Discovery.Seeds seeds -> seeds.seeds().forEach(seed -> checkOther(hostOf(seed)));
            case Discovery.Dns dns -> checkOther(dns.name());
            case Discovery.Folder _ -> {
                // Who is in it is seen later, see the sockets.
            }
        }
        return address;
    }

    /// Looks where a node without certificates goes: nowhere but to this machine, whatever names, folders and other
    /// nodes say of where somebody is.
    ///
    /// @param endpoint to where
    /// @throws ConnectException if that is elsewhere
    public static void checkWay(SocketAddress endpoint) throws ConnectException {
        if (!(endpoint instanceof InetSocketAddress inet)
                || inet.isUnresolved()
                || !inet.getAddress().isLoopbackAddress()) {
            throw new ConnectException("without certificates, a node does not go to " + endpoint);
        }
    }

    private static void checkOther(String host) {
        boolean isElsewhere;
        try {
            isElsewhere = Arrays.stream(InetAddress.getAllByName(host)).noneMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            return; // Perhaps it is known later; the sockets see where it is then.
        }
        if (isElsewhere) {
            throw new UnfitSettingsException(
                    "without certificates, a node can not look for others at '" + host
                            + "', which is not this machine's loopback: whoever answered there could run code here. "
                            + CURE + ", with an address of this machine that the others reach, by --bind or"
                            + " bindAddress(…)",
                    null);
        }
    }

    /// Of `host:port`, where the host may be an address with colons in it.
    private static String hostOf(String seed) {
        int colon = seed.lastIndexOf(':');
        return colon < 0 ? seed : seed.substring(0, colon);
    }
}
