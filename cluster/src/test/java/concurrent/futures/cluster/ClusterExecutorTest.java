package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.Broadcast;
import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
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
import concurrent.futures.kit.Trail;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A driver and agents in this JVM, over memory; the workers are processes.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class ClusterExecutorTest {
    /// Which agents take.
    private static final int LARGEST_VALUE = 8 << 20;

    @TempDir
    Path folder;

    private final MemoryNetwork network = new MemoryNetwork();
    private final MemoryEngine engine = new MemoryEngine(network);
    private final List<Agent> agents = new ArrayList<>();
    private EngineExecutor executor;

    @BeforeEach
    void start() throws Exception {
        for (int i = 1; i <= 2; i++) {
            agents.add(Agent.start(
                    new AgentSettings(
                            "agent-" + i,
                            2,
                            i == 2 ? Set.of("gpu") : Set.of(),
                            64 << 20,
                            folder.resolve("jars-" + i),
                            AgentSettings.JAR_BYTES,
                            LARGEST_VALUE,
                            Duration.ofSeconds(10),
                            /* startupCache= */ false,
                            settings()),
                    engine));
        }
        executor = executor(null, List.of());
    }

    private EngineExecutor executor(@Nullable Action initializer, List<String> jvmOptions) throws InterruptedException {
        return new EngineExecutor(driver(initializer, jvmOptions));
    }

    private ClusterEngine driver(@Nullable Action initializer, List<String> jvmOptions) throws InterruptedException {
        DriverSettings how = new DriverSettings(
                "cluster-test",
                Integer.MAX_VALUE,
                1000,
                null,
                Duration.ofMillis(200),
                initializer,
                jvmOptions,
                WorkerOutput.DISCARD,
                0);
        return new ClusterEngine(how, DriverNode.join(engine, settings()));
    }

    private static EngineSettings settings() {
        return settings("memory");
    }

    private static EngineSettings settings(String cluster) {
        return new EngineSettings(
                cluster,
                "127.0.0.1",
                0,
                /* isSeed= */ true,
                new EngineSettings.Discovery.Seeds(List.of()),
                null,
                Duration.ofSeconds(10),
                1 << 20);
    }

    @AfterEach
    void close() {
        executor.close();
        agents.forEach(Agent::close);
    }

    /// Takes its time to be read.
    private record Slow(long millis) implements Serializable {
        private Object readResolve() throws ObjectStreamException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw (ObjectStreamException) new InvalidObjectException("stopped").initCause(e);
            }
            return this;
        }
    }

    @Test
    void aTaskWithALabelThatNoAgentHasFailsAloneAndNamesIt() throws Exception {
        DriverNode node = DriverNode.join(engine, settings());
        try (EngineExecutor other = new EngineExecutor(new ClusterEngine(impatient(Integer.MAX_VALUE), node))) {
            Executor nobody = other.with(TaskOptions.defaults().withLabel("tpu"));
            Future<Integer> waits = nobody.submit(() -> 1);
            ClusterException told = assertThrows(ClusterException.class, waits::result);
            assertTrue(String.valueOf(told.getMessage()).contains("[tpu]"), told::getMessage);
            assertTrue(String.valueOf(told.getMessage()).contains("0.25s"), told::getMessage);
            assertEquals(2, other.submit(() -> 2).result());
        }
    }

    private static DriverSettings impatient(int maxWorkers) {
        return new DriverSettings(
                "impatient",
                maxWorkers,
                1000,
                Duration.ofMillis(250),
                Duration.ofMillis(200),
                null,
                List.of(),
                WorkerOutput.DISCARD,
                0);
    }

    @Test
    void whatWaitsWhenTheLastAgentIsLostFailsInTime() throws Exception {
        DriverNode node = DriverNode.join(engine, settings());
        try (EngineExecutor other = new EngineExecutor(new ClusterEngine(impatient(1), node))) {
            Future<Integer> runs = other.submit(() -> {
                Thread.sleep(60_000);
                return 0;
            });
            Future<Integer> waits = other.submit(() -> 1);
            while (!runs.isRunning()) {
                LockSupport.parkNanos(1_000_000);
            }
            agents.forEach(Agent::close);
            assertThrows(WorkerCrashedException.class, runs::result);
            BrokenExecutorException broken =
                    assertThrows(BrokenExecutorException.class, () -> waits.result(Duration.ofSeconds(20)));
            assertTrue(
                    String.valueOf(broken.getMessage()).contains("no agent was there for 0.25s"), broken::getMessage);
        }
    }

    @Test
    void manyQuickTasksThatEndWhileOthersAreSubmittedAllEnd() {
        List<CompletableFuture<Long>> sums = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            sums.add(CompletableFuture.supplyAsync(() -> {
                List<Future<Integer>> futures = new ArrayList<>();
                for (int i = 0; i < 20_000; i++) {
                    futures.add(executor.submit(() -> 1));
                }
                long sum = 0;
                for (Future<Integer> future : futures) {
                    sum += future.result();
                }
                return sum;
            }));
        }
        for (CompletableFuture<Long> sum : sums) {
            assertEquals(20_000, sum.orTimeout(120, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void theTimeLimitDoesNotCountHowLongATaskIsOnItsWay() {
        Slow slow = new Slow(1500);
        Executor limited = executor.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(1)));
        assertEquals(1500, limited.submit(slow::millis).result());
    }

    @Test
    void tasksRunInWorkersOfAgents() {
        assertEquals(42, executor.submit(() -> 42).result());
        long here = ProcessHandle.current().pid();
        assertTrue(executor.submit(() -> ProcessHandle.current().pid() != here).result());
        assertTrue(executor.submit(() -> TaskContext.current().workerName())
                .result()
                .startsWith("agent-"));
        List<Integer> squares = executor.map(
                        i -> i * i, IntStream.range(0, 1000).boxed().toList())
                .toList();
        assertEquals(999 * 999, squares.getLast());
    }

    @Test
    void aTaskThatNoAgentCanTakeIsNotSaidToHaveBegunAndTheRestGoesOn() {
        byte[] large = new byte[LARGEST_VALUE + 1];
        WorkerCrashedException refused = assertThrows(
                WorkerCrashedException.class,
                () -> executor.submit(() -> large.length).result());
        assertTrue(refused.getMessage().contains(" has not begun: agents could not take it "), refused::getMessage);
        assertEquals(1, executor.submit(() -> 1).result());
    }

    @Test
    void aBroadcastBelongsToOneExecutor() throws Exception {
        ClusterEngine driver = driver(null, List.of());
        try (EngineExecutor other = new EngineExecutor(driver)) {
            Broadcast<String> broadcast = driver.broadcast("value");
            Throwable failure = executor.submit(() -> broadcast.value()).exception();
            assertInstanceOf(IllegalStateException.class, failure);
            assertTrue(failure.getMessage().contains("cluster-test"), failure::getMessage);
            assertEquals("value", other.submit(() -> broadcast.value()).result());
            assertEquals("value", broadcast.value());
        }
    }

    @Test
    void theDeathOfAWorkerFailsItsTaskAlone() {
        Future<Integer> dies = executor.submit(() -> {
            Runtime.getRuntime().halt(3);
            return 1;
        });
        WorkerCrashedException crash = assertThrows(WorkerCrashedException.class, dies::result);
        assertEquals(3, crash.exitCode().orElse(-1), crash::getMessage);
        assertTrue(crash.getMessage().contains("agent-"), crash::getMessage);
        assertEquals(1, executor.submit(() -> 1).result());
    }

    @Test
    void aTaskThatKillsEachWorkerIsGivenUpWhenItsRetriesAreUsed() {
        Trail trail = new Trail(folder.resolve("attempts").toString());
        Future<Boolean> poison = executor.with(TaskOptions.defaults().withRetries(2))
                .submit(() -> {
                    trail.add("attempt");
                    Runtime.getRuntime().halt(3);
                    return true;
                });
        WorkerCrashedException crash = assertThrows(WorkerCrashedException.class, poison::result);
        assertEquals(3, crash.exitCode().orElse(-1), crash::getMessage);
        assertEquals(3, trail.events().size(), crash::getMessage);
        assertEquals(2, executor.statistics().retried());
        assertEquals(1, executor.submit(() -> 1).result());
    }

    @Test
    @Timeout(60)
    void agentsThatAreWronglyThoughtToBeDeadAreUsedAgain() {
        assertEquals(1, executor.submit(() -> 1).result());
        for (Agent agent : agents) {
            network.doubt(agent.membership().self().id());
        }
        assertEquals(2, executor.submit(() -> 2).result());
    }

    @Test
    void anInitializerThatFailsBreaksTheExecutorWithWhatItThrew() throws InterruptedException {
        Action fails = () -> {
            throw new IllegalStateException("no licence");
        };
        assertBroken(fails, List.of(), broken -> {
            assertTrue(broken.getMessage().contains("initializer failed"), broken::getMessage);
            IllegalStateException cause = assertInstanceOf(IllegalStateException.class, broken.getCause());
            assertEquals("no licence", cause.getMessage());
        });
    }

    @Test
    void workersThatCanNotStartOnAnyAgentBreakTheExecutor() throws InterruptedException {
        assertBroken(null, List.of("-XX:+NoSuchFlag"), broken -> {
            assertTrue(broken.getMessage().contains("NoSuchFlag"), broken::getMessage);
        });
    }

    /// Fails if anything is said to have begun, or comes from elsewhere.
    private void assertBroken(
            @Nullable Action initializer, List<String> jvmOptions, Consumer<BrokenExecutorException> check)
            throws InterruptedException {
        try (Executor broken = executor(initializer, jvmOptions)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                try {
                    futures.add(broken.submit(() -> 1));
                } catch (BrokenExecutorException e) {
                    check.accept(e); // It knows already.
                }
            }
            for (Future<Integer> future : futures) {
                check.accept(assertThrows(BrokenExecutorException.class, future::result));
            }
            check.accept(assertThrows(BrokenExecutorException.class, () -> broken.submit(() -> 1)));
        }
    }

    @Test
    void whoIsInterruptedJoinsNothingAndLeavesNothing() throws InterruptedException {
        EngineSettings elsewhere = settings("elsewhere");
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> DriverNode.join(engine, elsewhere));
        DriverNode.join(engine, elsewhere).giveBack();
    }

    @Test
    void aTaskThatIgnoresInterruptsEndsAtItsTimeLimit() {
        Future<Boolean> stubborn = executor.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(100)))
                .submit(() -> {
                    while (true) {
                        LockSupport.parkNanos(1_000_000_000);
                        Thread.interrupted();
                    }
                });
        TaskTimeoutException late = assertThrows(TaskTimeoutException.class, stubborn::result);
        assertTrue(late.getMessage().contains("(on agent-"), late::getMessage);
        assertEquals(1, executor.submit(() -> 1).result());
    }
}
