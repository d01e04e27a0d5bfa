package concurrent.futures.cluster.internal.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What comes before what when tasks wait for others.
class NestedTasksTest {
    private static final class Work extends ScheduledTask {
        Work(long id, int depth) {
            super(id, /* label= */ null, /* retries= */ 0, depth);
        }
    }

    private final NodeId node = new NodeId(new UUID(1, 1));
    private final Scheduler<Work> scheduler = new Scheduler<>(new SilentOrders<>(), Integer.MAX_VALUE, 1000);

    NestedTasksTest() {
        scheduler.joined(node, Set.of(), 1);
    }

    /// The agent was greeted when the first one came, and welcomes the session.
    private void submit(int count) {
        for (long id = 1; id <= count; id++) {
            scheduler.submit(new Work(id, 0));
        }
        scheduler.offered(node, 1);
    }

    private List<Long> sent() {
        return new ArrayList<>(
                scheduler.take(node, 100).run().stream().map(Work::id).toList());
    }

    @Test
    void theDeepestOnesComeFirstAsSlotsAreLent() {
        submit(5);
        assertEquals(List.of(1L), sent());
        scheduler.submit(new Work(11, 1));
        scheduler.submit(new Work(12, 1));
        assertEquals(List.of(), sent());
        scheduler.waits(node, 1, 0, /* begins= */ true);
        assertEquals(List.of(11L), sent());
        scheduler.submit(new Work(21, 2));
        scheduler.waits(node, 11, 0, /* begins= */ true);
        assertEquals(List.of(21L), sent());
        scheduler.ended(node, 21, 0, Ending.OVER, 1);
        // The slot is free until the one that waited for it says that it goes on: others may have it.
        assertEquals(List.of(12L), sent());
        scheduler.waits(node, 11, 0, /* begins= */ false);
        scheduler.ended(node, 11, 0, Ending.OVER, 1);
        scheduler.ended(node, 12, 0, Ending.OVER, 1);
        assertEquals(List.of(2L), sent());
        // A task that ends while it waits gives its slot back with the end.
        scheduler.ended(node, 1, 0, Ending.OVER, 1);
        assertEquals(List.of(), sent());
        scheduler.ended(node, 2, 0, Ending.OVER, 1);
        assertEquals(List.of(3L), sent());
    }

    @Test
    void whatWasSentAheadIsAskedForOnceTasksAreNested() {
        submit(40);
        assertEquals(List.of(1L), sent());
        long next = 1;
        while (scheduler.agents().get(node).tasks() < 5) {
            scheduler.ended(node, next++, 0, Ending.OVER, 1);
            sent();
        }
        scheduler.submit(new Work(101, 1));
        List<Long> asked = scheduler.take(node, 100).revoke();
        assertEquals(scheduler.agents().get(node).tasks() - 1, asked.size());
        scheduler.waits(node, next, 0, /* begins= */ true);
        scheduler.gaveBack(node, asked, List.of());
        assertEquals(List.of(101L), sent());
    }
}
