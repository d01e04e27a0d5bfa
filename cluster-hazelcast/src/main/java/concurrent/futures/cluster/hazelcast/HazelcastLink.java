package concurrent.futures.cluster.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.core.IExecutorService;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.CardCodec;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.exchange.Exchange;
import concurrent.futures.cluster.internal.engine.exchange.Link;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;

/// Posts a packet as a task for one member, and waits until it has run there: so packets keep their order, and who does
/// not take them holds up their sender.
final class HazelcastLink implements Link {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    private final HazelcastInstance instance;
    private final IExecutorService executor;
    private final NodeId self;

    /// Views come from several threads of Hazelcast's; each is read and told under it, so that they come in order. An
    /// inbox does not block.
    private final ReentrantLock telling = new ReentrantLock();

    private volatile Map<NodeId, Member> members = Map.of();

    HazelcastLink(HazelcastInstance instance) {
        this.instance = instance;
        this.executor = instance.getExecutorService(Configuration.EXECUTOR);
        this.self = new NodeId(instance.getCluster().getLocalMember().getUuid());
    }

    @Override
    public NodeId self() {
        return self;
    }

    void tellView(HazelcastInstance from, Exchange exchange) {
        telling.lock();
        try {
            List<Node> nodes = new ArrayList<>();
            Map<NodeId, Member> byId = new HashMap<>();
            for (Member member : from.getCluster().getMembers()) {
                node(member, nodes, byId);
            }
            boolean isNew = !byId.keySet().equals(members.keySet());
            members = byId;
            if (isNew) {
                exchange.viewChanged(nodes);
            }
        } catch (HazelcastInstanceNotActiveException e) {
            LOG.log(System.Logger.Level.DEBUG, "this node leaves", e);
        } finally {
            telling.unlock();
        }
    }

    private static void node(Member member, List<Node> nodes, Map<NodeId, Member> byId) {
        try {
            String card = member.getAttribute(Configuration.CARD);
            if (card == null) {
                throw new ClusterException("it has no card", null);
            }
            NodeId id = new NodeId(member.getUuid());
            String place =
                    member.getAddress().getHost() + ":" + member.getAddress().getPort();
            nodes.add(new Node(id, place, CardCodec.decode(Base64.getDecoder().decode(card))));
            byId.put(id, member);
        } catch (ClusterException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "member {0} is left out: {1}", member, e.getMessage());
        }
    }

    @Override
    public void post(NodeId to, byte[] packet) {
        Member member = members.get(to);
        if (member == null) {
            return;
        }
        try {
            executor.submitToMember(new Packet(self.value(), packet), member).get();
        } catch (ExecutionException | RejectedExecutionException | HazelcastInstanceNotActiveException e) {
            // The member is gone, as the next view says, or this node is.
            LOG.log(System.Logger.Level.DEBUG, "a message to node " + to + " was lost", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts an outbox", e);
        }
    }

    @Override
    public void leave() {
        instance.shutdown();
    }
}
