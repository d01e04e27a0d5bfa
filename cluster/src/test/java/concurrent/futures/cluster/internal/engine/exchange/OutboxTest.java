package concurrent.futures.cluster.internal.engine.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who posts: the outbox's thread, or who has a frame. One at a time, in order, and nobody waits who may not.
class OutboxTest {
    private static final int PACKET_BYTES = 1000;

    private final NodeId self = new NodeId(UUID.randomUUID());
    private final NodeId peer = new NodeId(UUID.randomUUID());
    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Failed> failed = new LinkedBlockingQueue<>();
    private final RecordingLink link = new RecordingLink();
    private final Outbox outbox = outbox(byte[]::new);

    private record Posted(int number, Thread by) {}

    private record Failed(boolean hasPosted, Throwable why, Thread by) {}

    private final class RecordingLink implements Link {
        final AtomicBoolean isBusy = new AtomicBoolean();
        volatile boolean takesAtOnce = true;
        volatile @Nullable CountDownLatch door;
        volatile @Nullable Error fails;

        @Override
        public NodeId self() {
            return self;
        }

        @Override
        public void post(NodeId to, byte[] packet) {
            assertEquals(peer, to);
            assertFalse(isBusy.getAndSet(true), "two post at once");
            try {
                CountDownLatch closed = door;
                if (closed != null) {
                    closed.await();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                isBusy.set(false);
            }
            Error wrong = fails;
            if (wrong != null) {
                throw wrong;
            }
            numbers(packet).forEach(number -> posted.add(new Posted(number, Thread.currentThread())));
        }

        @Override
        public boolean takesAtOnce(NodeId to, int bytes) {
            return takesAtOnce;
        }

        @Override
        public void leave() {
            throw new AssertionError();
        }
    }

    private Outbox outbox(IntFunction<byte[]> memory) {
        return new Outbox(
                link,
                peer,
                PACKET_BYTES,
                memory,
                (of, hasPosted, why) -> failed.add(new Failed(hasPosted, why, Thread.currentThread())));
    }

    @AfterEach
    void close() {
        outbox.close();
    }

    private static Frame frame(int number) {
        return Frame.message(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /// Those of the frames of a packet.
    private static List<Integer> numbers(byte[] packet) {
        List<Integer> numbers = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(packet);
        while (bytes.hasRemaining()) {
            assertEquals(1 + Integer.BYTES, bytes.getInt());
            assertEquals(Frame.MESSAGE, bytes.get());
            numbers.add(bytes.getInt());
        }
        return numbers;
    }

    private Posted next() throws InterruptedException {
        Posted next = posted.poll(30, TimeUnit.SECONDS);
        assertTrue(next != null, "nothing was posted");
        return next;
    }

    @Test
    void whoHasAFramePostsItHimselfIfNothingIsUnderWay() throws InterruptedException {
        assertTrue(outbox.offer(frame(1)));
        outbox.putPatiently(frame(2));
        outbox.putNow(frame(3));
        for (int i = 1; i <= 3; i++) {
            assertEquals(new Posted(i, Thread.currentThread()), posted.poll());
        }
        assertEquals(0, outbox.awaitEmpty(0), "nothing is left to be posted");
    }

    @Test
    void theThreadPostsWhatTheEngineMayBlockOnOrIsNotForThisThread() throws InterruptedException {
        outbox.put(frame(1));
        assertNotSame(Thread.currentThread(), next().by());
        link.takesAtOnce = false;
        assertTrue(outbox.offer(frame(2)));
        assertNotSame(Thread.currentThread(), next().by());
        outbox.putNow(frame(3));
        assertNotSame(Thread.currentThread(), next().by());
    }

    @Test
    void whatComesWhileSomebodyPostsIsLeftToTheThreadAndWaitsForNothing()
            throws InterruptedException, ExecutionException {
        CountDownLatch door = new CountDownLatch(1);
        link.door = door;
        FutureTask<Boolean> first = new FutureTask<>(() -> outbox.offer(frame(1)));
        Thread poster = Thread.ofPlatform().start(first);
        while (!link.isBusy.get()) {
            Thread.onSpinWait();
        }
        assertTrue(outbox.offer(frame(2)));
        outbox.putNow(frame(3));
        assertTrue(posted.isEmpty());
        door.countDown();
        assertTrue(first.get());
        assertEquals(new Posted(1, poster), next());
        for (int i = 2; i <= 3; i++) {
            Posted late = next();
            assertEquals(i, late.number());
            assertNotSame(Thread.currentThread(), late.by());
            assertNotSame(poster, late.by());
        }
        poster.join();
    }

    @Test
    void aFailureIsToldByTheThreadAndNothingIsPostedAfterIt() throws InterruptedException {
        Error wrong = new StackOverflowError("on purpose");
        link.fails = wrong;
        assertTrue(outbox.offer(frame(1)), "who sends does not learn of it");
        Failed told = failed.poll(30, TimeUnit.SECONDS);
        assertTrue(told != null, "nobody was told");
        assertSame(wrong, told.why());
        assertFalse(told.hasPosted());
        assertNotSame(Thread.currentThread(), told.by());
        link.fails = null;
        assertTrue(outbox.offer(frame(2)));
        assertFalse(outbox.awaitEmpty(TimeUnit.MILLISECONDS.toNanos(50)) > 0, "it waits for somebody who posts");
        assertTrue(posted.isEmpty());
    }

    @Test
    void aFailureAfterOneThatHasGoneIsToldAsSuch() throws InterruptedException {
        assertTrue(outbox.offer(frame(1)));
        link.fails = new StackOverflowError("on purpose");
        assertTrue(outbox.offer(frame(2)));
        Failed told = failed.poll(30, TimeUnit.SECONDS);
        assertTrue(told != null && told.hasPosted());
    }

    @Test
    void whereThereIsNoMemoryTheThreadWaitsForIt() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        Outbox cramped = outbox(size -> {
            if (asked.getAndIncrement() < 3) {
                throw new OutOfMemoryError("Java heap space");
            }
            return new byte[size];
        });
        assertTrue(cramped.offer(frame(1)));
        assertNotSame(Thread.currentThread(), next().by());
        assertEquals(4, asked.get());
        cramped.close();
    }

    @Test
    void nothingIsLostOrOvertakesWhoeverPosts() throws InterruptedException, ExecutionException {
        int senders = 4;
        int each = 20_000;
        List<FutureTask<@Nullable Void>> tasks = new ArrayList<>();
        for (int s = 0; s < senders; s++) {
            int sender = s;
            FutureTask<@Nullable Void> task = new FutureTask<>(() -> {
                Random random = new Random(sender);
                for (int i = 0; i < each; i++) {
                    link.takesAtOnce = random.nextInt(4) > 0;
                    Frame frame = frame(sender * each + i);
                    switch (random.nextInt(3)) {
                        case 0 -> outbox.put(frame);
                        case 1 -> outbox.putNow(frame);
                        default -> outbox.putPatiently(frame);
                    }
                }
                return null;
            });
            tasks.add(task);
            Thread.ofPlatform().start(task);
        }
        int[] last = {-1, each - 1, 2 * each - 1, 3 * each - 1};
        for (int i = 0; i < senders * each; i++) {
            int number = next().number();
            int sender = number / each;
            assertEquals(++last[sender], number);
        }
        for (FutureTask<@Nullable Void> task : tasks) {
            task.get();
        }
        assertTrue(posted.isEmpty());
    }
}
