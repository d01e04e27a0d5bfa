package concurrent.futures.cluster.internal.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How long tasks wait for agents, in virtual time: one tick is a nanosecond.
class AbsenceTest {
    private static final long PATIENCE = 10;

    private static final class Work extends ScheduledTask {
        Work(long id, @Nullable String label) {
            super(id, label, /* retries= */ 0, /* depth= */ 0);
        }
    }

    private final Scheduler<Work> scheduler = new Scheduler<>(new SilentOrders<>(), Integer.MAX_VALUE, 0);
    private final Absence absence = new Absence(PATIENCE);
    private long now;

    private void at(long time, Runnable event) {
        now = time;
        event.run();
        look();
    }

    private void look() {
        absence.look(scheduler.shortage(), now);
    }

    private @Nullable Shortage dueAt(long time) {
        now = time;
        look();
        return absence.due(now);
    }

    private void submit(long id, @Nullable String label) {
        scheduler.submit(new Work(id, label));
    }

    private static NodeId node(long number) {
        return new NodeId(new UUID(0, number));
    }

    private void joins(long number, String... labels) {
        scheduler.joined(node(number), Set.of(labels), 1);
    }

    private void leaves(long number) {
        scheduler.gone(node(number), "it has left", /* mayGoOn= */ true);
    }

    @Test
    void itIsTimeOnceNobodyWasThereForAllOfIt() {
        at(5, () -> submit(1, null));
        assertEquals(PATIENCE, absence.left(5));
        assertNull(dueAt(14));
        assertEquals(1, absence.left(14));
        assertEquals(new Shortage(true, Set.of()), dueAt(15));
        assertNull(absence.due(15), "it is told once");
    }

    @Test
    void anAgentThatComesAndGoesSetsTheClockBack() {
        at(0, () -> submit(1, null));
        at(8, () -> joins(1));
        assertEquals(Absence.NEVER, absence.left(8));
        at(9, () -> leaves(1));
        assertNull(dueAt(10), "one was there a moment ago");
        assertNull(dueAt(18));
        assertEquals(new Shortage(true, Set.of()), dueAt(19));
    }

    @Test
    void oneThatIsThoughtToBeDeadIsNotThere() {
        at(0, () -> joins(1));
        at(1, () -> submit(1, null));
        at(2, () -> scheduler.suspected(node(1), "it is silent"));
        assertNull(dueAt(11));
        at(11, () -> scheduler.heardOf(node(1)));
        assertNull(dueAt(12), "it lives");
    }

    @Test
    void oneThatDrainsIsNotThere() {
        at(0, () -> joins(1));
        at(0, () -> submit(1, null));
        at(0, () -> scheduler.offered(node(1), 1));
        at(0, () -> scheduler.take(node(1), 1));
        at(1, () -> submit(2, null));
        at(3, () -> scheduler.offered(node(1), 0));
        assertNull(dueAt(12));
        assertEquals(new Shortage(true, Set.of()), dueAt(13));
    }

    @Test
    void eachLabelHasATimeOfItsOwn() {
        at(0, () -> joins(1));
        at(0, () -> submit(1, "gpu"));
        at(4, () -> submit(2, "ssd"));
        at(6, () -> joins(2, "ssd"));
        at(7, () -> leaves(2));
        assertEquals(new Shortage(false, Set.of("gpu")), dueAt(10));
        assertNull(dueAt(16));
        assertEquals(new Shortage(false, Set.of("ssd")), dueAt(17));
    }

    @Test
    void anAgentWithoutTheLabelDoesNotSetItsClockBack() {
        at(0, () -> submit(1, "gpu"));
        at(5, () -> joins(1));
        assertEquals(new Shortage(false, Set.of("gpu")), dueAt(10));
    }
}
