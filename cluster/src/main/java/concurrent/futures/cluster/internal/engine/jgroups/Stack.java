package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.security.LoopbackRule;
import java.net.InetAddress;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.PerDestinationBundler;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;

/// The protocols of a channel, from the bottom to the top, and why they are set as they are.
///
/// @param channel not connected yet
/// @param ping finds others
/// @param signsOfLife of the other members
/// @param sockets of the node
record Stack(JChannel channel, SeedPing ping, SignsOfLife signsOfLife, NodeSockets sockets) {
    /// Messages up to this size are sent in one piece. What the [UFC] lets out and what the bundler collects is more.
    static final int PACKET_BYTES = 60_000;

    private static final int BUNDLE_BYTES = 64_000;

    /// A frame of the transport; above, it is none of ours.
    private static final int LONGEST_FRAME = 1 << 20;

    /// How much may be under way to one member that it has not read.
    private static final int CREDITS = 8 * 1024 * 1024;

    private static final int SUSPECTED_AFTER_MILLIS = 8_000;
    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int VERIFY_MILLIS = 500;

    /// How long two parts of a cluster do not notice each other.
    private static final int MERGE_AT_LEAST_MILLIS = 500;

    private static final int MERGE_AT_MOST_MILLIS = 2_000;

    /// How long the first seed looks for others before it begins a cluster. Later seeds give the earlier ones time.
    private static final int SEED_LOOKS_MILLIS = 200;

    private static final int LATER_SEED_MILLIS = 1_000;

    /// Where no node is a seed, each looks for so long; if all have just begun, they agree on one.
    private static final int EQUALS_LOOK_MILLIS = 2_000;

    /// How long the member that leads may take to let one in; then it is looked for anew, since it may be lost.
    private static final int JOIN_MILLIS = 2_000;

    private static final int CONNECT_MILLIS = 2_000;

    static Stack of(EngineSettings settings) {
        InetAddress address = LoopbackRule.check(settings);
        NodeSockets sockets = NodeSockets.open(settings, address);
        try {
            SeedPing ping = ping(settings, sockets.port());
            SignsOfLife signsOfLife = new SignsOfLife();
            signsOfLife.setTimeout(SUSPECTED_AFTER_MILLIS).setInterval(HEARTBEAT_MILLIS);
            return new Stack(channel(address, ping, signsOfLife, sockets), ping, signsOfLife, sockets);
        } catch (ClusterException e) {
            sockets.close();
            throw e;
        } catch (Exception e) {
            sockets.close();
            throw new ClusterException("the protocols of JGroups can not be set up: " + e.getMessage(), e);
        }
    }

    /// Whether somebody else has the port at which this node was to be a seed.
    ///
    /// @param settings of the node
    boolean isMoved(EngineSettings settings) {
        return isMoved(settings, sockets.port());
    }

    private static boolean isMoved(EngineSettings settings, int port) {
        return settings.isSeed() && settings.bindPort() != 0 && settings.bindPort() != port;
    }

    void stopLooking() {
        ping.stopLooking();
    }

    private static JChannel channel(InetAddress address, SeedPing ping, SignsOfLife signsOfLife, NodeSockets sockets)
            throws Exception {
        return new JChannel(List.of(
                transport(address, sockets),
                ping,
                new MERGE3().setMinInterval(MERGE_AT_LEAST_MILLIS).setMaxInterval(MERGE_AT_MOST_MILLIS),
                signsOfLife,
                new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
                // While parts of a cluster merge, one hears of members of the other that it does not know yet.
                new NAKACK2().useMcastXmit(false).logDiscardMessages(false),
                new UNICAST3(),
                new STABLE(),
                membership(),
                new UFC().setMaxCredits(CREDITS),
                new MFC(),
                new FRAG4().setFragSize(PACKET_BYTES)));
    }

    private static TCP transport(InetAddress address, NodeSockets sockets) {
        TCP transport = new Wires();
        // A thread for each member: one that reads nothing is not to hold up the heartbeats to the others.
        transport.setBundler(
                new PerDestinationBundler().useSingleSenderThread(false).setMaxSize(BUNDLE_BYTES));
        transport
                // Otherwise short exchanges wait for delayed acknowledgements.
                .tcpNodelay(true)
                .setSockConnTimeout(CONNECT_MILLIS)
                .setMaxLength(LONGEST_FRAME)
                .logDetails(false)
                .setBindAddress(address)
                .setBindPort(sockets.port())
                .setPortRange(0);
        // Where it comes from is where it is: its certificate may name just that, on a machine that has others, too.
        transport.setClientBindAddr(address);
        // A member whose connection breaks is suspected. FD_SOCK2 would see that too, but by a second port, which knows
        // of no certificates.
        transport.enableSuspectEvents(true);
        transport.setSocketFactory(sockets);
        transport.useVirtualThreads(false);
        transport.setThreadFactory(new NodeThreads());
        transport.getThreadPool().setThreadFactory(NodeThreads.ofPool());
        return transport;
    }

    private static GMS membership() {
        GMS membership = new GMS();
        membership.setJoinTimeout(JOIN_MILLIS);
        membership.printLocalAddress(false);
        return membership;
    }

    private static SeedPing ping(EngineSettings settings, int port) {
        boolean isSeed = settings.isSeed() && !isMoved(settings, port);
        return new SeedPing(
                Whereabouts.of(settings, port),
                isSeed && settings.discovery() instanceof Discovery.Seeds,
                lookMillis(settings, isSeed));
    }

    private static long lookMillis(EngineSettings settings, boolean isSeed) {
        if (!(settings.discovery() instanceof Discovery.Seeds(List<String> seeds))) {
            return Math.min(EQUALS_LOOK_MILLIS, settings.joinTimeout().toMillis());
        }
        if (!isSeed) {
            return settings.joinTimeout().toMillis();
        }
        int place = Math.max(0, seeds.indexOf(settings.bindAddress() + ":" + settings.bindPort()));
        return SEED_LOOKS_MILLIS + (long) place * LATER_SEED_MILLIS;
    }
}
