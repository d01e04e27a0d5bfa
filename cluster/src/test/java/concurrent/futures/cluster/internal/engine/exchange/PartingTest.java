package concurrent.futures.cluster.internal.engine.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nodes that lose each other, and have each other again: both, or one of them unnoticed by the other.
class PartingTest {
    private final Map<NodeId, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Member one = new Member("one");
    private final Member other = new Member("other");

    /// A node; what is posted to it arrives at once.
    private final class Member implements Link {
        final Node node;
        final RecordingInbox inbox = new RecordingInbox();
        final Exchange exchange = new Exchange(this, inbox, 1 << 20, 1 << 16);

        Member(String name) {
            NodeCard card = new NodeCard(NodeCard.Role.AGENT, name, 1, Set.of(), "test", 1, 25);
            node = new Node(new NodeId(UUID.randomUUID()), name, card);
            exchanges.put(node.id(), exchange);
        }

        @Override
        public NodeId self() {
            return node.id();
        }

        @Override
        public void post(NodeId to, byte[] packet) {
            exchanges.get(to).arrived(self(), packet);
        }

        @Override
        public void leave() {}

        void sees(Member... members) {
            exchange.viewChanged(List.of(members).stream().map(m -> m.node).toList());
        }

        /// How many nodes were in its views.
        List<Integer> sizes() {
            return inbox.views().stream().map(view -> view.nodes().size()).toList();
        }

        /// Says something to another one, and waits until it has come.
        void greets(Member to) throws Exception {
            byte[] said = {'!'};
            assertArrayEquals(said, exchange.request(to.self(), said).get(30, TimeUnit.SECONDS));
        }
    }

    private void meet() {
        one.sees(one, other);
        other.sees(one, other);
    }

    @AfterEach
    void close() {
        one.exchange.close();
        other.exchange.close();
    }

    @Test
    void whoWasLostWithoutNoticingLosesTheOtherToo() throws Exception {
        meet();
        one.greets(other);
        other.sees(other);
        CompletableFuture<byte[]> question = one.exchange.request(other.self(), new byte[1]);
        other.sees(one, other);
        other.greets(one);

        assertEquals(List.of(2, 1, 2), one.sizes());
        assertEquals(List.of(2, 1, 2), other.sizes());
        assertEquals(List.of(other.self()), one.inbox.suspects());
        ExecutionException failure = assertThrows(ExecutionException.class, () -> question.get(30, TimeUnit.SECONDS));
        assertInstanceOf(NodeLostException.class, failure.getCause());
        one.greets(other);
    }

    @Test
    void whoHasNoticedDoesNotLoseTheOtherAgain() throws Exception {
        meet();
        for (int i = 0; i < 3; i++) {
            one.sees(one);
            other.sees(other);
            meet();
            one.greets(other);
            other.greets(one);
        }

        assertEquals(List.of(2, 1, 2, 1, 2, 1, 2), one.sizes());
        assertEquals(List.of(2, 1, 2, 1, 2, 1, 2), other.sizes());
        assertEquals(List.of(), one.inbox.suspects());
    }

    @Test
    void whatOneHasNoticedAndThenTheOtherCountsTwice() throws Exception {
        meet();
        one.sees(one);
        one.sees(one, other);
        one.greets(other);
        other.sees(other);
        other.sees(one, other);
        other.greets(one);

        assertEquals(List.of(2, 1, 2, 1, 2), one.sizes());
        assertEquals(List.of(2, 1, 2, 1, 2), other.sizes());
    }
}
