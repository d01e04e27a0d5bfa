package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.HostAndPort;
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
    /// @throws concurrent.futures.cluster.ClusterException if the folder can not be used that they name
    static Whereabouts of(EngineSettings settings, int port) {
        return switch (settings.discovery()) {
            case Discovery.Seeds(List<String> seeds) -> {
                List<HostAndPort> all = seeds.stream().map(HostAndPort::parse).toList();
                yield () -> all.stream().flatMap(Whereabouts::addresses).toList();
            }
            case Discovery.Dns(String name, int all) ->
                () -> addresses(new HostAndPort(name, all)).toList();
            case Discovery.Folder folder -> new SharedFolder(folder.folder(), settings, port);
        };
    }

    /// All addresses of a host, with a port.
    ///
    /// @param place may be unknown
    /// @return none if it is
    static Stream<PhysicalAddress> addresses(HostAndPort place) {
        List<PhysicalAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(place.host())) {
                addresses.add(new IpAddress(address, place.port()));
            }
        } catch (UnknownHostException e) {
            // It may become known: nodes are looked for again and again.
            System.getLogger("concurrent.futures.cluster")
                    .log(System.Logger.Level.DEBUG, "the host {0} is not known yet", place.host());
        }
        return addresses.stream();
    }
}
