package concurrent.futures.cluster.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Base64;
import java.util.List;

/// How a member is set up: seen by its own cluster alone, silent, and quick to notice who is gone.
final class Configuration {
    /// Up to this size, messages travel together.
    static final int PACKET_BYTES = 256 * 1024;

    static final String CARD = "card";
    static final String EXECUTOR = "packets";

    /// Says that whoever can reach a node is trusted; without it, nodes stay on loopback.
    private static final String TRUSTED = "concurrent.futures.cluster.hazelcast.trustedNetwork";

    private static final int PORTS = 80;
    private static final int FIRST_PORT = 17_900;
    private static final int THREADS = 16;

    private Configuration() {}

    static Config of(EngineSettings settings, byte[] card) {
        check(settings);
        Config config = new Config();
        config.setClusterName(settings.clusterName());
        config.getMemberAttributeConfig().setAttribute(CARD, Base64.getEncoder().encodeToString(card));
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.type", "jdk");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "2");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "8");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "5");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "5");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.socket.bind.any", "false");
        config.getJetConfig().setEnabled(false);
        config.getExecutorConfig(EXECUTOR).setPoolSize(THREADS).setStatisticsEnabled(false);
        // Packets are bytes; what else a member may send is never made into objects by Java serialization.
        JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig().setDefaultsDisabled(true);
        filter.getWhitelist().addClasses(Packet.class.getName());
        config.getSerializationConfig()
                .addDataSerializableFactory(Packet.FACTORY, new Packet.Factory())
                .setJavaSerializationFilterConfig(filter);
        network(config.getNetworkConfig(), settings);
        return config;
    }

    private static void network(NetworkConfig network, EngineSettings settings) {
        boolean exact = settings.isSeed();
        network.setPort(settings.bindPort() == 0 ? FIRST_PORT : settings.bindPort())
                .setPortAutoIncrement(!exact || settings.bindPort() == 0)
                .setPortCount(PORTS)
                .setReuseAddress(true)
                .setPublicAddress(null);
        network.getInterfaces().setEnabled(true).addInterface(settings.bindAddress());
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        switch (settings.discovery()) {
            case Discovery.Seeds(List<String> seeds) -> join.getTcpIpConfig().setMembers(seeds);
            case Discovery.Dns(String name, int port) -> join.getTcpIpConfig().setMembers(List.of(name + ":" + port));
            case Discovery.Folder _ ->
                throw new ClusterException(
                        "Hazelcast finds nodes by seeds or by a name, not by a folder; JGroups can", null);
        }
    }

    private static void check(EngineSettings settings) {
        if (settings.security() != null) {
            throw new ClusterException(
                    "the free edition of Hazelcast knows no certificates; choose the engine 'jgroups'", null);
        }
        if (Boolean.getBoolean(TRUSTED)) {
            return;
        }
        try {
            checkHere("be at", settings.bindAddress());
        } catch (UnknownHostException e) {
            throw new ClusterException("the address '" + settings.bindAddress() + "' of this node is not known", e);
        }
        List<String> others = switch (settings.discovery()) {
            case Discovery.Seeds(List<String> seeds) ->
                seeds.stream().map(Configuration::hostOf).toList();
            case Discovery.Dns(String name, int _) -> List.of(name);
            case Discovery.Folder _ -> List.of();
        };
        for (String other : others) {
            try {
                checkHere("look for others at", other);
            } catch (UnknownHostException e) {
                throw new ClusterException(
                        "the address '" + other + "' of another node is not known, so that nobody can say whether it is"
                                + " on this machine",
                        e);
            }
        }
    }

    private static String hostOf(String seed) {
        int colon = seed.lastIndexOf(':');
        return colon < 0 ? seed : seed.substring(0, colon);
    }

    private static void checkHere(String what, String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!address.isLoopbackAddress()) {
                throw new ClusterException(
                        "a node on Hazelcast can not " + what + " '" + host
                                + "': there is no encryption, and whoever reached it could run code on this machine."
                                + " Choose the engine 'jgroups' with certificates of 'futures cluster init'; or, if"
                                + " everybody in this network may do that, say so: -D" + TRUSTED + "=true",
                        null);
            }
        }
    }
}
