package concurrent.futures.cluster.internal.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.engine.RecordingMembership;
import concurrent.futures.cluster.internal.protocol.Beginning;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.cluster.internal.protocol.codec.MessageCodec;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a session says goes in order, whoever sends it.
class SessionOutboxTest {
    private static final long SESSION = 4711;
    private static final NodeId DRIVER = new NodeId(new UUID(0, 1));
    private static final int TASKS = 5_000;

    private final RecordingMembership line = new RecordingMembership();
    private final Tasks tasks = new Tasks();
    private final SessionOutbox outbox = new SessionOutbox(() -> line, DRIVER, SESSION, "outbox", 1 << 20, tasks);

    @AfterEach
    void close() {
        outbox.close();
    }

    /// Tasks one after the other, which end well.
    private static final class Tasks implements SessionOutbox.Registry {
        @Override
        public TaskEnded finish(AgentTask task) {
            return new TaskEnded(task.id(), 1, TaskEnded.Kind.RAN, 1, "worker", Content.NONE);
        }

        @Override
        public List<Beginning> lookForBegun() {
            return List.of();
        }

        @Override
        public @Nullable Beginning noteBegun(AgentTask task) {
            return null;
        }

        @Override
        public boolean isAnyToBegin() {
            return false;
        }

        @Override
        public boolean isLast(AgentTask task) {
            return true;
        }
    }

    private AgentTask task(long id) {
        return new AgentTask(new TaskToRun(id, 1, null, 0, 0, 0, Content.NONE), outbox);
    }

    @Test
    void nothingOvertakesWhatWasThereBefore() {
        Random room = new Random(1);
        line.hasRoom(any -> room.nextInt(10) > 0); // Asked in turns only.
        Random random = new Random(2);
        for (int i = 0; i < TASKS; i++) {
            if (random.nextInt(4) == 0) {
                outbox.post(new Message.Slots(SESSION, i));
            }
            outbox.endedInPool(task(i));
            if (random.nextInt(4) == 0) {
                outbox.flushed().join();
            }
        }
        outbox.flushed().join();

        long ended = -1;
        for (byte[] sent : line.sent()) {
            Message message = MessageCodec.read(sent);
            if (message instanceof Message.Done done) {
                for (TaskEnded end : done.tasks()) {
                    assertEquals(ended + 1, end.id(), "each end once, and in order");
                    ended = end.id();
                }
            } else if (message instanceof Message.Slots slots) {
                assertTrue(slots.slots() > ended, "word of " + slots.slots() + " was there before the end of it");
            }
        }
        assertEquals(TASKS - 1, ended);
        assertTrue(line.offered() > 0 && line.refused() > 0, () -> line.offered() + " and " + line.refused());
    }
}
