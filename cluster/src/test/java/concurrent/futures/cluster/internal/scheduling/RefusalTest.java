package concurrent.futures.cluster.internal.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// An agent can not go on with a session.
class RefusalTest extends SilentOrders<RefusalTest.Work> {
    static final class Work extends ScheduledTask {
        Work(long id) {
            super(id, /* label= */ null, /* retries= */ 0, /* depth= */ 0);
        }
    }

    private final NodeId first = new NodeId(new UUID(1, 1));
    private final NodeId second = new NodeId(new UUID(2, 2));
    private final Scheduler<Work> scheduler = new Scheduler<>(this, Integer.MAX_VALUE, 0);
    private final List<Long> lost = new ArrayList<>();
    private final List<Long> back = new ArrayList<>();
    private final List<Long> stopped = new ArrayList<>();

    private List<Long> take(NodeId node) {
        return scheduler.take(node, 100).run().stream().map(Work::id).toList();
    }

    @Test
    void whatHasNotBegunThereGoesElsewhereAndWhatHasIsLost() {
        scheduler.joined(first, Set.of(), 4);
        List<Work> tasks = new ArrayList<>();
        for (long id = 1; id <= 4; id++) {
            tasks.add(new Work(id));
            scheduler.submit(tasks.getLast());
        }
        scheduler.offered(first, 4);
        assertEquals(List.of(1L, 2L, 3L, 4L), take(first));
        scheduler.began(first, 1, tasks.getFirst().attempt());
        assertEquals(Revocation.ASKED, scheduler.revoke(tasks.get(2)));
        scheduler.stop(tasks.get(3));
        scheduler.joined(second, Set.of(), 4);
        scheduler.offered(second, 4);

        scheduler.refused(first, "its initializer failed");
        assertEquals(List.of(1L), lost);
        assertEquals(List.of(3L), back);
        assertEquals(List.of(4L), stopped);
        assertEquals(List.of(2L), take(second));
        assertTrue(take(first).isEmpty());
    }

    @Override
    public void lost(Work task, NodeId node, String reason) {
        lost.add(task.id());
    }

    @Override
    public void answered(Work task, boolean isBack) {
        if (isBack) {
            back.add(task.id());
        }
    }

    @Override
    public void stopped(Work task) {
        stopped.add(task.id());
    }
}
