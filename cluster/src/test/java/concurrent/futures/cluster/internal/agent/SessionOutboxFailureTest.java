package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.RecordingMembership;
import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import concurrent.futures.cluster.internal.security.LogTrap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a session has to say is not lost when it can not be said at once.
class SessionOutboxFailureTest {
    private static final long SESSION = 4711;
    private static final NodeId DRIVER = new NodeId(new UUID(0, 1));

    private final RecordingMembership line = new RecordingMembership();
    private final Tasks tasks = new Tasks();
    private final SessionOutbox outbox = new SessionOutbox(() -> line, DRIVER, SESSION, "outbox", 1 << 20, tasks);

    @AfterEach
    void close() {
        outbox.close();
    }

    /// Makes a word of the end of a task, if the test lets it.
    private interface Words {
        void of(long task, int call);
    }

    private static final class Tasks implements SessionOutbox.Registry {
        private final AtomicInteger calls = new AtomicInteger();
        volatile Words words = (task, call) -> {};
        volatile boolean isLast;
        volatile CompletableFuture<Throwable> givenUp = new CompletableFuture<>();

        @Override
        public TaskEnded finish(AgentTask task) {
            words.of(task.id(), calls.incrementAndGet());
            return new TaskEnded(task.id(), 1, TaskEnded.Kind.RAN, 1, "worker", Content.NONE);
        }

        @Override
        public List<Beginning> lookForBegun() {
            return List.of();
        }

        @Override
        public @Nullable Beginning noteBegun(AgentTask task) {
            return new Beginning(task.id(), 1, "worker");
        }

        @Override
        public boolean isAnyToBegin() {
            return false;
        }

        @Override
        public boolean isLast(AgentTask task) {
            return isLast;
        }

        @Override
        public void giveUp(Throwable why) {
            givenUp.complete(why);
        }
    }

    private AgentTask task(long id) {
        return new AgentTask(new TaskToRun(id, 1, null, 0, 0, 0, Content.NONE), outbox);
    }

    private static OutOfMemoryError shortage() {
        return new OutOfMemoryError("Java heap space (thrown by a test)");
    }

    /// Does something while the outbox's thread is busy with a message, so that it takes all that comes of that at
    /// once.
    ///
    /// @param then what comes of messages after that one
    private void whileBusy(Runnable deed, RecordingMembership.Fate then) throws InterruptedException {
        CountDownLatch isBusy = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        line.decide(message -> {
            isBusy.countDown();
            gate.await();
        });
        outbox.post(new Message.Slots(SESSION, 1));
        isBusy.await();
        deed.run();
        line.decide(then);
        gate.countDown();
    }

    private void endTogether(int count) throws InterruptedException {
        whileBusy(() -> LongStream.range(0, count).forEach(i -> outbox.ended(task(i))), message -> {});
    }

    private static List<TaskEnded> ends(List<byte[]> sent) {
        List<TaskEnded> ends = new ArrayList<>();
        for (byte[] message : sent) {
            if (MessageCodec.read(message) instanceof Message.Done done) {
                ends.addAll(done.tasks());
            }
        }
        return ends;
    }

    private void assertToldOnceAndInOrder(int count) throws InterruptedException {
        line.awaitSent(sent -> ends(sent).size() >= count);
        outbox.flushed().join();
        assertEquals(
                LongStream.range(0, count).boxed().toList(),
                ends(line.sent()).stream().map(TaskEnded::id).toList());
    }

    @Test
    void noEndIsLostIfMemoryRunsOutAmidThem() throws Exception {
        tasks.words = (task, call) -> {
            if (call == 4 || call == 6) {
                throw shortage();
            }
        };
        endTogether(8);
        assertToldOnceAndInOrder(8);
        assertEquals(10, tasks.calls.get(), "what has a word is not asked for it again");
    }

    @Test
    void noEndIsLostIfMemoryRunsOutWhenItIsSent() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        line.decide(message -> {
            if (MessageCodec.read(message) instanceof Message.Done && tried.incrementAndGet() < 4) {
                throw shortage();
            }
        });
        for (int i = 0; i < 5; i++) {
            outbox.ended(task(i));
        }
        assertToldOnceAndInOrder(5);
    }

    @Test
    void noEndIsLostIfMemoryRunsOutInTheThreadThatBringsIt() throws Exception {
        tasks.isLast = true;
        AtomicInteger tried = new AtomicInteger();
        line.decide(message -> {
            if (tried.incrementAndGet() % 2 == 1) {
                throw shortage();
            }
        });
        for (int i = 0; i < 20; i++) {
            outbox.endedInPool(task(i));
        }
        assertToldOnceAndInOrder(20);
    }

    @Test
    void itIsLoggedThatAnEndCanNotBeTold() throws Exception {
        tasks.words = (task, call) -> {
            if (call == 1) {
                throw shortage();
            }
        };
        try (LogTrap log = new LogTrap("concurrent.futures")) {
            outbox.ended(task(0));
            log.await("can not tell a driver");
        }
        assertToldOnceAndInOrder(1);
    }

    @Test
    void anEndThatNobodyCanPutIntoWordsIsToldAsAFailure() throws Exception {
        tasks.words = (task, call) -> {
            if (task == 1) {
                throw new IllegalStateException("thrown by a test");
            }
        };
        endTogether(3);
        assertToldOnceAndInOrder(3);
        List<TaskEnded> ends = ends(line.sent());
        assertEquals(TaskEnded.Kind.RAN, ends.get(0).kind());
        assertEquals(TaskEnded.Kind.FAILED, ends.get(1).kind());
        assertEquals(TaskEnded.Kind.RAN, ends.get(2).kind());
        Content.Inline text = (Content.Inline) ends.get(1).content();
        String reason = new String(text.bytes(), StandardCharsets.UTF_8);
        assertTrue(reason.contains("thrown by a test"), reason);
    }

    @Test
    void messagesAreSentOnceThereIsMemory() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        line.decide(message -> {
            if (tried.incrementAndGet() <= 3) {
                throw shortage();
            }
        });
        outbox.post(new Message.Slots(SESSION, 1));
        outbox.post(new Message.Gone(SESSION));
        outbox.flushed().get(30, TimeUnit.SECONDS);
        assertEquals(
                List.of(new Message.Slots(SESSION, 1), new Message.Gone(SESSION)),
                line.sent().stream().map(MessageCodec::read).toList());
    }

    @Test
    void aMessageThatIsWrongHoldsUpNoOther() throws Exception {
        line.decide(message -> {
            if (MessageCodec.read(message) instanceof Message.Slots) {
                throw new IllegalArgumentException("too large (thrown by a test)");
            }
        });
        outbox.post(new Message.Slots(SESSION, 1));
        outbox.post(new Message.Gone(SESSION));
        outbox.ended(task(0));
        outbox.flushed().get(30, TimeUnit.SECONDS);
        assertEquals(
                List.of(Message.Gone.class, Message.Done.class),
                line.sent().stream()
                        .map(message -> MessageCodec.read(message).getClass())
                        .toList());
    }

    @Test
    void reportsOfOtherTasksAreNotLostWithOne() throws Exception {
        AtomicInteger tried = new AtomicInteger();
        AgentTask second = task(2);
        whileBusy(
                () -> {
                    task(1).progressed(1, 3);
                    second.progressed(2, 3);
                },
                message -> {
                    if (MessageCodec.read(message) instanceof Message.Progress && tried.incrementAndGet() == 1) {
                        throw shortage();
                    }
                });
        line.awaitSent(sent -> sent.stream().anyMatch(message -> isReportOf(1, message)));
        second.progressed(3, 3);
        line.awaitSent(sent -> sent.stream().anyMatch(message -> isReportOf(2, message)));
    }

    @Test
    void theAgentGivesUpIfNothingCanBeToldForLong() throws Exception {
        CompletableFuture<Throwable> givenUp = new CompletableFuture<>();
        tasks.givenUp = givenUp;
        OutOfMemoryError why = shortage();
        line.decide(message -> {
            throw why;
        });
        SessionOutbox impatient = new SessionOutbox(
                () -> line, DRIVER, SESSION, "impatient-outbox", 1 << 20, tasks, Duration.ofMillis(20));
        try {
            impatient.ended(task(0));
            assertSame(why, givenUp.get(30, TimeUnit.SECONDS));
        } finally {
            impatient.close();
        }
    }

    @Test
    void failuresWithSuccessBetweenThemAreNoReasonToGiveUp() throws Exception {
        CompletableFuture<Throwable> givenUp = new CompletableFuture<>();
        tasks.givenUp = givenUp;
        AtomicInteger tries = new AtomicInteger();
        line.decide(message -> {
            if (tries.incrementAndGet() % 2 == 1) {
                throw shortage();
            }
        });
        SessionOutbox impatient = new SessionOutbox(
                () -> line, DRIVER, SESSION, "impatient-outbox", 1 << 20, tasks, Duration.ofSeconds(30));
        try {
            for (int i = 0; i < 10; i++) {
                impatient.ended(task(i));
                impatient.flushed().get(30, TimeUnit.SECONDS);
            }
        } finally {
            impatient.close();
        }
        assertToldOnceAndInOrder(10);
        assertFalse(givenUp.isDone());
    }

    private static boolean isReportOf(long task, byte[] message) {
        return MessageCodec.read(message) instanceof Message.Progress progress && progress.task() == task;
    }

    @Test
    void theThreadRestsWhileNothingCanBeTold() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        CompletableFuture<Long> first = new CompletableFuture<>();
        CompletableFuture<Long> sixth = new CompletableFuture<>();
        line.decide(message -> {
            int count = tries.incrementAndGet();
            if (count == 1) {
                first.complete(System.nanoTime());
            } else if (count == 6) {
                sixth.complete(System.nanoTime());
            }
            if (count <= 6) {
                throw shortage();
            }
        });
        outbox.ended(task(0));
        for (int seen = 0; !sixth.isDone(); ) {
            if (tries.get() > seen) { // Who calls it meanwhile does not wake it.
                seen = tries.get();
                outbox.post(new Message.Slots(SESSION, seen));
            }
            Thread.onSpinWait();
        }
        long nanos = sixth.get() - first.get();
        assertTrue(nanos >= TimeUnit.MILLISECONDS.toNanos(5 + 10 + 20 + 40 + 80), () -> nanos + " ns");
        assertToldOnceAndInOrder(1);
    }
}
