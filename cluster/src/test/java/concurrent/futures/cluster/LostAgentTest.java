package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.kit.Trail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/// Agents that are killed, freeze, or leave in the middle of work, and drivers that die: all are processes.
@ExtendWith(LostAgentTest.Agents.class)
class LostAgentTest {
    private static @Nullable TwoAgents agents;

    @TempDir
    Path folder;

    /// Closed before the executors: where a test fails, nobody waits there, and they come to their end.
    private final Doorstep doorstep = new Doorstep();

    LostAgentTest() throws IOException {}

    /// Uses the agents of other tests.
    static final class Agents implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            agents = TwoAgents.of(context);
        }
    }

    @AfterEach
    void close() throws Exception {
        doorstep.close();
        agents().awaitAgents();
    }

    private static TwoAgents agents() {
        return Objects.requireNonNull(agents);
    }

    @Test
    void whatAKilledAgentMayHaveBegunFailsAndTheRestRuns() throws Exception {
        String door = doorstep.door();
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build();
                doorstep) {
            Future<Long> lost = executor.submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            Future<Long> waits = executor.submit(
                    () -> ProcessHandle.current().parent().orElseThrow().pid());
            guest.agentProcess().destroyForcibly();
            WorkerCrashedException crash = assertThrows(WorkerCrashedException.class, lost::result);
            assertTrue(crash.getMessage().contains("local-"), crash::getMessage);
            assertTrue(crash.getMessage().contains("may have begun"), crash::getMessage);
            assertTrue(waits.result() != guest.agent(), "it ran where nothing can run any more");
            guest.awaitEnd();
        }
    }

    @Test
    void theWorkersOfAKilledAgentAreCountedNoMore() throws Exception {
        String door = doorstep.door();
        CountDownLatch ready = new CountDownLatch(1);
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build();
                doorstep) {
            executor.addListener(event -> {
                if (event instanceof WorkerReady) {
                    ready.countDown();
                }
            });
            Future<Long> lost = executor.submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            ready.await();
            assertEquals(1, executor.statistics().workers());
            guest.agentProcess().destroyForcibly();
            assertThrows(WorkerCrashedException.class, lost::result);
            assertEquals(0, executor.statistics().workers());
            assertEquals(1, executor.statistics().crashedWorkers());
        }
    }

    @Test
    void whatALostWorkerDiedOfIsToldAsByAProcessPool() throws Exception {
        CompletableFuture<WorkerCrashed> told = new CompletableFuture<>();
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build()) {
            executor.addListener(event -> {
                if (event instanceof WorkerCrashed crash) {
                    told.complete(crash);
                }
            });
            assertThrows(
                    WorkerCrashedException.class,
                    executor.submit(() -> Runtime.getRuntime().halt(9))::result);
            WorkerCrashed crash = told.get(60, TimeUnit.SECONDS);
            assertEquals("System.exit(9) or Runtime.halt(9) was called in it", crash.cause());
            assertTrue(crash.description().contains("exit code 9"), crash::description);
            assertTrue(crash.description().contains("(pid " + crash.pid() + ")"), crash::description);
        }
    }

    @Test
    void aTaskOfAKilledAgentRunsAgainIfItMay() throws Exception {
        String door = doorstep.door();
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build();
                doorstep) {
            Future<Long> again =
                    executor.with(TaskOptions.defaults().withRetries(1)).submit(() -> Doorstep.knock(door));
            Doorstep.Guest first = doorstep.next();
            first.agentProcess().destroyForcibly();
            Doorstep.Guest second = doorstep.next();
            second.letIn();
            assertEquals(second.agent(), again.result());
            assertTrue(second.agent() != first.agent(), "it ran where nothing can run any more");
            assertEquals(1, executor.statistics().retried());
        }
    }

    @Test
    void nothingRunsTwiceWhenAnAgentIsKilledUnderLoad() throws Exception {
        Trail trail = new Trail(folder.resolve("ran").toString());
        try (ClusterExecutor executor = agents().builder().build()) {
            long doomed = executor.submit(
                            () -> ProcessHandle.current().parent().orElseThrow().pid())
                    .result();
            List<Future<Boolean>> many = IntStream.range(0, 200)
                    .<Future<Boolean>>mapToObj(i -> executor.submit(() -> {
                        trail.add(i);
                        Thread.sleep(5);
                        return true;
                    }))
                    .toList();
            many.getFirst().result();
            ProcessHandle.of(doomed).orElseThrow().destroyForcibly();
            int lost = 0;
            for (Future<Boolean> each : many) {
                try {
                    assertTrue(each.result());
                } catch (WorkerCrashedException e) {
                    lost++;
                }
            }
            assertEquals(lost, executor.statistics().failed());
            int ran = trail.events().size();
            assertEquals(ran, new HashSet<>(trail.events()).size(), "something ran twice");
            assertTrue(ran >= 200 - lost, ran + " ran, and " + lost + " were lost");
        }
    }

    @Test
    void aKilledWorkerFailsItsTaskAndItsAgentGoesOn() throws Exception {
        String door = doorstep.door();
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build();
                doorstep) {
            Future<Long> lost = executor.submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            ProcessHandle.of(guest.worker()).orElseThrow().destroyForcibly();
            WorkerCrashedException crash = assertThrows(WorkerCrashedException.class, lost::result);
            assertTrue(crash.getMessage().contains("local-"), crash::getMessage);
            long next = executor.submit(
                            () -> ProcessHandle.current().parent().orElseThrow().pid())
                    .result();
            assertEquals(guest.agent(), next);
        }
    }

    @Test
    void aTaskThatKillsItsWorkersIsTriedAsOftenAsItMayAndNoMore() throws Exception {
        Trail trail = new Trail(folder.resolve("tried").toString());
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build()) {
            Future<Boolean> poison = executor.with(TaskOptions.defaults().withRetries(2))
                    .submit(() -> {
                        trail.add("tried");
                        Runtime.getRuntime().halt(3);
                        return true;
                    });
            Future<Integer> neighbour = executor.submit(() -> 7);
            assertThrows(WorkerCrashedException.class, poison::result);
            assertEquals(7, neighbour.result());
            assertEquals(3, trail.events().size());
            assertEquals(2, executor.statistics().retried());
        }
    }

    @Test
    void aDriverGetsItsShareOfAgentsThatAnotherOneUsesAltogether() throws Exception {
        String door = doorstep.door();
        // Of other settings, so it is a member of its own.
        Duration other = Duration.ofSeconds(29);
        try (ClusterExecutor first = agents().builder().build();
                ClusterExecutor second = agents().builder().joinTimeout(other).build();
                doorstep) {
            List<Future<Long>> many = new ArrayList<>();
            List<Doorstep.Guest> guests = new ArrayList<>();
            for (int i = 0; i < 2 * TwoAgents.SLOTS; i++) {
                many.add(first.submit(() -> Doorstep.knock(door)));
                guests.add(doorstep.next());
            }
            Future<Long> one = second.submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            guest.letIn();
            assertEquals(guest.agent(), one.result());
            for (int i = 0; i < guests.size(); i++) {
                guests.get(i).letIn();
                many.get(i).result();
            }
        }
    }

    @Test
    void theSeedMayBeStartedAgainWhileTasksRun() throws Exception {
        String door = doorstep.door();
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build();
                doorstep) {
            Future<Long> runs = executor.submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            agents().startSeedAgain();
            guest.letIn();
            assertEquals(guest.agent(), runs.result());
            assertEquals(7, executor.submit(() -> 7).result());
        }
    }

    @Test
    void anAgentThatIsToldToEndUnderLoadLosesNothing() throws Exception {
        Trail trail = new Trail(folder.resolve("ran").toString());
        String door = doorstep.door();
        try (ClusterExecutor executor = agents().builder().build();
                doorstep) {
            Future<Long> runs = executor.submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            List<Future<Boolean>> many = IntStream.range(0, 200)
                    .<Future<Boolean>>mapToObj(i -> executor.submit(() -> {
                        Thread.sleep(5);
                        return trail.add(i);
                    }))
                    .toList();
            many.getFirst().result();
            ProcessHandle leaves = guest.agentProcess();
            leaves.destroy();
            for (Future<Boolean> each : many) {
                assertTrue(each.result());
            }
            guest.letIn();
            assertEquals(guest.agent(), runs.result());
            leaves.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        }
        assertEquals(200, trail.events().size());
        assertEquals(200, new HashSet<>(trail.events()).size(), "something ran twice");
    }

    @Test
    void aFrozenAgentThatWakesUpDeliversNothingTwice() throws Exception {
        String door = doorstep.door();
        try (ClusterExecutor executor = agents().builder().maxWorkers(1).build();
                doorstep) {
            Future<Long> lost = executor.submit(() -> Doorstep.knock(door));
            Future<Long> again =
                    executor.with(TaskOptions.defaults().withRetries(1)).submit(() -> Doorstep.knock(door));
            Doorstep.Guest guest = doorstep.next();
            signal("-STOP", guest.agent());
            WorkerCrashedException crash;
            try {
                crash = assertThrows(WorkerCrashedException.class, lost::result);
                Doorstep.Guest other = doorstep.next();
                assertTrue(other.agent() != guest.agent(), "a frozen agent begins nothing");
                guest.letIn(); // Its worker does not sleep, and has a result.
                other.letIn();
                assertEquals(other.agent(), again.result());
            } finally {
                signal("-CONT", guest.agent());
            }
            assertTrue(crash.getMessage().contains("local-"), crash::getMessage);
            guest.awaitEnd();
            agents().awaitAgents();
            assertEquals(7, executor.submit(() -> 7).result());
            assertEquals(3, executor.statistics().submitted());
            assertEquals(1, executor.statistics().failed());
            assertEquals(2, executor.statistics().succeeded());
        }
    }

    private static void signal(String which, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", which, Long.toString(pid))
                .inheritIO()
                .start();
        assertEquals(0, kill.waitFor());
    }

    private Process driver() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DriverProgram.class.getName(),
                        agents().seed(),
                        doorstep.door())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void aFrozenDriverThatWakesUpLearnsWhatItHasLost() throws Exception {
        Process driver = driver();
        try {
            Doorstep.Guest guest = doorstep.next();
            signal("-STOP", driver.pid());
            guest.awaitEnd();
            signal("-CONT", driver.pid());
            assertTrue(driver.waitFor(60, TimeUnit.SECONDS), "it waits for a task that is no more");
            assertEquals(DriverProgram.LOST, driver.exitValue());
        } finally {
            driver.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatADriverLeavesBehindEnds() throws Exception {
        Process driver = driver();
        try {
            Doorstep.Guest guest = doorstep.next();
            driver.destroyForcibly();
            guest.awaitEnd();
        } finally {
            driver.destroyForcibly().waitFor();
        }
    }
}
