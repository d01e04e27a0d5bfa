package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.List;
import org.jgroups.Address;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.TCPPING;
import org.jgroups.util.Responses;
import org.jspecify.annotations.Nullable;

/// Finds members at addresses that are looked up anew each time. Who is a seed itself does not wait for those who wait
/// for it; and who looks can be told to stop.
final class SeedPing extends TCPPING {
    private final Whereabouts whereabouts;
    private final boolean isSeed;
    private volatile @Nullable Responses looking;
    private volatile boolean stopped;

    /// Makes one.
    ///
    /// @param whereabouts where to look
    /// @param isSeed whether others that are no members yet do not count
    SeedPing(Whereabouts whereabouts, boolean isSeed) {
        this.whereabouts = whereabouts;
        this.isSeed = isSeed;
        this.id = ClassConfigurator.getProtocolId(TCPPING.class);
        this.initial_hosts_set_programmatically = true;
        this.port_range = 0;
    }

    @Override
    public void findMembers(@Nullable List<Address> members, boolean initialDiscovery, Responses responses) {
        initial_hosts = whereabouts.look();
        super.findMembers(members, initialDiscovery, responses);
    }

    @Override
    public void stop() {
        super.stop();
        whereabouts.forget();
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
