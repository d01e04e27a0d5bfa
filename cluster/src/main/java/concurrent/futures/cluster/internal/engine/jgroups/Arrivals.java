package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.internal.engine.exchange.Exchange;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.Message;
import org.jgroups.UpHandler;
import org.jgroups.View;
import org.jgroups.protocols.UNICAST3;
import org.jspecify.annotations.Nullable;

/// What JGroups calls. Of messages, only bytes are taken: whatever else the wire may carry is never made into objects.
final class Arrivals implements UpHandler {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    /// A sender keeps messages until they are acknowledged. On its own, JGroups does that twice a second, unless
    /// several messages come at once: a sender of large values would keep all that it sends in half a second.
    private static final int ACKNOWLEDGED_BYTES = 512 * 1024;

    private final JGroupsLink link;
    private final Exchange exchange;
    private final UNICAST3 deliveries;
    private final AtomicLong unacknowledged = new AtomicLong();

    Arrivals(JGroupsLink link, Exchange exchange, UNICAST3 deliveries) {
        this.link = link;
        this.exchange = exchange;
        this.deliveries = deliveries;
    }

    @Override
    public UpHandler setLocalAddress(Address address) {
        return this;
    }

    @Override
    public @Nullable Object up(Event event) {
        switch (event.getType()) {
            case Event.VIEW_CHANGE -> {
                View view = event.getArg();
                exchange.viewChanged(link.membersOf(view));
            }
            case Event.SUSPECT -> {
                Object suspects = event.getArg();
                for (Object suspect : suspects instanceof Collection<?> many ? many : List.of(suspects)) {
                    exchange.suspected(
                            Addresses.idOf((Address) suspect),
                            "its connection broke, or it has sent no sign of life for some seconds");
                }
            }
            default -> {
                // Of state transfer and the like, which are not used.
            }
        }
        return null;
    }

    @Override
    public @Nullable Object up(Message message) {
        if (message instanceof BytesMessage) {
            int from = message.getOffset();
            int length = message.getLength();
            byte[] array = message.getArray();
            boolean whole = from == 0 && length == array.length;
            exchange.arrived(
                    Addresses.idOf(message.getSrc()), whole ? array : Arrays.copyOfRange(array, from, from + length));
            acknowledge(length);
        } else {
            LOG.log(System.Logger.Level.WARNING, "node {0} has sent what is no bytes", message.getSrc());
        }
        return null;
    }

    private void acknowledge(int bytes) {
        if (unacknowledged.addAndGet(bytes) >= ACKNOWLEDGED_BYTES) {
            unacknowledged.set(0);
            deliveries.sendPendingAcks();
        }
    }
}
