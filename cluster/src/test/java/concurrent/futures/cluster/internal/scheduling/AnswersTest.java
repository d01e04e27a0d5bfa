package concurrent.futures.cluster.internal.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What agents answer is about what they were asked last.
class AnswersTest extends SilentOrders<AnswersTest.Work> {
    static final class Work extends ScheduledTask {
        Work(long id) {
            super(id, /* label= */ null, /* retries= */ 1, /* depth= */ 0);
        }
    }

    private final NodeId first = new NodeId(new UUID(1, 1));
    private final NodeId second = new NodeId(new UUID(2, 2));
    private final Scheduler<Work> scheduler = new Scheduler<>(this, 8, 0);
    private final List<Boolean> answers = new ArrayList<>();
    private final List<String> limits = new ArrayList<>();

    @Test
    void theAnswerOfAnAttemptThatIsOverIsNotTakenForThatOfTheNext() {
        scheduler.joined(first, Set.of(), 4);
        Work task = new Work(1);
        scheduler.submit(task);
        scheduler.offered(first, 4);
        scheduler.take(first, 100);
        assertEquals(Revocation.ASKED, scheduler.revoke(task));
        assertEquals(List.of(1L), scheduler.take(first, 100).revoke());
        scheduler.ended(first, 1, task.attempt(), Ending.LOST, 0);
        assertEquals(List.of(false), answers);
        assertEquals(List.of(task), scheduler.take(first, 100).run());
        assertEquals(Revocation.ASKED, scheduler.revoke(task));
        assertEquals(List.of(1L), scheduler.take(first, 100).revoke());

        scheduler.gaveBack(first, List.of(), List.of(1L));
        assertEquals(List.of(false), answers);
        scheduler.gaveBack(first, List.of(1L), List.of());
        assertEquals(List.of(false, true), answers);
        assertEquals(List.of(), scheduler.tasks());
    }

    @Test
    void anAgentThatWasToHaveNoWorkersGetsSomeAgain() {
        scheduler.joined(first, Set.of(), 4);
        scheduler.joined(second, Set.of(), 4);
        scheduler.submit(new Work(1));
        scheduler.offered(first, 4);
        scheduler.offered(second, 4);
        scheduler.resize(1);
        assertEquals("1: 0", limits.getFirst());
        scheduler.offered(first, 0);
        limits.clear();

        scheduler.resize(8);
        assertEquals(List.of("1: 4", "2: 4"), limits);
    }

    @Override
    public void answered(Work task, boolean isBack) {
        answers.add(isBack);
    }

    @Override
    public void limit(NodeId node, int workers) {
        limits.add((node.equals(first) ? 1 : 2) + ": " + workers);
    }
}
