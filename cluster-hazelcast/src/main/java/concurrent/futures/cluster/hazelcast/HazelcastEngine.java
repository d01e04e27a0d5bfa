package concurrent.futures.cluster.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.CardCodec;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.exchange.Exchange;

/// Nodes are members of a Hazelcast cluster of their own.
public final class HazelcastEngine implements Engine {
    /// Found by its name.
    public HazelcastEngine() {}

    @Override
    public String name() {
        return "hazelcast";
    }

    @Override
    public Membership join(EngineSettings settings, NodeCard card, Inbox inbox) throws InterruptedException {
        Config config = Configuration.of(settings, CardCodec.encode(card));
        Gate gate = new Gate();
        config.getUserContext().put(Gate.KEY, gate);
        HazelcastInstance instance;
        try {
            instance = Hazelcast.newHazelcastInstance(config);
        } catch (RuntimeException e) {
            throw new ClusterException(
                    "node " + settings.bindAddress() + ":" + settings.bindPort() + " can not join cluster '"
                            + settings.clusterName() + "' by Hazelcast: " + e.getMessage(),
                    e);
        }
        HazelcastLink link = new HazelcastLink(instance);
        Exchange exchange = new Exchange(link, inbox, settings.maxMessageBytes(), Configuration.PACKET_BYTES);
        Views views = new Views(instance, link, exchange);
        views.tell();
        instance.getCluster().addMembershipListener(views);
        // Whoever came between the two is seen now.
        views.tell();
        gate.open(exchange);
        return exchange;
    }

    /// Tells of members.
    private record Views(HazelcastInstance instance, HazelcastLink link, Exchange exchange)
            implements MembershipListener {
        @Override
        public void memberAdded(MembershipEvent event) {
            tell();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            tell();
        }

        void tell() {
            link.tellView(instance, exchange);
        }
    }
}
