package concurrent.futures.cluster.internal.engine.jgroups;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.Event;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two nodes, of which the lower one leaves it to the other to keep a connection: the one with the higher address wins
/// where both have one.
class WiresTest {
    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private Stack lower;
    private Stack higher;

    @BeforeEach
    void connect() throws Exception {
        int[] ports =
                IntStream.generate(Ports::free).distinct().limit(2).sorted().toArray();
        lower = Stack.of(settings(ports[0], ports[0]));
        higher = Stack.of(settings(ports[1], ports[0]));
        higher.channel().setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                arrived.add(message.getArray());
            }
        });
        lower.channel().connect("wires");
        higher.channel().connect("wires");
        assertEquals(2, higher.channel().getView().size());
    }

    @AfterEach
    void close() {
        higher.channel().close();
        lower.channel().close();
        higher.sockets().close();
        lower.sockets().close();
    }

    private static EngineSettings settings(int port, int seed) {
        return new EngineSettings(
                "wires",
                "127.0.0.1",
                port,
                port == seed,
                new Discovery.Seeds(List.of("127.0.0.1:" + seed)),
                null,
                Duration.ofSeconds(10),
                1 << 20);
    }

    private void send(byte... bytes) throws Exception {
        JChannel channel = lower.channel();
        channel.send(new BytesMessage(higher.channel().getAddress(), bytes));
    }

    private Wires wires() {
        return (Wires) lower.channel().getProtocolStack().getTransport();
    }

    @Test
    void theConnectionOfAMemberStaysWhoseAddressWasNotKnownWhenTheViewCame() throws Exception {
        send((byte) 1);
        assertArrayEquals(new byte[] {1}, arrived.poll(10, TimeUnit.SECONDS));
        int before = wires().getOpenConnections();

        wires().retainAll(Set.of());

        assertEquals(before, wires().getOpenConnections());
        send((byte) 2);
        assertArrayEquals(new byte[] {2}, arrived.poll(10, TimeUnit.SECONDS));
    }

    @Test
    void theConnectionOfOneThatIsNoMemberAnyMoreEnds() {
        Address self = lower.channel().getAddress();
        assertEquals(1, wires().getOpenConnections());

        wires().down(new Event(Event.VIEW_CHANGE, View.create(self, 2, self)));

        assertEquals(0, wires().getOpenConnections());
    }
}
