package concurrent.futures.cluster.internal.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeBytes;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Outcome;
import concurrent.futures.cluster.internal.protocol.Purpose;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An agent is lost while a large argument is on its way to it: what has not got there whole has not begun there. And a
/// large result is on its way that nobody wants any more.
class LostOnTheWayTest {
    /// More than can be under way at once.
    private static final int LARGE = 20 << 20;

    /// Each test has a cluster of its own, so that it does not meet what another one has left.
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final MemoryEngine engine = new MemoryEngine(new MemoryNetwork());
    private final EngineSettings settings = MemoryEngine.settings("lost-on-the-way-test-" + TESTS.incrementAndGet());
    private @Nullable ClusterEngine executor;
    private @Nullable DriverNode driverNode;

    private ClusterEngine executor() throws InterruptedException {
        DriverNode node = DriverNode.join(engine, settings);
        driverNode = node;
        ClusterEngine made = new ClusterEngine(
                new DriverSettings(
                        "executor",
                        Integer.MAX_VALUE,
                        100,
                        null,
                        Duration.ZERO,
                        null,
                        List.of(),
                        WorkerOutput.INHERIT,
                        0),
                node);
        executor = made;
        return made;
    }

    @AfterEach
    void close() throws InterruptedException {
        ClusterEngine used = executor;
        if (used != null) {
            used.shutdownNow();
            assertTrue(used.awaitTermination(1, TimeUnit.MINUTES));
        }
    }

    private enum Kind {
        /// Takes one piece of a large value, and then no more.
        SLOW,
        /// Takes all, and does not tell what becomes of it.
        SILENT,
        /// Takes all, and runs it at once.
        QUICK,
        /// Takes all, and tells what came of it when it is told to.
        LATE
    }

    /// An agent that has no workers.
    private final class Puppet implements Inbox, AutoCloseable {
        private final byte[] outcome = Values.write(new Outcome(
                1, List.of(), true, 1, 1_000, new ObjectEncoder(new Dictionary(new LoaderTable())).encode(42)));
        private final CompletableFuture<Membership> membership = new CompletableFuture<>();
        private final CountDownLatch orders = new CountDownLatch(1);
        private final CountDownLatch pieces = new CountDownLatch(1);
        private final CountDownLatch whole = new CountDownLatch(1);
        private final Kind kind;

        /// Of the one value that comes; in the engine's thread.
        private long come;

        private volatile @Nullable Runnable late;

        Puppet(Kind kind) throws InterruptedException {
            this.kind = kind;
            NodeCard card = new NodeCard(
                    NodeCard.Role.AGENT,
                    "puppet",
                    1,
                    Set.of(),
                    "test",
                    Message.VERSION,
                    Runtime.version().feature());
            membership.complete(engine.join(settings, card, this));
        }

        @Override
        public void received(NodeId from, byte[] message) {
            switch (MessageCodec.read(message)) {
                case Message.Hello hello -> answer(from, new Message.Welcome(hello.session(), 1));
                case Message.Run run -> {
                    if (kind == Kind.QUICK) {
                        run.tasks()
                                .forEach(task -> answer(
                                        from,
                                        done(run.session(), task.id(), task.attempt(), new Content.Inline(outcome))));
                    }
                    late = () -> run.tasks().forEach(task -> answerLarge(from, run.session(), task));
                    orders.countDown();
                }
                case Message.Revoke revoke ->
                    answer(from, new Message.Revoked(revoke.session(), List.of(), revoke.tasks()));
                case Message.Goodbye goodbye -> answer(from, new Message.Gone(goodbye.session()));
                default -> {}
            }
        }

        private void answerLarge(NodeId to, long session, TaskToRun task) {
            Content.Apart apart = new Content.Apart(1, outcome.length);
            LargeId id = Purpose.OUTCOME.id(apart.number());
            membership.join().sendLarge(to, id, new LargeBytes(outcome)).join();
            answer(to, done(session, task.id(), task.attempt(), apart));
        }

        private Message done(long session, long task, int attempt, Content content) {
            return new Message.Done(
                    session, List.of(new TaskEnded(task, attempt, TaskEnded.Kind.RAN, 1_000, "puppet", content)));
        }

        private void answer(NodeId to, Message message) {
            membership.join().offer(to, MessageCodec.write(message));
        }

        @Override
        public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
            come += piece.remaining();
            if (come == totalBytes) {
                whole.countDown();
            }
            pieces.countDown();
            return kind == Kind.SLOW ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
            return CompletableFuture.failedFuture(new AssertionError());
        }

        @Override
        public void viewChanged(View view) {}

        @Override
        public void suspected(NodeId node, String reason) {}

        /// Waits until it has an order, and a part of what that needs.
        void awaitPart() throws InterruptedException {
            await(orders);
            await(pieces);
        }

        void awaitAll() throws InterruptedException {
            await(orders);
            await(whole);
        }

        private static void await(CountDownLatch latch) throws InterruptedException {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "20 seconds are over");
        }

        @Override
        public void close() {
            leave();
        }

        void leave() {
            membership.join().close();
        }
    }

    private static Future<Integer> submitLarge(ClusterEngine executor) {
        byte[] large = new byte[LARGE];
        Task<Integer> task = () -> large.length;
        return executor.submit(new TaskBody.Call<>(task), TaskOptions.defaults().withName("large"));
    }

    private static WorkerCrashedException crash(Future<?> future) {
        return assertInstanceOf(
                WorkerCrashedException.class,
                assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS))
                        .getCause());
    }

    @Test
    void whatHasNotComeWholeGoesToAnotherAgent() throws Exception {
        try (Puppet slow = new Puppet(Kind.SLOW)) {
            ClusterEngine driver = executor();
            Future<Integer> large = submitLarge(driver);
            slow.awaitPart();
            try (Puppet quick = new Puppet(Kind.QUICK)) {
                slow.leave();
                assertEquals(42, large.get(20, TimeUnit.SECONDS));
                quick.awaitAll();
                assertEquals(0, driver.statistics().retried());
            }
        }
    }

    @Test
    void whatHasComeWholeMayHaveBegun() throws Exception {
        try (Puppet silent = new Puppet(Kind.SILENT)) {
            Future<Integer> large = submitLarge(executor());
            silent.awaitAll();
            try (Puppet quick = new Puppet(Kind.QUICK)) {
                silent.leave();
                WorkerCrashedException crash = crash(large);
                assertTrue(crash.getMessage().contains("may have begun"), crash::getMessage);
                assertEquals(1, quick.orders.getCount(), "it was given to another agent");
            }
        }
    }

    @Test
    void whatIsTheEndOfThreeAgentsGoesToNoFurther() throws Exception {
        Future<Integer> large = submitLarge(executor());
        for (int i = 0; i < 3; i++) {
            try (Puppet slow = new Puppet(Kind.SLOW)) {
                slow.awaitPart();
            }
        }
        WorkerCrashedException crash = crash(large);
        assertTrue(crash.getMessage().contains("2 agents before"), crash::getMessage);
    }

    @Test
    void aLargeResultThatNobodyWantsAnyMoreIsNotKept() throws Exception {
        try (Puppet late = new Puppet(Kind.LATE)) {
            Future<Integer> large = submitLarge(executor());
            late.awaitAll();
            assertTrue(large.cancel(true));
            Objects.requireNonNull(late.late).run();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            DriverNode node = Objects.requireNonNull(driverNode);
            while (node.kept() > 0) { // The message that tells of it may be on its way.
                assertTrue(System.nanoTime() < deadline, "the result is kept");
                LockSupport.parkNanos(100_000);
            }
        }
    }
}
