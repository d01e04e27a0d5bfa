package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.List;
import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.TCPPING;
import org.jgroups.util.Responses;
import org.jspecify.annotations.Nullable;

/// Finds members at given addresses. Who is a seed itself does not wait for those who wait for it; and who looks can
/// be told to stop.
final class SeedPing extends TCPPING {
    private final boolean isSeed;
    private volatile @Nullable Responses looking;
    private volatile boolean stopped;

    /// Makes one.
    ///
    /// @param hosts `host[port]`, separated by commas; names that are not known yet are looked up again
    /// @param isSeed whether others that are no members yet do not count
    SeedPing(String hosts, boolean isSeed) {
        this.isSeed = isSeed;
        this.id = ClassConfigurator.getProtocolId(TCPPING.class);
        this.initial_hosts_str = hosts;
        this.port_range = 0;
    }

    @Override
    public Responses findMembers(
            @Nullable List<Address> members, boolean initialDiscovery, boolean async, long timeout) {
        Responses responses = super.findMembers(members, initialDiscovery, async, timeout);
        if (initialDiscovery) {
            looking = responses;
            if (stopped) {
                responses.done();
            }
        }
        return responses;
    }

    @Override
    protected void addResponse(PingData response, boolean overwrite) {
        if (is_server || response.isCoord() || !isSeed) {
            super.addResponse(response, overwrite);
        }
    }

    /// Nobody wants to join any more.
    void stopLooking() {
        stopped = true;
        Responses responses = looking;
        if (responses != null) {
            responses.done();
        }
    }
}
