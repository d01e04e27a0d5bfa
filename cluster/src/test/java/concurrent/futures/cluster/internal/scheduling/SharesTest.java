package concurrent.futures.cluster.internal.scheduling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// How the workers that an executor may have are divided among agents.
class SharesTest {
    private static final class Work extends ScheduledTask {
        Work() {
            super(1, /* label= */ null, /* retries= */ 0, /* depth= */ 0);
        }
    }

    /// Keeps what agents are told of their shares.
    private static final class Told extends SilentOrders<Work> {
        final List<String> all = new ArrayList<>();

        @Override
        public void greet(NodeId node, int workers) {
            all.add("greet " + number(node) + " with " + workers);
        }

        @Override
        public void limit(NodeId node, int workers) {
            all.add("limit " + number(node) + " to " + workers);
        }

        private static long number(NodeId node) {
            return node.value().getLeastSignificantBits();
        }
    }

    private final Told told = new Told();

    private static NodeId node(int number) {
        return new NodeId(new UUID(0, number));
    }

    private static List<Integer> shares(Scheduler<Work> scheduler) {
        return scheduler.agents().values().stream().map(Glance::slots).toList();
    }

    @Test
    void whoComesLaterGetsAsMuchAsTheFirst() {
        Scheduler<Work> scheduler = new Scheduler<>(told, 4, 1000);
        scheduler.joined(node(1), Set.of(), 4);
        assertEquals(List.of(4), shares(scheduler));
        scheduler.joined(node(2), Set.of(), 4);
        assertEquals(List.of(2, 2), shares(scheduler));
        scheduler.joined(node(3), Set.of(), 4);
        assertEquals(
                List.of(2, 1, 1),
                shares(scheduler).stream().sorted((a, b) -> b - a).toList());
        scheduler.gone(node(3), "it left", /* mayGoOn= */ true);
        assertEquals(List.of(2, 2), shares(scheduler));
    }

    @Test
    void nobodyGetsMoreThanItHasSlots() {
        Scheduler<Work> scheduler = new Scheduler<>(told, 6, 1000);
        scheduler.joined(node(1), Set.of(), 8);
        scheduler.joined(node(2), Set.of(), 1);
        assertEquals(List.of(5, 1), shares(scheduler));
        scheduler.resize(2);
        assertEquals(List.of(1, 1), shares(scheduler));
        scheduler.resize(100);
        assertEquals(List.of(8, 1), shares(scheduler));
    }

    @Test
    void theFirstIsToldToGiveUpWhatTheNextOneGets() {
        Scheduler<Work> scheduler = new Scheduler<>(told, 2, 1000);
        scheduler.joined(node(1), Set.of(), 2);
        scheduler.submit(new Work());
        scheduler.offered(node(1), 2);
        scheduler.joined(node(2), Set.of(), 2);
        assertEquals(List.of("greet 1 with 2", "limit 1 to 1", "greet 2 with 1"), told.all);
    }

    @Test
    void aSingleWorkerStaysWhereItIs() {
        Scheduler<Work> scheduler = new Scheduler<>(told, 1, 1000);
        scheduler.joined(node(1), Set.of(), 2);
        scheduler.submit(new Work());
        scheduler.offered(node(1), 1);
        scheduler.joined(node(2), Set.of(), 2);
        assertEquals(List.of("greet 1 with 1"), told.all);
    }
}
