package concurrent.futures.cluster.internal.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.LargeId;
import concurrent.futures.cluster.internal.engine.LargeValue;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.View;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Outcome;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.internal.wire.dictionary.Dictionary;
import concurrent.futures.internal.wire.dictionary.LoaderTable;
import concurrent.futures.internal.wire.values.ObjectEncoder;
import concurrent.futures.spi.TaskBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a driver can not send is sent later, or its task fails: nobody waits for ever.
class LineFailureTest {
    private static final int LARGE = 1 << 20;
    private static final Task<Integer> ONE = () -> 1;

    /// More than are sent at once by who has other things to do.
    private static final int SLOTS = 40;

    /// Each test has a cluster of its own, so that it does not meet what another one has left.
    private static final AtomicInteger TESTS = new AtomicInteger();

    private final MemoryEngine engine = new MemoryEngine(new MemoryNetwork());
    private final EngineSettings settings = MemoryEngine.settings("line-failure-test-" + TESTS.incrementAndGet());
    private final Puppet agent = new Puppet();
    private Membership place;
    private ClusterEngine executor;

    private volatile Consumer<Message> fault = message -> {};
    private volatile Runnable largeFault = () -> {};

    @BeforeEach
    void join() throws InterruptedException {
        NodeCard card = new NodeCard(
                NodeCard.Role.AGENT,
                "puppet",
                SLOTS,
                Set.of(),
                "test",
                Message.VERSION,
                Runtime.version().feature());
        place = engine.join(settings, card, agent);
        agent.membership.complete(place);
        executor = executor(List.of());
    }

    private ClusterEngine executor(List<String> jvmOptions) throws InterruptedException {
        return new ClusterEngine(
                new DriverSettings(
                        "executor",
                        Integer.MAX_VALUE,
                        100,
                        null,
                        Duration.ZERO,
                        null,
                        jvmOptions,
                        WorkerOutput.INHERIT,
                        0),
                DriverNode.join(new Faulty(), settings));
    }

    @AfterEach
    void leave() throws InterruptedException {
        executor.shutdownNow();
        place.close(); // Then nothing is waited for any more.
        assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
        assertEquals(List.of(), List.copyOf(agent.wrong));
    }

    /// The engine of the driver, which can not always send.
    private final class Faulty implements Engine {
        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public Membership join(EngineSettings where, NodeCard card, Inbox inbox) throws InterruptedException {
            Membership real = engine.join(where, card, inbox);
            return new Membership() {
                @Override
                public void send(NodeId to, byte[] message) throws InterruptedException {
                    fault.accept(MessageCodec.read(message));
                    real.send(to, message);
                }

                @Override
                public boolean offer(NodeId to, byte[] message) {
                    fault.accept(MessageCodec.read(message));
                    return real.offer(to, message);
                }

                @Override
                public CompletableFuture<Void> sendLarge(NodeId to, LargeId id, LargeValue value) {
                    largeFault.run();
                    return real.sendLarge(to, id, value);
                }

                @Override
                public CompletableFuture<byte[]> request(NodeId to, byte[] message) throws InterruptedException {
                    return real.request(to, message);
                }

                @Override
                public Node self() {
                    return real.self();
                }

                @Override
                public View view() {
                    return real.view();
                }

                @Override
                public void close() {
                    real.close();
                }
            };
        }
    }

    /// An agent that has no workers: each task is done when it has come, but for those that run until they are stopped.
    private static final class Puppet implements Inbox {
        private final byte[] outcome = Values.write(new Outcome(
                1, List.of(), true, 1, 1_000, new ObjectEncoder(new Dictionary(new LoaderTable())).encode(42)));
        private final CompletableFuture<Membership> membership = new CompletableFuture<>();
        volatile CompletableFuture<@Nullable Void> mayWelcome = CompletableFuture.completedFuture(null);
        final Queue<String> names = new ConcurrentLinkedQueue<>();
        final Queue<Message.Ending> goodbyes = new ConcurrentLinkedQueue<>();
        final Queue<String> wrong = new ConcurrentLinkedQueue<>();
        private int defined;

        @Override
        public void received(NodeId from, byte[] message) {
            Message read = MessageCodec.read(message);
            switch (read) {
                case Message.Hello hello ->
                    mayWelcome.thenRun(() -> answer(from, new Message.Welcome(hello.session(), SLOTS)));
                case Message.Define define -> {
                    if (define.first() != defined) {
                        wrong.add("defined were " + defined + ", then came " + define.first());
                    }
                    defined += define.definitions().size();
                }
                case Message.Run run ->
                    run.tasks().forEach(task -> {
                        names.add(String.valueOf(task.name()));
                        if (task.requiredDefinitions() > defined) {
                            wrong.add("task " + task.name() + " has come before what it needs");
                        }
                        if (!"runs".equals(task.name())) {
                            answer(from, done(run.session(), task.id(), task.attempt(), TaskEnded.Kind.RAN));
                        }
                    });
                case Message.Revoke revoke ->
                    answer(from, new Message.Revoked(revoke.session(), List.of(), revoke.tasks()));
                case Message.Cancel cancel ->
                    cancel.tasks()
                            .forEach(task -> answer(from, done(cancel.session(), task, 0, TaskEnded.Kind.CANCELLED)));
                case Message.Goodbye goodbye -> {
                    goodbyes.add(goodbye.how());
                    if (goodbye.how() != Message.Ending.TERMINATE) {
                        answer(from, new Message.Gone(goodbye.session()));
                    }
                }
                default -> {}
            }
        }

        private Message done(long session, long task, int attempt, TaskEnded.Kind kind) {
            Content content = kind == TaskEnded.Kind.RAN ? new Content.Inline(outcome) : Content.NONE;
            return new Message.Done(session, List.of(new TaskEnded(task, attempt, kind, 1_000, "puppet", content)));
        }

        private void answer(NodeId to, Message message) {
            if (!membership.join().offer(to, MessageCodec.write(message))) {
                wrong.add("there was no room for " + message);
            }
        }

        @Override
        public void viewChanged(View view) {}

        @Override
        public void suspected(NodeId node, String reason) {}

        @Override
        public CompletionStage<byte[]> asked(NodeId from, byte[] message) {
            return CompletableFuture.failedFuture(new AssertionError());
        }

        @Override
        public CompletionStage<Void> receivedPiece(NodeId from, LargeId id, long totalBytes, ByteBuffer piece) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static OutOfMemoryError shortage() {
        return new OutOfMemoryError("Java heap space (thrown by a test)");
    }

    /// The first messages of a kind find no memory.
    ///
    /// @return how many were tried
    private AtomicInteger runShort(int times, Predicate<Message> which) {
        AtomicInteger tried = new AtomicInteger();
        fault = message -> {
            if (which.test(message) && tried.incrementAndGet() <= times) {
                throw shortage();
            }
        };
        return tried;
    }

    private Future<Integer> submit(String name) {
        return submit(name, () -> 1);
    }

    private Future<Integer> submit(String name, Task<Integer> task) {
        return executor.submit(new TaskBody.Call<>(task), TaskOptions.defaults().withName(name));
    }

    private Future<Integer> submitLarge(String name) {
        byte[] large = new byte[LARGE];
        return submit(name, () -> large.length);
    }

    private static void assertRan(Future<Integer> future) throws Exception {
        assertEquals(42, future.get(20, TimeUnit.SECONDS));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "20 seconds are over");
            Thread.onSpinWait();
        }
    }

    private static Throwable failure(Future<?> future) {
        return assertThrows(ExecutionException.class, () -> future.get(20, TimeUnit.SECONDS))
                .getCause();
    }

    @Test
    void aTaskIsSentOnceThereIsMemory() throws Exception {
        assertRan(submit("first")); // From here on the agent is idle.
        AtomicInteger tried = runShort(4, Message.Run.class::isInstance);
        assertRan(submit("second"));
        assertEquals(5, tried.get());
        assertEquals(List.of("first", "second"), List.copyOf(agent.names));
    }

    @Test
    void whatTasksNeedIsSentOnceThereIsMemory() throws Exception {
        AtomicInteger tried = runShort(3, Message.Define.class::isInstance);
        assertRan(submit("only"));
        assertEquals(4, tried.get());
    }

    @Test
    void theGreetingIsSentOnceThereIsMemory() throws Exception {
        AtomicInteger tried = runShort(3, Message.Hello.class::isInstance);
        assertRan(submit("only"));
        assertEquals(4, tried.get());
    }

    @Test
    void tasksStayInOrderWhileThereIsNoMemory() throws Exception {
        assertRan(submit("0"));
        AtomicInteger tried = runShort(Integer.MAX_VALUE, Message.Run.class::isInstance);
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            futures.add(submit(String.valueOf(i)));
        }
        await(() -> tried.get() >= 3);
        fault = message -> {};
        for (Future<Integer> future : futures) {
            assertRan(future);
        }
        List<String> expected = IntStream.range(0, 20).mapToObj(String::valueOf).toList();
        assertEquals(expected, List.copyOf(agent.names));
    }

    @Test
    void whatWaitsBehindThemIsSentToo() throws Exception {
        agent.mayWelcome = new CompletableFuture<>();
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            futures.add(submit(String.valueOf(i)));
        }
        runShort(2, Message.Run.class::isInstance);
        agent.mayWelcome.complete(null);
        for (Future<Integer> future : futures) {
            assertRan(future);
        }
    }

    @Test
    void aTaskThatCanNotBeSentFailsAndOthersRun() throws Exception {
        IllegalStateException why = new IllegalStateException("thrown by a test");
        fault = message -> {
            if (message instanceof Message.Run run
                    && run.tasks().stream().anyMatch(task -> "wrong".equals(task.name()))) {
                throw why;
            }
        };
        ClusterException failure = assertInstanceOf(ClusterException.class, failure(submit("wrong")));
        assertSame(why, failure.getCause());
        assertTrue(failure.getMessage().contains("puppet"), failure::getMessage);
        assertTrue(failure.getMessage().contains("wrong"), failure::getMessage);
        assertRan(submit("right"));
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void aLargeTaskIsSentOnceThereIsMemory() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        largeFault = () -> {
            if (tried.incrementAndGet() <= 3) {
                throw shortage();
            }
        };
        assertRan(submitLarge("large"));
        assertEquals(4, tried.get());
    }

    @Test
    void aLargeTaskThatCanNotBeSentFailsAndOthersRun() throws Exception {
        OutOfMemoryError why = new OutOfMemoryError("Requested array size exceeds VM limit (thrown by a test)");
        largeFault = () -> {
            throw why;
        };
        List<Future<Integer>> futures = List.of(submit("before"), submitLarge("large"), submit("after"));
        assertSame(
                why,
                assertInstanceOf(ClusterException.class, failure(futures.get(1)))
                        .getCause());
        assertRan(futures.getFirst());
        assertRan(futures.getLast());
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void whatStopsATaskIsSentOnceThereIsMemory() throws Exception {
        Future<Integer> runs = submit("runs");
        await(() -> !agent.names.isEmpty());
        AtomicInteger asked = runShort(2, Message.Revoke.class::isInstance);
        assertTrue(!runs.cancel(), "it has begun");
        assertEquals(3, asked.get());
        AtomicInteger told = runShort(2, Message.Cancel.class::isInstance);
        assertTrue(runs.cancel(/* mayInterruptIfRunning= */ true));
        executor.shutdown();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(3, told.get());
    }

    @Test
    void tasksWithLongNamesGoInMessagesThatAreNotTooLarge() throws Exception {
        agent.mayWelcome = new CompletableFuture<>();
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < SLOTS; i++) {
            futures.add(submit("\u4e2d".repeat(50_000) + i));
        }
        agent.mayWelcome.complete(null);
        for (Future<Integer> future : futures) {
            assertRan(future);
        }
    }

    @Test
    void aNameThatIsTooLongFailsItsTaskAlone() throws Exception {
        List<Future<Integer>> futures = List.of(submit("before"), submit("n".repeat(1 << 20)), submit("after"));
        String message = failure(futures.get(1)).getMessage();
        assertTrue(message.contains("has 1048576 bytes, and may have 524288"), () -> tail(message));
        assertRan(futures.getFirst());
        assertRan(futures.getLast());
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 300));
    }

    @Test
    void whatIsTooMuchForAGreetingIsToldWithTheLimitAndTheCure() throws Exception {
        ClusterEngine large = executor(List.of("-Dlarge=" + "x".repeat(2 << 20)));
        Future<Integer> future =
                large.submit(new TaskBody.Call<>(ONE), TaskOptions.defaults().withName("only"));
        BrokenExecutorException broken = assertInstanceOf(BrokenExecutorException.class, failure(future));
        String message = String.valueOf(broken.getMessage());
        assertTrue(message.contains("may have 1048576: the initializer 0, the jvmOptions 2097160"), message);
        assertTrue(message.contains("give fewer jvmOptions"), message);
        large.shutdown();
        assertTrue(large.awaitTermination(20, TimeUnit.SECONDS));
    }

    @Test
    void workersThatWereToldToEndMayBeKilledAfterThat() throws Exception {
        assertRan(submit("only"));
        executor.terminateWorkers();
        await(() -> !agent.goodbyes.isEmpty());
        executor.killWorkers();
        assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(List.of(Message.Ending.TERMINATE, Message.Ending.KILL), List.copyOf(agent.goodbyes));
    }

    @Test
    void anAgentThatCanNotBeGreetedCountsAsOneThatHasRefused() {
        fault = message -> {
            if (message instanceof Message.Hello) {
                throw new IllegalArgumentException("a message is too large (thrown by a test)");
            }
        };
        BrokenExecutorException broken = assertInstanceOf(BrokenExecutorException.class, failure(submit("only")));
        assertTrue(broken.getMessage().contains("too large"), broken::getMessage);
        assertTrue(broken.getMessage().contains("puppet"), broken::getMessage);
    }
}
