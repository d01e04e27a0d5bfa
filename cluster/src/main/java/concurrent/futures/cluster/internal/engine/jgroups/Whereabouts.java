package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jgroups.PhysicalAddress;
import org.jgroups.stack.IpAddress;

/// Where others may be: looked up anew each time, since names get other addresses, and files come and go. It is a hint
/// and no more: who is there is asked, and who answers has shown a certificate, if there are any.
interface Whereabouts {
    /// Looks. May block for a while.
    ///
    /// @return addresses to ask; none of them need have a node
    List<PhysicalAddress> look();

    /// This node has left.
    default void forget() {}

    /// By what the settings say.
    ///
    /// @param settings of this node
    /// @param port of this node
    /// @return where to look
    /// @throws ClusterException if the settings can not be understood
    static Whereabouts of(EngineSettings settings, int port) {
        return switch (settings.discovery()) {
            case Discovery.Seeds(List<String> seeds) -> {
                List<HostAndPort> all = seeds.stream().map(HostAndPort::parse).toList();
                yield () -> all.stream().flatMap(HostAndPort::addresses).toList();
            }
            case Discovery.Dns(String name, int all) ->
                () -> new HostAndPort(name, all).addresses().toList();
            case Discovery.Folder folder -> new SharedFolder(folder.folder(), settings, port);
        };
    }

    /// A seed.
    ///
    /// @param host a name, which may have many addresses, or an address
    /// @param port of the node there
    record HostAndPort(String host, int port) {
        private static final int HIGHEST_PORT = 0xFFFF;
        private static final String NO_SEED = "' is no seed: it has to be of the form host:port, as 127.0.0.1:17800";

        static HostAndPort parse(String text) {
            int colon = text.lastIndexOf(':');
            int port;
            try {
                port = Integer.parseInt(text.substring(colon + 1));
            } catch (NumberFormatException e) {
                throw new ClusterException("'" + text + NO_SEED, e);
            }
            if (colon <= 0) {
                throw new ClusterException("'" + text + NO_SEED, null);
            }
            if (port < 1 || port > HIGHEST_PORT) {
                throw new ClusterException(
                        "the port of the seed '" + text + "' must be from 1 to " + HIGHEST_PORT + ", but is " + port,
                        null);
            }
            String host = text.substring(0, colon);
            boolean inBrackets = host.startsWith("[") && host.endsWith("]");
            return new HostAndPort(inBrackets ? host.substring(1, host.length() - 1) : host, port);
        }

        Stream<PhysicalAddress> addresses() {
            List<PhysicalAddress> addresses = new ArrayList<>();
            try {
                for (InetAddress address : InetAddress.getAllByName(host)) {
                    addresses.add(new IpAddress(address, port));
                }
            } catch (UnknownHostException e) {
                // It may become known: nodes are looked for again and again.
                System.getLogger("concurrent.futures.cluster")
                        .log(System.Logger.Level.DEBUG, "the host {0} is not known yet", host);
            }
            return addresses.stream();
        }
    }
}
