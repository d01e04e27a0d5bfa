package concurrent.futures.cluster.internal.engine.jgroups;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.blocks.cs.Connection;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TCP;

/// The connections of a node. The last word to a node that is no member any more may block, since a frozen one reads
/// nothing; and with it the view that says so, and all after it. So it is said beside, and cut short.
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
        Thread closing = Thread.startVirtualThread(() -> super.retainAll(members));
        try {
            if (!closing.join(LAST_WORDS)) {
                ending.forEach(Wires::cut);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cut(Connection connection) {
        try {
            connection.close(/* graceful= */ false);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a connection is closed already", e);
        }
    }
}
