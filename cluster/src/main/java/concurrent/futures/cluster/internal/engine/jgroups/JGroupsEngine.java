package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.CardCodec;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.exchange.Exchange;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jgroups.JChannel;
import org.jgroups.protocols.UNICAST3;

/// Nodes are members of a JGroups channel.
public final class JGroupsEngine implements Engine {
    /// JGroups looks for others as long as it is told, and joins then; if it takes longer than this, it hangs.
    private static final Duration TO_JOIN = Duration.ofSeconds(20);

    /// Found by its name.
    public JGroupsEngine() {}

    @Override
    public String name() {
        return "jgroups";
    }

    @Override
    public Membership join(EngineSettings settings, NodeCard card, Inbox inbox) throws InterruptedException {
        Logs.quieten();
        byte[] cardBytes = CardCodec.encode(card);
        Stack stack = Stack.of(settings);
        String place = settings.bindAddress() + ":" + stack.sockets().port();
        Addresses addresses = new Addresses(card.name(), cardBytes, place);
        JChannel channel = stack.channel();
        channel.setName(card.name());
        channel.addAddressGenerator(addresses::next);
        JGroupsLink link = new JGroupsLink(channel, addresses, stack.sockets().rebuffs());
        Exchange exchange = new Exchange(link, inbox, settings.maxMessageBytes(), Stack.PACKET_BYTES);
        channel.setUpHandler(
                new Arrivals(link, exchange, channel.getProtocolStack().findProtocol(UNICAST3.class)));
        stack.signsOfLife()
                .tell(
                        member -> exchange.silent(Addresses.idOf(member)),
                        member -> exchange.heard(Addresses.idOf(member)));
        connect(settings, stack);
        if (stack.isMoved(settings) && stack.channel().getView().size() == 1) {
            exchange.close();
            throw new ClusterException(
                    "port " + settings.bindPort() + " at " + settings.bindAddress()
                            + " is taken, but not by a member of cluster '" + settings.clusterName()
                            + "': see what else has this port, or choose another one, by --port or bindPort(…), and tell"
                            + " the others of that by --seed or seeds(…)",
                    null);
        }
        return exchange;
    }

    /// Connects in a thread of its own, since JGroups can not be interrupted.
    private static void connect(EngineSettings settings, Stack stack) throws InterruptedException {
        CompletableFuture<Void> connected = new CompletableFuture<>();
        Thread.ofVirtual().name("cluster-join").start(() -> {
            try {
                stack.channel().connect(settings.clusterName());
                connected.complete(null);
            } catch (Exception e) {
                connected.completeExceptionally(e);
            }
        });
        try {
            connected.get(settings.joinTimeout().plus(TO_JOIN).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stack.stopLooking();
            closeAfter(connected, stack);
            throw e;
        } catch (ExecutionException e) {
            closeAfter(connected, stack);
            throw new ClusterException(
                    "node " + settings.bindAddress() + ":" + settings.bindPort() + " can not join cluster '"
                            + settings.clusterName() + "': " + e.getCause(),
                    e.getCause());
        } catch (TimeoutException e) {
            stack.stopLooking();
            closeAfter(connected, stack);
            throw new ClusterException(
                    "node " + settings.bindAddress() + ":" + settings.bindPort() + " could not join cluster '"
                            + settings.clusterName() + "' within "
                            + settings.joinTimeout().plus(TO_JOIN).toSeconds()
                            + " s: a member has been found that does not answer; see whether a firewall is between, or"
                            + " a member hangs",
                    e);
        }
    }

    /// The channel's lock is held by who connects: it is closed when that is done.
    private static void closeAfter(CompletableFuture<Void> connected, Stack stack) {
        connected.whenComplete((_, _) -> {
            stack.channel().close();
            stack.sockets().close();
        });
    }
}
