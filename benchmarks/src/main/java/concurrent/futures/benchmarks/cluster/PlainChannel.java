package concurrent.futures.benchmarks.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.blocks.MessageDispatcher;
import org.jgroups.blocks.RequestOptions;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.pbcast.GMS;

/// JGroups as it comes: a channel with its own `tcp.xml`, of which but the addresses are set, and its own requests and
/// answers. What those have who take the engine alone.
///
/// It answers every request with what came.
final class PlainChannel implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String CLUSTER = "plain";
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String BIND_ADDRESS = "jgroups.bind_addr";
    private static final String SEEDS = "jgroups.tcpping.initial_hosts";

    private final JChannel channel;
    private final MessageDispatcher dispatcher;

    private PlainChannel(JChannel channel) {
        this.channel = channel;
        this.dispatcher = new MessageDispatcher(
                channel,
                message -> Arrays.copyOfRange(
                        message.getArray(), message.getOffset(), message.getOffset() + message.getLength()));
    }

    /// Joins.
    ///
    /// @param port its own
    /// @param seed the port of who begins; its own if it is that one
    static PlainChannel join(int port, int seed) throws Exception {
        System.setProperty(BIND_ADDRESS, HOST);
        System.setProperty(SEEDS, HOST + "[" + seed + "]");
        JChannel channel;
        try {
            channel = new JChannel("tcp.xml");
        } finally {
            System.clearProperty(BIND_ADDRESS);
            System.clearProperty(SEEDS);
        }
        TCP transport = channel.getProtocolStack().findProtocol(TCP.class);
        transport.setBindPort(port);
        GMS membership = channel.getProtocolStack().findProtocol(GMS.class);
        membership.printLocalAddress(false); // Standard output belongs to somebody else.
        PlainChannel joined = new PlainChannel(channel);
        channel.connect(CLUSTER);
        return joined;
    }

    /// A port that nobody has.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int port() {
        TCP transport = channel.getProtocolStack().findProtocol(TCP.class);
        return transport.getBindPort();
    }

    /// The other member of two. Waits until it is there: where both took long to begin, that takes some seconds more.
    Address other() {
        List<Address> members = channel.getView().getMembers();
        while (members.size() < 2) {
            LockSupport.parkNanos(PAUSE);
            members = channel.getView().getMembers();
        }
        return members.getFirst().equals(channel.getAddress()) ? members.getLast() : members.getFirst();
    }

    /// Asks, and waits for the answer.
    byte[] request(Address to, byte[] question) throws Exception {
        return dispatcher.sendMessage(new BytesMessage(to, question), RequestOptions.SYNC());
    }

    @Override
    public void close() throws IOException {
        dispatcher.close();
        channel.close();
    }

    /// The first of two, in a JVM of its own.
    static final class Program {
        private Program() {}

        /// Begins, prints its port, and stays until standard input ends.
        ///
        /// @param args none
        /// @throws Exception if it can not begin
        public static void main(String... args) throws Exception {
            int port = freePort();
            try (PlainChannel channel = join(port, port)) {
                System.out.println(channel.port());
                waitForEnd();
            }
        }

        private static void waitForEnd() throws IOException {
            while (System.in.read() >= 0) {
                // Nothing that is said matters.
            }
        }
    }
}
