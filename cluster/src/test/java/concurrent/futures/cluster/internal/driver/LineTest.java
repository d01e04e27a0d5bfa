package concurrent.futures.cluster.internal.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What a driver says to an agent goes in order, whoever sends it.
class LineTest {
    private static final int SESSIONS = 30;
    private static final int THREADS = 3;
    private static final int TASKS = 200;
    private static final int MOST_AT_ONCE = 20;

    private static final List<Task<Integer>> KINDS =
            List.of(() -> 1, () -> 2, () -> 3, () -> 4, () -> 5, () -> 6, () -> 7, () -> 8, () -> 9, () -> 10);

    private final MemoryEngine engine = new MemoryEngine(new MemoryNetwork());
    private final EngineSettings settings = MemoryEngine.settings("line-test");

    /// An agent that has no workers: each task is done when it has come.
    private static final class Puppet implements Inbox {
        private final byte[] outcome = Values.write(new Outcome(
                1, List.of(), true, 1, 1_000, new ObjectEncoder(new Dictionary(new LoaderTable())).encode(42)));
        private final Map<Long, Integer> defined = new ConcurrentHashMap<>();
        private final CompletableFuture<Membership> membership = new CompletableFuture<>();
        final Queue<String> names = new ConcurrentLinkedQueue<>();
        final Queue<String> wrong = new ConcurrentLinkedQueue<>();

        @Override
        public void received(NodeId from, byte[] message) {
            Message read = MessageCodec.read(message);
            switch (read) {
                case Message.Hello hello -> answer(from, new Message.Welcome(hello.session(), 1));
                case Message.Define define -> define(define);
                case Message.Run run -> answer(from, new Message.Done(run.session(), run(run)));
                case Message.Goodbye goodbye -> answer(from, new Message.Gone(goodbye.session()));
                default -> {}
            }
        }

        private void answer(NodeId to, Message message) {
            if (!membership.join().offer(to, MessageCodec.write(message))) {
                wrong.add("there was no room for " + message);
            }
        }

        private void define(Message.Define define) {
            int before = defined.getOrDefault(define.session(), 0);
            if (define.first() != before) {
                wrong.add("defined were " + before + ", then came " + define.first());
            }
            defined.put(define.session(), before + define.definitions().size());
        }

        private List<TaskEnded> run(Message.Run run) {
            List<TaskEnded> ended = new ArrayList<>();
            for (TaskToRun task : run.tasks()) {
                if (task.requiredDefinitions() > defined.getOrDefault(run.session(), 0)) {
                    wrong.add("task " + task.name() + " has come before what it needs");
                }
                names.add(String.valueOf(task.name()));
                ended.add(new TaskEnded(
                        task.id(), task.attempt(), TaskEnded.Kind.RAN, 1_000, "puppet", new Content.Inline(outcome)));
            }
            return ended;
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
            return CompletableFuture.failedFuture(new AssertionError());
        }
    }

    @Test
    void tasksGoInOrderAndAfterWhatTheyNeed() throws Exception {
        Puppet agent = new Puppet();
        NodeCard card = new NodeCard(
                NodeCard.Role.AGENT,
                "puppet",
                1,
                Set.of(),
                "test",
                Message.VERSION,
                Runtime.version().feature());
        try (Membership membership = engine.join(settings, card, agent)) {
            agent.membership.complete(membership);
            DriverNode driver = DriverNode.join(engine, settings);
            try {
                for (int i = 0; i < SESSIONS; i++) {
                    session(i);
                }
            } finally {
                driver.giveBack();
            }
        }
        assertEquals(List.of(), List.copyOf(agent.wrong));
        Map<String, Integer> last = new HashMap<>();
        for (String name : agent.names) {
            String submitter = name.substring(0, name.lastIndexOf('/'));
            int number = Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
            assertEquals(last.getOrDefault(submitter, -1) + 1, number, "of " + submitter);
            last.put(submitter, number);
        }
        assertEquals(SESSIONS * THREADS * TASKS, agent.names.size());
    }

    /// Some threads submit, now one task, now many, and wait for them: now the agent is idle, now it is not.
    private void session(int number) throws InterruptedException {
        ClusterEngine executor = new ClusterEngine(
                new DriverSettings(
                        "executor-" + number,
                        Integer.MAX_VALUE,
                        100,
                        null,
                        Duration.ZERO,
                        null,
                        List.of(),
                        WorkerOutput.INHERIT,
                        0),
                DriverNode.join(engine, settings));
        List<Thread> threads = new ArrayList<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < THREADS; i++) {
            String name = number + "/" + i + "/";
            Random random = new Random(number * THREADS + i);
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    submitAll(executor, name, random);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
        executor.shutdown();
        assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
    }

    private static void submitAll(ClusterEngine executor, String name, Random random) throws Exception {
        for (int done = 0; done < TASKS; ) {
            int next = Math.min(TASKS, done + 1 + random.nextInt(random.nextBoolean() ? 1 : MOST_AT_ONCE));
            List<Future<Integer>> futures = new ArrayList<>();
            for (; done < next; done++) {
                Task<Integer> kind = KINDS.get(random.nextInt(KINDS.size()));
                futures.add(executor.submit(
                        new TaskBody.Call<>(kind), TaskOptions.defaults().withName(name + done)));
            }
            for (Future<Integer> future : futures) {
                assertEquals(42, future.get(1, TimeUnit.MINUTES));
            }
        }
    }
}
