package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.process.launch.LaunchChoices;
import concurrent.futures.internal.process.launch.Launcher;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import concurrent.futures.internal.process.transport.Address;
import concurrent.futures.internal.process.transport.Addresses;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.internal.process.transport.Entrance;
import concurrent.futures.internal.process.transport.Invitation;
import concurrent.futures.internal.process.transport.Rings;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who called `System.exit` in a worker is told, with the stack of the call.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class ExitTest {
    private static ProcessPoolExecutor pool(@Nullable Action initializer) {
        ProcessPoolExecutor.Builder builder =
                ProcessPoolExecutor.builder().maxWorkers(1).workerOutput(WorkerOutput.DISCARD);
        return (initializer == null ? builder : builder.initializer(initializer)).build();
    }

    private static WorkerCrashedException crashOf(Task<Integer> task) {
        try (ProcessPoolExecutor pool = pool(null)) {
            Future<Integer> future =
                    pool.with(TaskOptions.defaults().withName("load")).submit(task);
            WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, future.exception());
            assertEquals(5, pool.submit(() -> 5).result());
            return crash;
        }
    }

    private static void assertShows(WorkerCrashedException crash, String method) {
        assertTrue(
                Arrays.stream(crash.getStackTrace())
                        .anyMatch(frame -> frame.getMethodName().equals(method)),
                () -> Arrays.toString(crash.getStackTrace()));
    }

    @Test
    void aTaskThatCallsExitIsShownWithItsStack() {
        WorkerCrashedException crash = crashOf(() -> Exits.leave(3));
        String message = crash.getMessage();
        assertEquals(OptionalInt.of(3), crash.exitCode());
        assertTrue(crash.signal().isEmpty());
        assertTrue(
                message.contains("died while it ran the task load: exit code 3."
                        + " Likely cause: the task called System.exit at " + Exits.class.getName()
                        + ".leave(Exits.java:"),
                message);
        StackTraceElement[] trace = crash.getStackTrace();
        assertEquals("java.lang.System", trace[0].getClassName());
        assertEquals("exit", trace[0].getMethodName());
        assertEquals("leave", trace[1].getMethodName());
        assertEquals("Exits.java", trace[1].getFileName());
    }

    @Test
    void crashAndTimeLimitShowTheWorkerAndWhereTheTaskWasSubmitted() {
        try (ProcessPoolExecutor pool = pool(null)) {
            Future<?> crashed = pool.submit(() -> Runtime.getRuntime().halt(1));
            assertNoMoreThanTheTwoPlaces(crashed.exception());
            Future<?> late = pool.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(1)))
                    .submit(() -> {
                        Thread.sleep(60_000);
                        return 0;
                    });
            assertInstanceOf(TaskTimeoutException.class, late.exception());
            assertNoMoreThanTheTwoPlaces(late.exception());
            assertTrue(
                    late.exception().getMessage().contains(" (pid "),
                    late.exception().getMessage());
        }
    }

    private static void assertNoMoreThanTheTwoPlaces(Throwable exception) {
        StackTraceElement[] trace = exception.getStackTrace();
        assertTrue(trace[0].toString().startsWith("worker process "), () -> Arrays.toString(trace));
        assertTrue(trace[1].toString().startsWith("parent process "), () -> Arrays.toString(trace));
        assertTrue(trace.length > 2, () -> Arrays.toString(trace));
    }

    @Test
    void aCodeAboveThatOfSignalsIsNoSignal() {
        WorkerCrashedException crash = crashOf(() -> Exits.leave(137));
        assertTrue(crash.signal().isEmpty(), crash.getMessage());
        assertTrue(crash.getMessage().contains("exit code 137. Likely cause: the task called"), crash.getMessage());
    }

    @Test
    void theExitOfTheRuntimeIsTheSame() {
        WorkerCrashedException crash = crashOf(Exits::leaveByRuntime);
        assertTrue(crash.getMessage().contains("the task called Runtime.exit at "), crash.getMessage());
        assertShows(crash, "leaveByRuntime");
    }

    @Test
    void anotherThreadThatCallsExitIsNamed() {
        WorkerCrashedException crash = crashOf(() -> Exits.leaveIn(Thread.ofPlatform()));
        assertTrue(
                crash.getMessage().contains("its thread helper-7 called System.exit at " + Exits.class.getName()),
                crash.getMessage());
        assertShows(crash, "leave");
    }

    @Test
    void aVirtualThreadThatCallsExitIsToldApartFromHalt() {
        WorkerCrashedException crash = crashOf(() -> Exits.leaveIn(Thread.ofVirtual()));
        assertEquals(OptionalInt.of(5), crash.exitCode());
        assertTrue(crash.getMessage().contains("a virtual thread of it called System.exit."), crash.getMessage());
    }

    @Test
    void haltCanNotBeSeen() {
        WorkerCrashedException crash = crashOf(() -> {
            Runtime.getRuntime().halt(6);
            return 0;
        });
        assertTrue(
                crash.getMessage().contains("System.exit(6) or Runtime.halt(6) was called in it"), crash.getMessage());
    }

    @Test
    void terminationIsNobodysCall() throws Exception {
        WorkerCrashedException crash = crashOf(() -> {
            Signs.signal(Signs.pid(), "TERM");
            Thread.sleep(60_000);
            return 0;
        });
        assertEquals("SIGTERM", crash.signal().orElse("none"), crash.getMessage());
        assertFalse(crash.getMessage().contains("called"), crash.getMessage());
    }

    @Test
    void anInitializerThatCallsExitIsNamedInWhatBreaksThePool() {
        try (ProcessPoolExecutor pool = pool(() -> Exits.leave(7))) {
            Throwable failure = pool.submit(() -> 1).exception();
            assertInstanceOf(BrokenExecutorException.class, failure);
            assertTrue(
                    String.valueOf(failure.getMessage())
                            .contains("the initializer called System.exit at " + Exits.class.getName() + ".leave("),
                    failure.getMessage());
        }
    }

    @Test
    void aWorkerThatIsToldToEndTellsOfNoExit() throws Exception {
        LaunchSettings settings = LaunchChoices.of(1).settings();
        try (Launcher launcher = new Launcher(settings)) {
            Path directory = launcher.directory().path();
            byte[] secret = Launcher.newSecret();
            Address address = Addresses.ofPipes(directory);
            Entrance entrance = Entrance.open(address);
            ClaimPage claims = ClaimPage.create(directory.resolve("c0"));
            Rings rings = Rings.create(directory.resolve("r0"));
            try {
                Invitation invitation = new Invitation(
                        address,
                        directory.resolve("c0"),
                        rings.file(),
                        secret,
                        ProcessHandle.current().pid());
                WorkerProcess worker = launcher.start("retired", invitation::toBytes);
                List<Class<?>> said = new ArrayList<>();
                try (Connection connection = entrance.accept(frame -> frame instanceof Frame.Hello, rings)) {
                    worker.onEnd(connection::hangUp);
                    connection.append(new Frame.Setup("retired", Map.of(), null));
                    connection.append(new Frame.Shutdown());
                    connection.flush();
                    for (Frame frame = connection.receive(); frame != null; frame = connection.receive()) {
                        said.add(frame.getClass());
                    }
                    connection.release();
                }
                assertEquals(0, worker.awaitDeath().exitCode());
                // What follows, if anything, is the question that frees the thread which listens.
                assertEquals(List.of(Frame.Ready.class, Frame.Goodbye.class), said.subList(0, 2));
                assertFalse(said.contains(Frame.Exit.class), said.toString());
            } finally {
                claims.close();
                rings.close();
                entrance.close();
            }
        }
    }
}
