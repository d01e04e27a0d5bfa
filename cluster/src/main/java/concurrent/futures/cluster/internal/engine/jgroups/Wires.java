package concurrent.futures.cluster.internal.engine.jgroups;

import java.io.IOException;
import java.time.Duration;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.blocks.cs.Connection;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;

/// The connections of a node.
///
/// The last word to a node that is no member any more may block, since a frozen one reads nothing; and with it the view
/// that says so, and all after it. So it is said beside, and cut short.
///
/// JGroups, as of 5.5.7, forgets all connections but those to addresses that were members a moment ago, and closes of
/// those that it forgets the ones whose peer is no member now. If a peer becomes known in between, its connection is
/// forgotten and stays open: this node can not send by it, and the peer, which has it still, refuses another one. So
/// here, connections are ended one by one, and forgotten only with that.
final class Wires extends TCP {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    /// Makes them.
    Wires() {
        this.id = ClassConfigurator.getProtocolId(TCP.class);
    }

    @Override
    public void retainAll(Collection<Address> members) {
        List<Connection> ending = new ArrayList<>();
        srv.forAllConnections((peer, connection) -> {
            if (!members.contains(peer) && !(peer instanceof PhysicalAddress place && is_member.test(place))) {
                ending.add(connection);
            }
        });
        Thread closing = Thread.startVirtualThread(
                () -> ending.forEach(connection -> srv.closeConnection(connection, /* notify= */ false)));
        try {
            if (!closing.join(LAST_WORDS)) {
                ending.forEach(Wires::cut);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        srv.retainAll(new Wanted(members));
    }

    private static void cut(Connection connection) {
        try {
            connection.close(/* graceful= */ false);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection is closed already", e);
        }
    }

    /// Addresses of members, and all to which there is a connection at the moment of being asked: what JGroups keeps
    /// for others is of no use, and goes.
    private final class Wanted extends AbstractCollection<Address> {
        private final Collection<Address> members;

        Wanted(Collection<Address> members) {
            this.members = members;
        }

        @Override
        public boolean contains(Object address) {
            return members.contains(address) || (address instanceof Address peer && srv.hasConnection(peer));
        }

        @Override
        public Iterator<Address> iterator() {
            return members.iterator();
        }

        /// More than can be listed.
        @Override
        public int size() {
            return Integer.MAX_VALUE;
        }
    }
}
