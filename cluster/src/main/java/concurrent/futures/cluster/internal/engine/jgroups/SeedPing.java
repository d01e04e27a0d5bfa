package concurrent.futures.cluster.internal.engine.jgroups;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.Event;
import org.jgroups.Message;
import org.jgroups.PhysicalAddress;
import org.jgroups.View;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.PingData;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TCPPING;
import org.jgroups.util.NameCache;
import org.jgroups.util.Responses;
import org.jspecify.annotations.Nullable;

/// Finds members at addresses that are looked up anew each time. Who is a seed itself does not wait for those who wait
/// for it; and who looks can be told to stop.
///
/// A seed need not be the member that leads, and lets others in: after a merge, another one may be. So who is asked by
/// one that wants to join says where the leading member is, too; that one is then asked itself. Only what a member says
/// of itself counts: one that is dead does not let anyone in, and one that was not asked does not know where the answer
/// has to go.
final class SeedPing extends TCPPING {
    private static final int LOOK_EVERY_MILLIS = 250;

    private final Whereabouts whereabouts;
    private final boolean isSeed;
    private final Search search;

    /// Who is being asked: that blocks while there is no connection, and is not to hold up the rest.
    private final Set<Address> asked = ConcurrentHashMap.newKeySet();

    private volatile @Nullable PhysicalAddress leader;

    /// Makes one.
    ///
    /// @param whereabouts where to look
    /// @param isSeed whether others that are no members yet do not count
    /// @param lookMillis how long a node looks for others before it begins a cluster
    SeedPing(Whereabouts whereabouts, boolean isSeed, long lookMillis) {
        this.whereabouts = whereabouts;
        this.isSeed = isSeed;
        this.search = new Search(lookMillis);
        this.id = ClassConfigurator.getProtocolId(TCPPING.class);
        this.initial_hosts_set_programmatically = true;
        this.port_range = 0;
        this.async_discovery = true;
        this.discovery_rsp_expiry_time += lookMillis;
    }

    // --- asking

    @Override
    public Responses findMembers(
            @Nullable List<Address> members, boolean initialDiscovery, boolean async, long timeout) {
        if (!initialDiscovery) {
            return super.findMembers(members, /* initial_discovery= */ false, async, timeout);
        }
        leader = null;
        search.begin();
        addResponse(search);
        Future<?> looking = timer.scheduleWithFixedDelay(
                () -> findMembers(null, /* initialDiscovery= */ true, search),
                0,
                LOOK_EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
        synchronized (discovery_req_futures) {
            discovery_req_futures.add(looking); // It is cancelled when the search is done.
        }
        return search;
    }

    @Override
    public void findMembers(@Nullable List<Address> members, boolean initialDiscovery, Responses responses) {
        if (initialDiscovery && search.isDone()) {
            weedOutCompletedDiscoveryResponses();
            return;
        }
        initial_hosts = whereabouts.look();
        super.findMembers(members, initialDiscovery, responses);
    }

    @Override
    protected void sendDiscoveryRequest(Message request) {
        Address to = request.getDest();
        if (asked.add(to)) {
            timer.execute(
                    () -> {
                        try {
                            super.sendDiscoveryRequest(request);
                        } finally {
                            asked.remove(to);
                        }
                    },
                    /* can_block= */ true);
        }
    }

    // --- answering

    @Override
    protected @Nullable Object handle(PingHeader header, Message message) {
        Object result = super.handle(header, message);
        if (header.type() == PingHeader.GET_MBRS_REQ && is_server) {
            List<PingData> others = othersFor(header, message);
            if (!others.isEmpty()) {
                sendDiscoveryResponse(others, message.getSrc());
            }
        }
        return result;
    }

    /// What the asking node may want to know of others: where the leading member is, or whom it has asked for.
    private List<PingData> othersFor(PingHeader header, Message message) {
        Set<Address> wanted = new LinkedHashSet<>();
        List<PingData> questions = readPingData(message.getArray(), message.getOffset(), message.getLength());
        if (questions != null) {
            for (PingData question : questions) {
                Collection<? extends Address> members = question.mbrs();
                if (members != null) {
                    wanted.addAll(members);
                }
            }
        }
        if (header.initialDiscovery() && current_coord != null) {
            wanted.add(current_coord);
        }
        wanted.remove(local_addr);
        View now = view;
        List<PingData> others = new ArrayList<>();
        for (Address other : wanted) {
            if (now != null && now.containsMember(other)) {
                Object place = down_prot.down(new Event(Event.GET_PHYSICAL_ADDRESS, other));
                if (place instanceof PhysicalAddress physical) {
                    others.add(new PingData(other, /* is_server= */ true, NameCache.get(other), physical)
                            .coord(isCoord(other)));
                }
            }
        }
        return others;
    }

    @Override
    protected void handleDiscoveryResponse(PingData data, Address sender) {
        Address who = data.getAddress();
        if (who == null || who.equals(sender)) {
            super.handleDiscoveryResponse(data, sender);
            return;
        }
        PhysicalAddress place = data.getPhysicalAddr();
        addDiscoveryResponseToCaches(who, data.getLogicalName(), place); // From now on it is among those who are asked.
        if (data.isCoord() && !is_server && place != null && !place.equals(leader)) {
            leader = place;
            timer.execute(() -> findMembers(null, /* initialDiscovery= */ true, search), /* can_block= */ true);
        }
    }

    @Override
    protected void addResponse(PingData response, boolean overwrite) {
        if (is_server || response.isServer() || !isSeed) {
            super.addResponse(response, overwrite);
        }
    }

    // --- the end

    @Override
    public void stop() {
        super.stop();
        whereabouts.forget();
    }

    /// Nobody wants to join any more.
    void stopLooking() {
        search.stop();
    }
}
