package concurrent.futures.cluster.internal.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.ClusterException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/// What every engine does.
public abstract class EngineContract {
    private static final int MOST_BYTES = 1 << 20;

    private final List<Membership> joined = new ArrayList<>();
    private String cluster = "";
    private int seedPort;

    /// The engine.
    protected abstract Engine engine();

    /// A port for the seed of one test.
    protected abstract int freePort();

    /// A node of a test.
    protected record Member(Membership membership, RecordingInbox inbox) {
        NodeId id() {
            return membership.self().id();
        }
    }

    @BeforeEach
    void name(TestInfo test) {
        cluster = test.getTestClass().orElseThrow().getSimpleName() + "-"
                + Integer.toHexString(test.getDisplayName().hashCode());
        seedPort = freePort();
    }

    @AfterEach
    void leave() {
        joined.reversed().forEach(Membership::close);
    }

    /// Joins a node; the first is the seed.
    protected final Member join(String name) throws InterruptedException {
        boolean first = joined.isEmpty();
        RecordingInbox inbox = new RecordingInbox();
        EngineSettings settings = new EngineSettings(
                cluster,
                "127.0.0.1",
                first ? seedPort : 0,
                first,
                new EngineSettings.Discovery.Seeds(List.of("127.0.0.1:" + seedPort)),
                null,
                Duration.ofSeconds(10),
                MOST_BYTES);
        Membership membership = engine().join(settings, card(name), inbox);
        joined.add(membership);
        return new Member(membership, inbox);
    }

    static NodeCard card(String name) {
        return new NodeCard(NodeCard.Role.AGENT, name, 4, Set.of("gpu", "größe=1"), "1.2.3", 7, 25);
    }

    static void awaitSize(int size, Member... members) throws InterruptedException {
        for (Member member : members) {
            member.inbox().awaitView(view -> view.nodes().size() == size);
        }
    }

    @Test
    void allSeeTheSameNodesAndTheirCards() throws Exception {
        Member a = join("a");
        Member b = join("b");
        Member c = join("c");
        awaitSize(3, a, b, c);

        assertEquals(a.membership().view().nodes(), b.membership().view().nodes());
        assertEquals(a.membership().view().nodes(), c.membership().view().nodes());
        assertEquals(
                List.of("a", "b", "c"),
                a.inbox().view().nodes().stream().map(n -> n.card().name()).toList());
        assertEquals(card("b"), b.membership().self().card());
        assertEquals(a.inbox().view().nodes().get(1), b.membership().self());
    }

    @Test
    void aNodeThatLeavesIsNotSuspected() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);

        b.membership().close();

        awaitSize(1, a);
        assertEquals(List.of(), a.inbox().suspects);
        List<Long> numbers = a.inbox().views.stream().map(View::number).toList();
        assertEquals(numbers.stream().sorted().distinct().toList(), numbers, "views in their order, each once");
    }

    @Test
    void messagesArriveOnceAndInOrder() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        int many = 5_000;

        for (int i = 0; i < many; i++) {
            byte[] message = ("message " + i).getBytes(UTF_8);
            if (i % 2 == 0 || !a.membership().offer(b.id(), message)) {
                a.membership().send(b.id(), message);
            }
        }

        for (int i = 0; i < many; i++) {
            assertEquals("message " + i, b.inbox().message());
        }
    }

    @Test
    void aMessageMayBeAsLargeAsWasSaid() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);

        a.membership().send(b.id(), "x".repeat(MOST_BYTES).getBytes(UTF_8));
        a.membership().send(b.id(), new byte[0]);

        assertEquals(MOST_BYTES, b.inbox().message().length());
        assertEquals("", b.inbox().message());
        byte[] tooLarge = new byte[MOST_BYTES + 1];
        assertThrows(IllegalArgumentException.class, () -> a.membership().send(b.id(), tooLarge));
    }

    @Test
    void aNodeThatJoinsCanBeWrittenToAtOnce() throws Exception {
        Member a = join("a");
        RecordingInbox answering = a.inbox();
        answering.answer = question -> CompletableFuture.completedStage(question);
        Member b = join("b");
        // Whoever has joined knows the others; they may not know it yet, and answer all the same.
        b.inbox().awaitView(view -> view.nodes().size() == 2);

        CompletableFuture<byte[]> answer = b.membership().request(a.id(), "hello".getBytes(UTF_8));

        assertEquals("hello", new String(get(answer), UTF_8));
        assertEquals(2, a.inbox().view().nodes().size(), "the inbox knows who asks");
    }

    @Test
    void questionsAreAnsweredInAnyOrder() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        CompletableFuture<byte[]> later = new CompletableFuture<>();
        b.inbox().answer = question -> question.length == 0 ? later : CompletableFuture.completedStage(question);

        CompletableFuture<byte[]> first = a.membership().request(b.id(), new byte[0]);
        CompletableFuture<byte[]> second = a.membership().request(b.id(), new byte[] {1});

        assertEquals(1, get(second).length);
        assertFalse(first.isDone());
        later.complete(new byte[17]);
        assertEquals(17, get(first).length);
    }

    @Test
    void aFailureOfTheOtherSideIsTheAnswer() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        b.inbox().answer = _ -> CompletableFuture.failedStage(new IllegalStateException("no such class"));
        ClusterException failed = failure(a.membership().request(b.id(), new byte[0]));
        assertEquals("no such class", failed.getMessage());

        b.inbox().answer = _ -> {
            throw new IllegalStateException("a mistake");
        };
        assertEquals(
                "a mistake",
                failure(a.membership().request(b.id(), new byte[0])).getMessage());

        b.inbox().answer = _ -> CompletableFuture.completedStage(new byte[MOST_BYTES + 1]);
        ClusterException tooLarge = failure(a.membership().request(b.id(), new byte[0]));
        assertTrue(tooLarge.getMessage().contains(String.valueOf(MOST_BYTES)), tooLarge::getMessage);
    }

    @Test
    void questionsToWhoLeavesFail() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        b.inbox().answer = _ -> new CompletableFuture<>();
        NodeId gone = b.id();
        CompletableFuture<byte[]> answer = a.membership().request(gone, new byte[0]);

        b.membership().close();

        assertInstanceOf(NodeLostException.class, failure(answer));
        awaitSize(1, a);
        assertInstanceOf(NodeLostException.class, failure(a.membership().request(gone, new byte[0])));
        a.membership().send(gone, new byte[0]);
    }

    @Test
    void questionsOfWhoLeavesFail() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        b.inbox().answer = _ -> new CompletableFuture<>();
        NodeId other = b.id();
        CompletableFuture<byte[]> answer = a.membership().request(other, new byte[0]);

        a.membership().close();
        a.membership().close();

        assertInstanceOf(NodeLostException.class, failure(answer));
        assertInstanceOf(NodeLostException.class, failure(a.membership().request(other, new byte[0])));
    }

    @Test
    void whatWasSentBeforeLeavingArrives() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);

        a.membership().send(b.id(), "goodbye".getBytes(UTF_8));
        a.membership().close();

        assertEquals("goodbye", b.inbox().message());
    }

    @Test
    void largeValuesComeWholeAndInOrder() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        CRC32 received = new CRC32();
        b.inbox().pieces = piece -> {
            received.update(piece);
            return CompletableFuture.completedStage(null);
        };
        int size = 5_000_011;
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i * 31) >>> 3);
        }

        get(a.membership().sendLarge(b.id(), new LargeId(3, 77), value(bytes)));

        CRC32 sent = new CRC32();
        sent.update(bytes);
        assertEquals(sent.getValue(), received.getValue());
        assertEquals(size, b.inbox().largeBytes.get(new LargeId(3, 77)));
    }

    @Test
    void anEmptyLargeValueIsOnePiece() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);

        get(a.membership().sendLarge(b.id(), new LargeId(1, 1), value(new byte[0])));

        assertEquals(0, b.inbox().largeBytes.get(new LargeId(1, 1)));
    }

    @Test
    void aReceiverThatIsSlowHoldsUpTheSender() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        Semaphore permits = new Semaphore(0);
        CompletableFuture<Void> first = new CompletableFuture<>();
        b.inbox().pieces = _ -> {
            permits.release();
            return first;
        };
        AtomicLong read = new AtomicLong();
        long size = 64L << 20;

        CompletableFuture<Void> sent = a.membership().sendLarge(b.id(), new LargeId(1, 2), endless(size, read));
        assertTrue(permits.tryAcquire(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS), "the first piece");
        // Messages pass by what waits.
        a.membership().send(b.id(), "hello".getBytes(UTF_8));
        assertEquals("hello", b.inbox().message());
        assertTrue(read.get() < size / 8, () -> read + " bytes were read though nobody takes them");

        b.inbox().pieces = _ -> CompletableFuture.completedStage(null);
        first.complete(null);
        get(sent);
        assertEquals(size, b.inbox().largeBytes.get(new LargeId(1, 2)));
    }

    @Test
    void aReceiverThatFailsEndsTheTransfer() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        b.inbox().pieces = _ -> CompletableFuture.failedStage(new IOException("the disk is full"));

        ClusterException failed =
                failure(a.membership().sendLarge(b.id(), new LargeId(1, 3), endless(64L << 20, new AtomicLong())));

        assertTrue(failed.getMessage().contains("the disk is full"), failed::getMessage);
    }

    @Test
    void aSenderThatCanNotReadEndsTheTransfer() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);
        byte[] half = new byte[1 << 20];

        CompletableFuture<Void> sent = a.membership().sendLarge(b.id(), new LargeId(1, 4), new LargeValue() {
            @Override
            public long bytes() {
                return 2L << 20;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(half);
            }
        });

        failure(sent);
        b.inbox().await(() -> b.inbox().abandoned.size() == 1, "told that it does not come whole");
    }

    @Test
    void aSenderThatCanNotEvenBeginEndsTheTransfer() throws Exception {
        Member a = join("a");
        Member b = join("b");
        awaitSize(2, a, b);

        CompletableFuture<Void> sent = a.membership().sendLarge(b.id(), new LargeId(1, 5), new LargeValue() {
            @Override
            public long bytes() {
                return 1;
            }

            @Override
            public InputStream open() throws IOException {
                throw new IOException("it is not there any more");
            }
        });

        failure(sent);
        b.inbox().await(() -> b.inbox().abandoned.size() == 1, "told that it does not come");
    }

    @Test
    void aLargeValueToOrFromWhoLeavesFails() throws Exception {
        Member a = join("a");
        Member b = join("b");
        Member c = join("c");
        awaitSize(3, a, b, c);
        b.inbox().pieces = _ -> new CompletableFuture<>();
        Semaphore arrived = new Semaphore(0);
        c.inbox().pieces = _ -> {
            arrived.release();
            return CompletableFuture.completedStage(null);
        };
        AtomicLong read = new AtomicLong();
        CompletableFuture<Void> to = a.membership().sendLarge(b.id(), new LargeId(1, 5), endless(64L << 20, read));
        b.membership().sendLarge(c.id(), new LargeId(1, 6), endless(1L << 40, read));
        arrived.acquire();

        b.membership().close();

        assertInstanceOf(NodeLostException.class, failure(to));
        c.inbox().await(() -> c.inbox().abandoned.size() == 1, "told that it does not come whole");
    }

    static LargeValue value(byte[] bytes) {
        return new LargeBytes(bytes);
    }

    static LargeValue endless(long size, AtomicLong read) {
        return new LargeValue() {
            @Override
            public long bytes() {
                return size;
            }

            @Override
            public InputStream open() {
                return new InputStream() {
                    @Override
                    public int read() {
                        read.incrementAndGet();
                        return 7;
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) {
                        read.addAndGet(length);
                        return length;
                    }
                };
            }
        };
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    static ClusterException failure(CompletableFuture<?> future) {
        ExecutionException failed = assertThrows(ExecutionException.class, () -> get(future));
        return assertInstanceOf(ClusterException.class, failed.getCause());
    }
}
