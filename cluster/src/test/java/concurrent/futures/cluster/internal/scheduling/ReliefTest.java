package concurrent.futures.cluster.internal.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What was sent ahead to an agent goes to another one that has nothing to do.
class ReliefTest {
    private static final class Work extends ScheduledTask {
        Work(long id) {
            super(id, /* label= */ null, /* retries= */ 0, /* depth= */ 0);
        }
    }

    private final NodeId busy = new NodeId(new UUID(1, 1));
    private final NodeId idle = new NodeId(new UUID(1, 2));
    private final Scheduler<Work> scheduler = new Scheduler<>(new SilentOrders<>(), Integer.MAX_VALUE, 1000);

    /// It runs a task, which ends.
    private void run(long nanos) {
        scheduler.joined(busy, Set.of(), 1);
        scheduler.submit(new Work(1));
        scheduler.offered(busy, 1);
        assertEquals(List.of(1L), sent());
        scheduler.ended(busy, 1, 0, Ending.OVER, nanos);
        scheduler.submit(new Work(2));
        scheduler.submit(new Work(3));
    }

    private List<Long> sent() {
        return new ArrayList<>(
                scheduler.take(busy, 100).run().stream().map(Work::id).toList());
    }

    @Test
    void aTaskBehindOneThatWasThoughtToBeQuickIsAskedForOnceThatHasBegun() {
        run(1000);
        assertEquals(List.of(2L, 3L), sent());
        scheduler.joined(idle, Set.of(), 1);
        scheduler.offered(idle, 1);
        assertEquals(List.of(), scheduler.take(busy, 100).revoke());
        scheduler.began(busy, 2, 0);
        assertEquals(List.of(3L), scheduler.take(busy, 100).revoke());
        scheduler.gaveBack(busy, List.of(3L), List.of());
        assertEquals(
                List.of(3L),
                scheduler.take(idle, 100).run().stream().map(Work::id).toList());
    }

    @Test
    void theEndOfATaskThatWasStoppedMakesNobodyThinkThatTasksAreQuick() {
        run(0);
        assertEquals(List.of(2L), sent());
    }
}
