package concurrent.futures.cluster.internal.driver.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.NodeId;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.cluster.internal.protocol.Message.WorkerEvent;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.spi.EventHub;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WorkerCountTest {
    private final EventHub events = EventHub.create(new Object(), "test");
    private final WorkerCount count = new WorkerCount("test", events);

    @Test
    void agentsOfOneNameAreCountedEach() {
        Node one = agent("local-1", 1);
        Node two = agent("local-1", 2);
        count.joined(one);
        count.joined(two);
        tell(one, WorkerEvent.STARTED, "worker-0", 1);
        tell(two, WorkerEvent.STARTED, "worker-0", 2);
        assertEquals(3, count.now());
        count.lost(one, "its host is gone");
        assertEquals(2, count.now());
    }

    @Test
    void theWorkersOfALostAgentAreThereNoMoreAndHaveCrashed() throws Exception {
        List<ExecutorEvent> heard = new CopyOnWriteArrayList<>();
        events.addListener(heard::add);
        Node node = agent("north", 1);
        count.joined(node);
        tell(node, WorkerEvent.STARTED, "worker-0", 1);
        tell(node, WorkerEvent.STARTED, "worker-1", 2);
        tell(node, WorkerEvent.RETIRED, "worker-0", 1);

        count.lost(node, "its host is gone");

        assertEquals(0, count.now());
        assertEquals(1, count.crashed(), "the other one had ended before");
        events.close();
        events.awaitDelivery();
        WorkerCrashed crash = assertInstanceOf(WorkerCrashed.class, heard.getLast());
        assertEquals("north/worker-1", crash.worker());
        assertEquals(7, crash.pid());
        assertTrue(crash.cause().contains("its host is gone"), crash::cause);
    }

    @Test
    void theWorkersOfAnAgentThatHasLeftHaveNotCrashed() throws Exception {
        List<ExecutorEvent> heard = new CopyOnWriteArrayList<>();
        events.addListener(heard::add);
        Node node = agent("north", 1);
        count.joined(node);
        tell(node, WorkerEvent.STARTED, "worker-0", 1);

        count.left(node);

        assertEquals(0, count.now());
        assertEquals(0, count.crashed());
        events.close();
        events.awaitDelivery();
        assertEquals(
                "north/worker-0",
                assertInstanceOf(WorkerRetired.class, heard.getLast()).worker());
    }

    /// Its task and its agent tell of the death, in any order.
    @Test
    void aWorkerThatHasDiedCountsOnceWhoeverTellsItFirst() {
        Node node = agent("north", 1);
        count.joined(node);
        tell(node, WorkerEvent.STARTED, "worker-0", 1);
        count.hasDied(node.id(), 7);
        assertEquals(1, count.crashed(), "by its task");
        tell(node, WorkerEvent.CRASHED, "worker-0", 0);
        assertEquals(1, count.crashed(), "and then by its agent");

        tell(node, WorkerEvent.STARTED, "worker-1", 1);
        tell(node, WorkerEvent.CRASHED, "worker-1", 0);
        count.hasDied(node.id(), 7);
        assertEquals(2, count.crashed(), "the other way round");

        tell(node, WorkerEvent.STARTED, "worker-2", 1);
        count.hasDied(node.id(), 7);
        count.lost(node, "its host is gone");
        assertEquals(3, count.crashed(), "its agent was lost just then");
    }

    @Test
    void whatComesFromALostAgentAfterThatCountsNoMore() {
        Node node = agent("north", 1);
        count.joined(node);
        count.lost(node, "its host is gone");
        tell(node, WorkerEvent.STARTED, "worker-0", 1);
        assertEquals(0, count.now());
    }

    private void tell(Node from, WorkerEvent event, String worker, int workers) {
        count.told(from.id(), from.card().name(), new Message.WorkerTold(1, event, worker, 7, workers, ""));
    }

    private static Node agent(String name, long id) {
        NodeCard card = new NodeCard(NodeCard.Role.AGENT, name, 1, Set.of(), "test", Message.VERSION, 25);
        return new Node(new NodeId(new UUID(0, id)), "127.0.0.1:" + id, card);
    }
}
