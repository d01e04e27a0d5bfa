package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.Futures;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Agents that an executor brings along.
class LocalClusterTest {
    private final NewProcesses processes = new NewProcesses();

    @AfterEach
    void nothingIsLeft() {
        processes.assertNone();
    }

    @Test
    void twoLinesRunTasksOnAgentsOfThisMachine() {
        try (ClusterExecutor executor = ClusterExecutor.local(2)) {
            List<Integer> squares = executor.map(
                            x -> x * x, IntStream.range(0, 1000).boxed().toList())
                    .toList();
            assertEquals(IntStream.range(0, 1000).map(x -> x * x).boxed().toList(), squares);
            long worker = executor.submit(() -> ProcessHandle.current().pid()).result();
            assertTrue(worker != ProcessHandle.current().pid());
        }
    }

    @Test
    void agentsComeWhenTasksCome() {
        try (ClusterExecutor executor = ClusterExecutor.builder().adapt(0, 2).build()) {
            processes.assertNone();
            List<Future<Long>> futures = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                futures.add(executor.submit(() -> {
                    Thread.sleep(20);
                    return ProcessHandle.current().parent().orElseThrow().pid();
                }));
            }
            assertEquals(2, processes.now().size());
            Futures.waitFor(futures);
            Set<Long> agents = new HashSet<>();
            futures.forEach(future -> agents.add(future.result()));
            assertTrue(!agents.isEmpty() && agents.size() <= 2, agents::toString);
        }
    }

    @Test
    void whatTasksPrintIsHereWhenTheExecutorHasEnded() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (ClusterExecutor executor = ClusterExecutor.builder()
                .adapt(1, 1)
                .workerOutput((pid, line) -> lines.add(line))
                .build()) {
            executor.submit(() -> {
                        IO.println("thinking");
                        return 42;
                    })
                    .result();
        }
        assertEquals(List.of("thinking"), List.copyOf(lines));
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ClusterExecutor.local(0));
        assertThrows(
                IllegalArgumentException.class, () -> ClusterExecutor.builder().adapt(3, 2));
        assertThrows(
                IllegalArgumentException.class, () -> ClusterExecutor.builder().adapt(0, 0));
    }
}
