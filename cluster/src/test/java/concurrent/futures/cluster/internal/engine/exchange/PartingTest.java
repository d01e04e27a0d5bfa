package concurrent.futures.cluster.internal.engine.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nodes that lose each other, and have each other again: both, or one of them unnoticed by the other.
class PartingTest {
    private final Map<NodeId, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Map<NodeId, Member> members = new ConcurrentHashMap<>();
    private final Member one = new Member("one");
    private final Member other = new Member("other");

    /// A node; what is posted to it arrives at once.
    private final class Member implements Link {
        final Node node;
        final RecordingInbox inbox = new RecordingInbox();
        final Exchange exchange = new Exchange(this, inbox, 1 << 20, 1 << 16);
        volatile boolean isDeaf;

        /// Where packets stay, if they are not to arrive.
        volatile @Nullable BlockingQueue<byte[]> posted;

        volatile boolean hasLeft;
        volatile CountDownLatch arrived = new CountDownLatch(1);

        Member(String name) {
            NodeCard card = new NodeCard(NodeCard.Role.AGENT, name, 1, Set.of(), "test", 1, 25);
            node = new Node(new NodeId(UUID.randomUUID()), name, card);
            exchanges.put(node.id(), exchange);
            members.put(node.id(), this);
        }

        @Override
        public NodeId self() {
            return node.id();
        }

        @Override
        public void post(NodeId to, byte[] packet) {
            BlockingQueue<byte[]> queue = posted;
            if (queue != null) {
                queue.add(packet);
            } else if (!members.get(to).isDeaf) {
                exchanges.get(to).arrived(self(), packet);
                arrived.countDown();
            }
        }

        @Override
        public void leave() {
            hasLeft = true;
        }

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
        other.sees(other);
        other.exchange.close();
    }

    @Test
    void whoLeavesWaitsUntilTheOthersHaveWhatItSaid() throws Exception {
        meet();
        BlockingQueue<byte[]> posted = new LinkedBlockingQueue<>();
        one.posted = posted;
        one.exchange.send(other.self(), "goodbye".getBytes(StandardCharsets.UTF_8));
        Thread leaving = Thread.ofVirtual().start(one.exchange::close);

        for (int i = 0; i < 2; i++) {
            byte[] packet = posted.poll(30, TimeUnit.SECONDS);
            assertNotNull(packet, "it says no more");
            assertFalse(one.hasLeft);
            other.exchange.arrived(one.self(), packet);
        }

        leaving.join();
        assertTrue(one.hasLeft);
        assertEquals("goodbye", other.inbox.message());
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

    @Test
    void whoIsSilentIsLostUntilItIsHeardAgain() throws Exception {
        meet();
        one.greets(other);
        CompletableFuture<byte[]> question = one.exchange.request(other.self(), new byte[1]);
        question.get(30, TimeUnit.SECONDS);
        other.isDeaf = true;
        CompletableFuture<byte[]> unanswered = one.exchange.request(other.self(), new byte[1]);

        one.exchange.silent(other.self());

        assertEquals(List.of(2, 1), one.sizes());
        assertEquals(List.of(other.self()), one.inbox.suspects());
        ExecutionException failure = assertThrows(ExecutionException.class, () -> unanswered.get(30, TimeUnit.SECONDS));
        assertInstanceOf(NodeLostException.class, failure.getCause());
        Member third = new Member("third");
        one.sees(one, other, third);
        assertEquals(List.of(2, 1, 2), one.sizes(), "the engine has it as a member, and this one hears nothing of it");

        other.isDeaf = false;
        one.exchange.heard(other.self());
        one.greets(other);

        assertEquals(List.of(2, 1, 2, 3), one.sizes());
        assertEquals(List.of(2, 1, 2), other.sizes(), "it begins anew, too");
        third.exchange.close();
    }

    @Test
    void bothMayBeSilent() throws Exception {
        meet();
        one.greets(other);
        one.exchange.silent(other.self());
        other.exchange.silent(one.self());
        one.exchange.heard(other.self());
        other.exchange.heard(one.self());
        one.greets(other);
        other.greets(one);

        assertEquals(List.of(2, 1, 2), one.sizes());
        assertEquals(List.of(2, 1, 2), other.sizes());
    }

    @Test
    void whoIsSilentAndLeavesIsForgotten() throws Exception {
        meet();
        one.exchange.silent(other.self());
        one.sees(one);
        one.exchange.heard(other.self());
        assertEquals(List.of(2, 1, 1), one.sizes());
        meet();
        one.greets(other);
        assertEquals(List.of(2, 1, 1, 2), one.sizes());
    }

    @Test
    void whatASilentOneSaysIsHeldBackUntilItIsAMemberAgain() throws Exception {
        meet();
        one.exchange.silent(other.self());
        other.arrived = new CountDownLatch(1);
        other.exchange.send(one.self(), "late".getBytes(StandardCharsets.UTF_8));
        assertTrue(other.arrived.await(30, TimeUnit.SECONDS));
        assertEquals(0, one.inbox.messageCount());
        one.exchange.heard(other.self());
        assertEquals("late", one.inbox.message());
        assertEquals(List.of(2, 1, 2), one.sizes());
    }
}
