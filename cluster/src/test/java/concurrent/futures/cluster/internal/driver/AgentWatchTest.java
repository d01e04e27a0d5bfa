package concurrent.futures.cluster.internal.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.Node;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import concurrent.futures.cluster.internal.protocol.Message;
import concurrent.futures.spi.TaskBody;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a driver makes of agents that come and go.
class AgentWatchTest {
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private final MemoryEngine network = new MemoryEngine(new MemoryNetwork());
    private ClusterEngine engine;

    @BeforeEach
    void start() throws Exception {
        engine = new ClusterEngine(
                new DriverSettings(
                        "watch",
                        Integer.MAX_VALUE,
                        1000,
                        PATIENCE,
                        Duration.ZERO,
                        null,
                        List.of(),
                        WorkerOutput.DISCARD,
                        0),
                DriverNode.join(network, MemoryEngine.settings("agent-watch-test")));
    }

    @AfterEach
    void close() throws Exception {
        engine.shutdownNow();
        assertTrue(engine.awaitTermination(1, TimeUnit.MINUTES));
    }

    private Membership agent() throws InterruptedException {
        NodeCard card = new NodeCard(NodeCard.Role.AGENT, "north", 1, Set.of(), "test", Message.VERSION, 25);
        return network.join(MemoryEngine.settings("agent-watch-test"), card, new RecordingInbox());
    }

    private List<String> awaitAgents(int count) {
        while (engine.agents().size() != count) {
            LockSupport.parkNanos(1_000_000);
        }
        return engine.agents().keySet().stream()
                .map(Node::card)
                .map(NodeCard::name)
                .toList();
    }

    @Test
    void theTimeWithoutAgentsBeginsAnewWithEachThatLeaves() throws Exception {
        Future<Integer> waits = engine.submit(new TaskBody.Call<>((Task<Integer>) () -> 1), TaskOptions.defaults());
        long left = 0;
        for (int i = 0; i < 4; i++) {
            LockSupport.parkNanos(PATIENCE.toNanos() / 4);
            Membership agent = agent();
            awaitAgents(1);
            left = System.nanoTime();
            agent.close();
            awaitAgents(0);
        }
        assertThrows(BrokenExecutorException.class, waits::result);
        assertTrue(System.nanoTime() - left >= PATIENCE.toNanos(), "an agent was there in that time");
    }

    @Test
    void agentsOfOneNameAreToldApart() throws Exception {
        try (Membership one = agent();
                Membership two = agent()) {
            assertEquals(List.of("north", "north#2"), awaitAgents(2));
            assertEquals("north", one.self().card().name());
            assertEquals("north", two.self().card().name());
        }
    }
}
