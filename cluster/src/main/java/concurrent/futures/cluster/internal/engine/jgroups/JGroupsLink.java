package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.exchange.Link;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.View;
import org.jgroups.protocols.UFC;

/// Posts packets through a channel, and knows its members.
final class JGroupsLink implements Link {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    private final JChannel channel;
    private final Addresses addresses;
    private final Rebuffs rebuffs;
    private final UFC flowControl;
    private volatile Map<NodeId, Address> members = Map.of();

    JGroupsLink(JChannel channel, Addresses addresses, Rebuffs rebuffs) {
        this.rebuffs = rebuffs;
        this.channel = channel;
        this.addresses = addresses;
        this.flowControl = channel.getProtocolStack().findProtocol(UFC.class);
    }

    /// The members of a view, for people and for [#post].
    List<Node> membersOf(View view) {
        List<Node> nodes = new ArrayList<>();
        Map<NodeId, Address> byId = new HashMap<>();
        for (Address address : view.getMembers()) {
            try {
                NodeId id = Addresses.idOf(address);
                nodes.add(new Node(id, Addresses.placeOf(address), Addresses.cardOf(address)));
                byId.put(id, address);
            } catch (ClusterException e) {
                LOG.log(System.Logger.Level.WARNING, "member {0} is left out: {1}", address, e.getMessage());
            }
        }
        members = byId;
        return nodes;
    }

    @Override
    public NodeId self() {
        return addresses.self();
    }

    @Override
    public void post(NodeId to, byte[] packet) {
        Address address = members.get(to);
        if (address == null) {
            return;
        }
        try {
            channel.send(new BytesMessage(address, packet));
        } catch (Exception e) {
            // Of all that JGroups may throw, only this is known: the channel is closed, and the message with it.
            System.Logger.Level level = channel.isConnected() ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG;
            LOG.log(level, "a message to node " + to + " could not be sent", e);
        }
    }

    /// What may block is the flow control; below, there are queues.
    @Override
    public boolean takesAtOnce(NodeId to, int bytes) {
        Address address = members.get(to);
        return address != null && flowControl.getSenderCreditsFor(address) > bytes;
    }

    @Override
    public List<String> rebuffs() {
        return rebuffs.list();
    }

    @Override
    public void leave() {
        channel.close();
    }
}
