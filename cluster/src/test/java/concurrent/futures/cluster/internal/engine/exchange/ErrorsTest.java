package concurrent.futures.cluster.internal.engine.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.NodeLostException;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Errors, and a lack of memory: of the engine, of an inbox, of what is read. Nobody waits for ever.
class ErrorsTest {
    private final Map<NodeId, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Member one = new Member("one");
    private final Member other = new Member("other");

    /// A node; what is posted to it arrives at once, if nothing is thrown.
    private final class Member implements Link {
        final Node node;
        final RecordingInbox inbox = new RecordingInbox();
        final Exchange exchange = new Exchange(this, inbox, 1 << 20, 1 << 16);
        final AtomicInteger posted = new AtomicInteger();
        volatile BooleanSupplier fails = () -> false;

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
            posted.incrementAndGet();
            if (fails.getAsBoolean()) {
                throw new AssertionError("of the engine (thrown by a test)");
            }
            exchanges.get(to).arrived(self(), packet);
        }

        @Override
        public void leave() {}

        void meets(Member met) {
            exchange.viewChanged(List.of(node, met.node));
        }

        List<Integer> sizes() {
            return inbox.views().stream().map(view -> view.nodes().size()).toList();
        }

        void greets(Member to) throws Exception {
            byte[] said = {'!'};
            assertArrayEquals(said, exchange.request(to.self(), said).get(30, TimeUnit.SECONDS));
        }

        void awaitViews(int count) throws InterruptedException {
            inbox.awaitView(view -> inbox.views().size() == count);
        }
    }

    private void meet() {
        one.meets(other);
        other.meets(one);
    }

    @AfterEach
    void close() {
        one.exchange.close();
        other.exchange.viewChanged(List.of(other.node));
        other.exchange.close();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(30, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void theTwoLoseEachOtherForAMomentIfTheEngineFailsWithAMessage() throws Exception {
        meet();
        one.greets(other);
        AtomicInteger tried = new AtomicInteger();
        one.fails = () -> tried.incrementAndGet() == 1;
        assertInstanceOf(NodeLostException.class, failure(one.exchange.request(other.self(), new byte[] {'?'})));
        one.awaitViews(3);
        other.awaitViews(3);
        one.greets(other);
        other.greets(one);
        assertEquals(List.of(2, 1, 2), one.sizes());
        assertEquals(List.of(2, 1, 2), other.sizes());
    }

    @Test
    void whoCanSayNothingAtAllIsAloneUntilTheNextView() throws Exception {
        meet();
        one.greets(other);
        int before = one.posted.get();
        one.fails = () -> true;
        assertInstanceOf(NodeLostException.class, failure(one.exchange.request(other.self(), new byte[] {'?'})));
        one.awaitViews(4);
        assertEquals(List.of(2, 1, 2, 1), one.sizes());
        assertEquals(before + 2, one.posted.get());
        one.fails = () -> false;
        one.meets(other);
        one.greets(other);
    }

    @Test
    void whatIsReadWithAnErrorFailsOnBothSides() throws Exception {
        meet();
        AssertionError why = new AssertionError("of what is read (thrown by a test)");
        LargeValue wrong = new LargeValue() {
            @Override
            public long bytes() {
                return 10;
            }

            @Override
            public InputStream open() {
                throw why;
            }
        };
        CompletableFuture<Void> sent = one.exchange.sendLarge(other.self(), new LargeId(1, 1), wrong);
        assertSame(why, assertInstanceOf(ClusterException.class, failure(sent)).getCause());
        one.greets(other); // After the word that nothing comes.
        assertEquals(1, other.inbox.abandoned().size());
    }

    @Test
    void anErrorOfAnInboxIsTheAnswer() throws Exception {
        meet();
        other.inbox.failWith(new AssertionError("of the inbox (thrown by a test)"));
        CompletableFuture<byte[]> question = one.exchange.request(other.self(), new byte[] {'?'});
        ClusterException failure = assertInstanceOf(ClusterException.class, failure(question));
        assertEquals("of the inbox (thrown by a test)", failure.getMessage());
        other.greets(one);
        assertEquals(List.of(2), one.sizes());
    }

    @Test
    void whatFindsNoMemoryGoesOnceAndInOrderWhenThereIsSome() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        IntFunction<byte[]> memory = size -> {
            if (tried.incrementAndGet() <= 3) {
                throw new OutOfMemoryError("Java heap space (thrown by a test)");
            }
            return new byte[size];
        };
        BlockingQueue<byte[]> posted = new LinkedBlockingQueue<>();
        Link link = new Link() {
            @Override
            public NodeId self() {
                return one.self();
            }

            @Override
            public void post(NodeId to, byte[] packet) {
                posted.add(packet);
            }

            @Override
            public void leave() {}
        };
        List<Throwable> failures = new ArrayList<>();
        Outbox outbox = new Outbox(link, other.self(), /* packetBytes= */ 20, memory, (_, _, why) -> failures.add(why));
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            outbox.put(Frame.message(("<" + i + ">").getBytes(StandardCharsets.UTF_8)));
            expected.append('<').append(i).append('>');
        }
        StringBuilder come = new StringBuilder();
        while (come.length() < expected.length()) {
            ByteBuffer packet = ByteBuffer.wrap(posted.poll(30, TimeUnit.SECONDS));
            while (packet.hasRemaining()) {
                byte[] frame = new byte[packet.getInt()];
                packet.get(frame);
                come.append(new String(frame, 1, frame.length - 1, StandardCharsets.UTF_8));
            }
        }
        assertEquals(expected.toString(), come.toString());
        outbox.awaitEmpty(TimeUnit.SECONDS.toNanos(30));
        outbox.close();
        assertEquals(List.of(), failures);
        assertEquals(0, posted.size());
    }
}
