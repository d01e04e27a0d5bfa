package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerOutput;
import concurrent.futures.cluster.internal.agent.Agent;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.driver.ClusterEngine;
import concurrent.futures.cluster.internal.driver.DriverNode;
import concurrent.futures.cluster.internal.driver.DriverSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.memory.MemoryEngine;
import concurrent.futures.cluster.internal.engine.memory.MemoryNetwork;
import concurrent.futures.internal.EngineExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tasks that submit tasks to the cluster that runs them, on agents with one slot, over memory; the workers are
/// processes. The first agent has the label `first`, and so on.
@Timeout(120)
class NestedTasksTest {
    @TempDir
    Path folder;

    private final MemoryNetwork network = new MemoryNetwork();
    private final MemoryEngine engine = new MemoryEngine(network);
    private final List<Agent> agents = new ArrayList<>();
    private EngineExecutor executor;
    private ServerSocket meeting;

    @BeforeEach
    void start() throws Exception {
        meeting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        for (String label : List.of("first", "second")) {
            agents.add(Agent.start(
                    new AgentSettings(
                            "agent-" + label,
                            1,
                            Set.of(label),
                            64 << 20,
                            folder.resolve("jars-" + label),
                            AgentSettings.JAR_BYTES,
                            AgentSettings.LARGEST_VALUE,
                            Duration.ofSeconds(10),
                            /* startupCache= */ false,
                            settings()),
                    engine));
        }
        DriverSettings how = new DriverSettings(
                "nested-test",
                Integer.MAX_VALUE,
                1000,
                null,
                Duration.ofMillis(200),
                null,
                List.of(),
                WorkerOutput.INHERIT,
                0);
        executor = new EngineExecutor(new ClusterEngine(how, DriverNode.join(engine, settings())));
    }

    private static EngineSettings settings() {
        return new EngineSettings(
                "memory",
                "127.0.0.1",
                0,
                /* isSeed= */ true,
                new EngineSettings.Discovery.Seeds(List.of()),
                null,
                Duration.ofSeconds(10),
                1 << 20);
    }

    @AfterEach
    void close() throws IOException {
        executor.close();
        agents.forEach(Agent::close);
        meeting.close();
    }

    /// Tells the test that it runs, and goes on when that has let it.
    private static int meet(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read();
        }
    }

    private Future<String> submitOn(String label, int retries) {
        int port = meeting.getLocalPort();
        return executor.with(TaskOptions.defaults().withLabel(label)).submit(() -> {
            try {
                return "met "
                        + TaskContext.current()
                                .executor()
                                .with(TaskOptions.defaults().withRetries(retries))
                                .submit(() -> meet(port))
                                .result();
            } catch (WorkerCrashedException e) {
                return "lost: " + e.getMessage();
            }
        });
    }

    private static int depth(int levels) {
        return levels == 0
                ? 0
                : 1
                        + TaskContext.current()
                                .executor()
                                .submit(() -> depth(levels - 1))
                                .result();
    }

    @Test
    void levelsOfTasksThatWaitForEachOtherEnd() {
        List<Future<Integer>> outer = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            outer.add(executor.submit(() -> depth(3)));
        }
        outer.forEach(each -> assertEquals(3, each.result()));
        ExecutorStatistics is = executor.statistics();
        assertEquals(24, is.submitted());
        assertEquals(24, is.succeeded());
    }

    @Test
    void onlySoManyLevelsAreTaken() {
        String message = executor.submit(() -> {
                    try {
                        return "" + depth(20);
                    } catch (RejectedExecutionException e) {
                        return String.valueOf(e.getMessage());
                    }
                })
                .result();
        assertTrue(message.contains("the limit is 16"), message);
    }

    @Test
    void largeValuesGoBothWays() {
        int[] numbers = IntStream.range(0, 1_000_000).toArray();
        long sum = executor.submit(() -> {
                    int[] here = numbers;
                    int[] back = TaskContext.current()
                            .executor()
                            .submit(() -> here.clone())
                            .result();
                    return Arrays.stream(back).asLongStream().sum();
                })
                .result();
        assertEquals(499_999_500_000L, sum);
    }

    @Test
    void aNestedTaskWhoseAgentIsLostFailsForTheOneThatWaits() throws Exception {
        Future<String> outer = submitOn("second", 0);
        try (Socket nested = meeting.accept()) {
            // The nested one got the free slot, since that of the outer one was not lent yet.
            agents.getFirst().close();
            String result = outer.result();
            assertTrue(result.startsWith("lost: "), result);
            assertTrue(result.contains("withRetries"), result);
            assertTrue(nested.isConnected());
        }
    }

    @Test
    void aNestedTaskWhoseAgentIsLostIsRetriedElsewhere() throws Exception {
        Future<String> outer = submitOn("second", 1);
        try (Socket nested = meeting.accept()) {
            agents.getFirst().close();
            try (Socket again = meeting.accept()) {
                again.getOutputStream().write(7);
                assertEquals("met 7", outer.result());
            }
            assertTrue(nested.isConnected());
        }
    }

    @Test
    void aNestedTaskEndsThoughItsOuterOneIsLost() throws Exception {
        Future<String> outer = submitOn("second", 0);
        try (Socket nested = meeting.accept()) {
            agents.getLast().close();
            assertThrows(WorkerCrashedException.class, outer::result);
            nested.getOutputStream().write(7);
            executor.shutdown();
            executor.close();
            ExecutorStatistics is = executor.statistics();
            assertEquals(1, is.succeeded());
            assertEquals(1, is.failed());
        }
    }

    @Test
    void stoppingTheExecutorWakesThoseThatWait() throws Exception {
        Future<String> outer = submitOn("second", 0);
        try (Socket nested = meeting.accept()) {
            executor.shutdownNow();
            assertThrows(CancellationException.class, outer::result);
            executor.close();
            assertTrue(executor.isTerminated());
            assertEquals(0, executor.statistics().running());
            assertTrue(nested.isConnected());
        }
    }
}
