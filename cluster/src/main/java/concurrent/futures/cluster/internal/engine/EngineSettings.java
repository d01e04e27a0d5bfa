package concurrent.futures.cluster.internal.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a node is, whom it looks for, and how.
///
/// @param clusterName nodes of another name are not of this cluster
/// @param bindAddress the address of this node; loopback unless the user chose another
/// @param bindPort the port to begin with; the next free one of some is taken. 0 for any
/// @param isSeed whether it begins a cluster at once if it finds none; others look for a while first
/// @param discovery how it finds the others
/// @param security certificates; `null` for none, which is refused for addresses that are not loopback
/// @param joinTimeout how long it may take to join
/// @param maxMessageBytes the largest message; what is larger goes in pieces
public record EngineSettings(
        String clusterName,
        String bindAddress,
        int bindPort,
        boolean isSeed,
        Discovery discovery,
        @Nullable Security security,
        Duration joinTimeout,
        int maxMessageBytes) {
    private static final int HIGHEST_PORT = 0xffff;

    /// Looks at the values.
    ///
    /// @throws IllegalArgumentException if the name is none, or a port is out of range; the message names the limits
    public EngineSettings {
        Names.check("cluster", clusterName);
        checkPort("the port of this node", /* least= */ 0, bindPort);
        if (discovery instanceof Discovery.Dns(String name, int port)) {
            checkPort("the port of the members at '" + name + "'", /* least= */ 1, port);
        }
    }

    private static void checkPort(String what, int least, int port) {
        if (port < least || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    what + " must be from " + least + " to " + HIGHEST_PORT + ", but is " + port);
        }
    }

    /// Whether this node is one of the seeds that it knows itself.
    ///
    /// @return whether others that know the same ones look for it at its port
    public boolean isAmongSeeds() {
        String place = (bindAddress.contains(":") ? "[" + bindAddress + "]" : bindAddress) + ":" + bindPort;
        return discovery instanceof Discovery.Seeds(List<String> seeds) && seeds.contains(place);
    }

    /// Where the cluster is, for people.
    ///
    /// @return its name, and where it is looked for
    public String place() {
        String where = switch (discovery) {
            case Discovery.Seeds known when known.seeds().isEmpty() -> bindAddress;
            case Discovery.Seeds known -> String.join(", ", known.seeds());
            case Discovery.Dns known -> known.name() + ":" + known.port();
            case Discovery.Folder known -> known.folder().toString();
        };
        return "cluster '" + clusterName + "' at " + where;
    }

    /// How a node finds the others.
    public sealed interface Discovery {
        /// At these addresses.
        ///
        /// @param seeds `host:port` each
        record Seeds(List<String> seeds) implements Discovery {
            /// Looks at them.
            ///
            /// @throws IllegalArgumentException if one is no such address
            public Seeds {
                seeds.forEach(HostAndPort::parse);
            }
        }

        /// At all addresses that a name has, as of a headless service of Kubernetes.
        ///
        /// @param name in the domain name system
        /// @param port of every node
        record Dns(String name, int port) implements Discovery {}

        /// By files in a folder that all of them see.
        ///
        /// @param folder which has to be there when a node joins: one that is misspelt would be no other node's
        record Folder(Path folder) implements Discovery {}
    }

    /// Mutual TLS: each side shows a certificate of the cluster's own authority.
    ///
    /// @param keyStore with the node's key and certificate, in PKCS #12
    /// @param trustStore with the certificate of the authority, in PKCS #12
    /// @param password of both stores: the first line of this file
    public record Security(Path keyStore, Path trustStore, Path password) {
        /// What the key store of a node is called in a folder of its own.
        public static final String KEY_STORE = "node.p12";

        /// What the trust store is called there.
        public static final String TRUST_STORE = "trust.p12";

        /// What the file with the password is called there.
        public static final String PASSWORD = "password";

        /// The files in the folder of one node.
        ///
        /// @param folder as the cluster's authority makes it
        /// @return where they are
        public static Security in(Path folder) {
            return new Security(folder.resolve(KEY_STORE), folder.resolve(TRUST_STORE), folder.resolve(PASSWORD));
        }
    }
}
