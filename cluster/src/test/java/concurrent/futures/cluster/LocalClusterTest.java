package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.TaskOptions;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

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
    void agentsThatAreKilledOneAfterTheOtherAreReplaced() {
        Set<Long> agents = new HashSet<>();
        try (ClusterExecutor executor = ClusterExecutor.local(1)) {
            Executor again = executor.with(TaskOptions.defaults().withRetries(3));
            for (int i = 0; i < 4; i++) {
                long agent = again.submit(() ->
                                ProcessHandle.current().parent().orElseThrow().pid())
                        .result();
                assertTrue(agents.add(agent), "it is dead");
                ProcessHandle.of(agent).orElseThrow().destroyForcibly();
            }
            assertEquals(1, again.submit(() -> 1).result());
        }
    }

    @Test
    void whoWaitsForAgentsInVainIsToldWhereTheyWereLookedFor() {
        try (ClusterExecutor executor = ClusterExecutor.builder()
                .clusterName("nobody")
                .seeds("127.0.0.1:1")
                .joinTimeout(Duration.ofMillis(100))
                .noWorkersTimeout(Duration.ofMillis(250))
                .build()) {
            BrokenExecutorException broken = assertThrows(
                    BrokenExecutorException.class,
                    () -> executor.submit(() -> 1).result());
            String told = String.valueOf(broken.getMessage());
            assertTrue(told.contains("no agent was there for 0.25s in cluster 'nobody' at 127.0.0.1:1"), told);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedByName() {
        assertRefused(
                "bindPort must be from 0 to 65535, but is -1",
                () -> ClusterExecutor.builder().bindPort(-1));
        assertRefused(
                "port must be from 1 to 65535, but is 70000",
                () -> ClusterExecutor.builder().dns("agents", 70_000));
        assertRefused("seeds must be at least one address, such as 127.0.0.1:17800", ClusterExecutor::connect);
        assertRefused(
                "the name 'a b' of a cluster may have letters, digits, '.', '_' and '-', 63 at most, and begins with one"
                        + " of the first two",
                () -> ClusterExecutor.builder().clusterName("a b"));
        assertRefused(
                "joinTimeout must be positive, but is -4s",
                () -> ClusterExecutor.builder().joinTimeout(Duration.ofSeconds(-4)));
    }

    private static void assertRefused(String message, Executable setting) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, setting).getMessage());
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ClusterExecutor.local(0));
        assertThrows(
                IllegalArgumentException.class, () -> ClusterExecutor.builder().adapt(3, 2));
        assertThrows(
                IllegalArgumentException.class, () -> ClusterExecutor.builder().adapt(0, 0));
    }

    @Test
    void aProgramThatClosesNothingEndsNevertheless() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        UnclosedProgram.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = program.inputReader()) {
            Optional<ProcessHandle> agent = ProcessHandle.of(Long.parseLong(output.readLine()));
            assertTrue(program.waitFor(60, TimeUnit.SECONDS), "some thread of it goes on");
            assertEquals(0, program.exitValue());
            if (agent.isPresent()) {
                agent.get().onExit().get(60, TimeUnit.SECONDS);
            }
        } finally {
            program.destroyForcibly().waitFor();
        }
    }
}
