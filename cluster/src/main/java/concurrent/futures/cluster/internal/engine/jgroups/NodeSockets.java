package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.security.Credentials;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.jgroups.util.DefaultSocketFactory;
import org.jspecify.annotations.Nullable;

/// All sockets of a node: its door, and those by which it goes to others. Both sides show their certificates, if there
/// are any.
final class NodeSockets extends DefaultSocketFactory {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    /// How many ports are tried.
    private static final int PORTS = 80;

    private static final int BACKLOG = 128;

    private final Door door;
    private final @Nullable Credentials credentials;
    private final Rebuffs rebuffs = new Rebuffs();

    private NodeSockets(Door door, @Nullable Credentials credentials) {
        this.door = door;
        this.credentials = credentials;
    }

    /// Opens the door.
    static NodeSockets open(EngineSettings settings, InetAddress address) {
        EngineSettings.Security security = settings.security();
        Credentials credentials = security == null ? null : new Credentials(security, settings.clusterName());
        try {
            return new NodeSockets(new Door(bind(settings, address), credentials), credentials);
        } catch (IOException e) {
            throw new ClusterException("no port can be opened at " + address.getHostAddress() + ": " + e, e);
        }
    }

    private static Stranger.Entrance bind(EngineSettings settings, InetAddress address) throws IOException {
        int first = settings.bindPort();
        boolean exact = isExact(settings, address);
        int last = first == 0 || exact ? first : first + PORTS;
        for (int port = first; ; port++) {
            Stranger.Entrance socket = new Stranger.Entrance();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address, port), BACKLOG);
                return socket;
            } catch (BindException e) {
                socket.close();
                if (port == first && !isHere(address)) {
                    throw new ClusterException(
                            "a node can not be at " + address.getHostAddress()
                                    + ": that is no address of this machine. Name one that it has, by --bind or"
                                    + " bindAddress(…)",
                            e);
                }
                if (port == last) {
                    throw new ClusterException(
                            "no port is free at " + address.getHostAddress() + " from " + first + " to " + last
                                    + (exact
                                            ? "; it is looked for there: see what else has this port, or choose another"
                                                    + " one, by --port or bindPort(…), and tell the others of that"
                                            : "; choose another to begin with"),
                            e);
                }
            }
        }
    }

    /// Whether anything can listen there. The interfaces do not name all such addresses: 127.0.0.2 is one.
    private static boolean isHere(InetAddress address) throws IOException {
        try (ServerSocket any = new ServerSocket()) {
            any.bind(new InetSocketAddress(address, 0));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    /// Who is looked for at a port has to have just that. On loopback, all are on this machine: where one has the
    /// seed's port, the next one is no seed, but looks for that one.
    private static boolean isExact(EngineSettings settings, InetAddress address) {
        return settings.discovery() instanceof EngineSettings.Discovery.Dns
                || (settings.isSeed() && !(address.isLoopbackAddress() && settings.isAmongSeeds()));
    }

    int port() {
        return door.getLocalPort();
    }

    /// Closes the door, if the channel has not.
    void close() {
        try {
            door.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "the server socket could not be closed", e);
        }
    }

    @Override
    public ServerSocket createServerSocket(String service) {
        return door;
    }

    /// Where this node was not let in, or did not want to, and why.
    Rebuffs rebuffs() {
        return rebuffs;
    }

    @Override
    public Socket createSocket(String service) {
        return new OutgoingSocket(credentials, rebuffs);
    }
}
