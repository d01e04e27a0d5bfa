package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.WorkerCrashedException;
import concurrent.futures.internal.process.launch.death.Death;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
class WorkerDeathTest {
    private final Workers workers = new Workers();

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        workers.close();
    }

    @Test
    void exitIsToldWithItsCode() throws Exception {
        Death death = workers.start("exit", "7").awaitDeath();
        assertEquals(7, death.exitCode());
        assertNull(death.signal());
        assertFalse(death.expected());
        assertEquals("System.exit(7) or Runtime.halt(7) was called in it", death.cause());
    }

    @Test
    void exitWithZeroIsADeathToo() throws Exception {
        Death death = workers.start("exit", "0").awaitDeath();
        assertEquals(0, death.exitCode());
        assertTrue(death.describe().contains("System.exit(0)"), death::describe);
    }

    @Test
    void haltIsToldWithItsCode() throws Exception {
        assertEquals(42, workers.start("halt", "42").awaitDeath().exitCode());
    }

    @Test
    void theWorkersOwnWordsAreTheCause() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        worker.noteReason("System.exit(137) was called by the task at Main.java:17");
        Workers.signal("KILL", worker.pid());
        Death death = worker.awaitDeath();
        assertEquals("System.exit(137) was called by the task at Main.java:17", death.cause());
        assertNull(death.signal());
    }

    @Test
    void killFromOutsideIsToldByTheNameOfTheSignal() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Workers.signal("KILL", worker.pid());
        Death death = worker.awaitDeath();
        assertEquals(137, death.exitCode());
        assertEquals("SIGKILL", death.signal());
        assertFalse(death.expected());
        assertTrue(death.describe().contains("exit code 137, as of SIGKILL"), death::describe);
        assertTrue(death.cause().contains("kill -9"), death::cause);
    }

    @Test
    void terminationFromOutsideIsToldByTheNameOfTheSignal() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Workers.signal("TERM", worker.pid());
        Death death = worker.awaitDeath();
        assertEquals("SIGTERM", death.signal());
        assertEquals("somebody asked the process to end with SIGTERM", death.cause());
    }

    @Test
    void ourOwnKillIsExpectedAndTellsWhy() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        worker.kill("its task did not end within 1s of its cancellation");
        Death death = worker.awaitDeath();
        assertTrue(death.expected());
        assertEquals("the pool ended it: its task did not end within 1s of its cancellation", death.cause());
        assertFalse(worker.isAlive());
    }

    @Test
    void aStoppedWorkerCanBeKilled() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Workers.signal("STOP", worker.pid());
        assertNull(worker.awaitDeath(Duration.ZERO));
        worker.kill("it was stopped");
        assertEquals("SIGKILL", worker.awaitDeath().signal());
    }

    @Test
    void terminationLetsTheWorkerSayItsLastWords() throws Exception {
        WorkerProcess worker = workers.startReady("stubborn");
        worker.terminate("terminateWorkers() was called");
        Death death = worker.awaitDeath();
        assertEquals(143, death.exitCode());
        assertTrue(death.expected());
        assertTrue(workers.lines().contains("last words"), () -> workers.lines().toString());
        assertEquals(List.of("asked to end"), death.stderr());
    }

    @Test
    void aNativeCrashIsToldWithItsReportOutsideThePrivateDirectory() throws Exception {
        WorkerProcess worker = workers.start("crash");
        Death death = worker.awaitDeath();
        Path report = death.crashReport();
        assertNotNull(report, death::describe);
        try {
            assertTrue(death.cause().startsWith("native code or the JVM crashed"), death::cause);
            assertEquals(134, death.exitCode());
            assertEquals("SIGABRT", death.signal());
            assertTrue(death.cause().contains("SIGSEGV"), death::cause);
            assertTrue(death.cause().contains("problematic frame: "), death::cause);
            assertEquals(Path.of("").toAbsolutePath(), report.getParent());
            assertTrue(Files.readString(report).contains("SIGSEGV"));
            assertEquals(report, death.toException("crash", "").crashReport().orElseThrow());
            assertTrue(death.toException("crash", "").getMessage().contains(report.toString()));
        } finally {
            Files.delete(report);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEGV", "BUS", "ILL", "FPE"})
    void aSignalFromOutsideIsNotCalledACrash(String signal) throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Workers.signal(signal, worker.pid());
        Death death = worker.awaitDeath();
        Path report = death.crashReport();
        assertNotNull(report, death::describe);
        try {
            assertTrue(death.cause().startsWith("somebody sent it a signal"), death::cause);
            assertTrue(death.cause().contains("SIG" + signal), death::cause);
            assertFalse(death.cause().contains("frame"), death::cause);
        } finally {
            Files.delete(report);
        }
    }

    @Test
    void anAbortFromOutsideIsNotCalledACrash() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Workers.signal("ABRT", worker.pid());
        Death death = worker.awaitDeath();
        assertEquals("SIGABRT", death.signal());
        assertNull(death.crashReport());
        assertTrue(death.cause().startsWith("somebody sent it SIGABRT"), death::cause);
    }

    @Test
    void aReportThatTheUserWantsElsewhereStaysThere(@TempDir Path folder) throws Exception {
        Path wanted = folder.resolve("crash.log");
        LaunchChoices settings = workers.settings().withJvmOptions(List.of("-XX:ErrorFile=" + wanted));
        WorkerProcess worker = workers.startReady(workers.launcher(settings), "wait");
        Workers.signal("SEGV", worker.pid());
        Death death = worker.awaitDeath();
        assertEquals(wanted, death.crashReport(), death::describe);
        assertTrue(death.cause().contains("SIGSEGV"), death::cause);
    }

    @Test
    void aWorkerStartsAlsoAfterSomebodyRemovedThePrivateDirectory() throws Exception {
        Launcher launcher = workers.launcher(workers.settings());
        Leftovers.delete(launcher.directory().path());
        launcher.prepare();
        workers.start(launcher, "print", "hello").awaitDeath();
        assertEquals(List.of("hello"), workers.lines());
    }

    @Test
    void anExhaustedHeapIsTheCause() throws Exception {
        Death death = workers.start("exhaust heap").awaitDeath();
        assertEquals(1, death.exitCode());
        assertTrue(death.cause().startsWith("its heap was exhausted"), death::cause);
    }

    @Test
    void anExhaustedHeapIsTheCauseAlsoWhereTheJvmEndsAtOnce() throws Exception {
        LaunchChoices settings = workers.settings().withJvmOptions(List.of("-XX:+ExitOnOutOfMemoryError"));
        Death death = workers.start(workers.launcher(settings), "exhaust heap").awaitDeath();
        assertEquals(3, death.exitCode());
        assertTrue(death.cause().startsWith("its heap was exhausted"), death::cause);
    }

    @Test
    void aJvmThatDoesNotStartTellsWhy() throws Exception {
        LaunchChoices settings = workers.settings().withJvmOptions(List.of("-XX:+NoSuchOption"));
        Death death = workers.start(workers.launcher(settings), "wait").awaitDeath();
        assertEquals(1, death.exitCode());
        assertEquals("its JVM did not start (Unrecognized VM option 'NoSuchOption')", death.cause());
    }

    @Test
    void aHeapThatIsTooSmallForTheJvmTellsWhy() throws Exception {
        LaunchChoices settings = workers.settings().withJvmOptions(List.of("-Xmx1k"));
        Death death = workers.start(workers.launcher(settings), "wait").awaitDeath();
        assertTrue(death.cause().startsWith("its JVM did not start (Error occurred"), death::describe);
    }

    @Test
    void theExceptionTellsAllThatIsKnown() throws Exception {
        WorkerProcess worker = workers.start("throw", "the disk is full");
        WorkerCrashedException exception = worker.awaitDeath().toException("resize image 17", "");
        String message = exception.getMessage();
        assertTrue(
                message.startsWith("worker " + worker.name() + " (pid " + worker.pid()
                        + ") died while it ran the task resize image 17: exit code 1."),
                message);
        assertTrue(message.contains("the disk is full"), message);
        assertEquals(worker.pid(), exception.pid());
        assertEquals(OptionalInt.of(1), exception.exitCode());
        assertTrue(exception.signal().isEmpty());
        assertTrue(exception.stderr().getFirst().contains("IllegalStateException: the disk is full"));
    }

    @Test
    void theExceptionKeepsTheLastFiftyLinesAndTheMessageTheLastTen() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 200; i++) {
            text.append("line ").append(i).append(".\n");
        }
        WorkerCrashedException exception =
                workers.start("error", text.toString()).awaitDeath().toException(null, "");
        assertEquals(50, exception.stderr().size());
        assertEquals("line 151.", exception.stderr().getFirst());
        assertEquals("line 200.", exception.stderr().getLast());
        assertTrue(exception.getMessage().contains("line 191."));
        assertFalse(exception.getMessage().contains("line 190."));
        assertTrue(exception.getMessage().contains("while it ran a task:"));
    }

    @Test
    void whoAsksBeforeAndWhoAsksAfterTheDeathIsTold() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        CompletableFuture<Death> before = new CompletableFuture<>();
        CompletableFuture<Death> after = new CompletableFuture<>();
        worker.onDeath(death -> {
            throw new IllegalStateException("thrown by the test, to be logged");
        });
        worker.onDeath(before::complete);
        worker.kill("the test wants it");
        Death death = worker.awaitDeath();
        worker.onDeath(after::complete);
        assertEquals(death, before.get(60, TimeUnit.SECONDS));
        assertEquals(death, after.getNow(null));
    }

    @Test
    void itsEndIsToldBeforeItsDeathIsKnown() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        worker.onEnd(() -> {
            throw new IllegalStateException("thrown by the test, to be logged");
        });
        worker.onDeath(death -> told.add("death"));
        worker.onEnd(() -> told.add("end"));
        worker.kill("the test wants it");
        worker.awaitDeath();
        worker.onEnd(() -> told.add("late"));
        assertEquals("late", told.getLast());
        assertEquals("end", told.getFirst());
    }

    @Test
    void anInterruptDoesNotEndTheWaitAndIsKept() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Thread.currentThread().interrupt();
        assertNull(worker.awaitDeath(Duration.ofMillis(1)));
        assertTrue(Thread.interrupted());
        worker.kill("the test wants it");
        Thread.currentThread().interrupt();
        assertNotNull(worker.awaitDeath());
        assertTrue(Thread.interrupted());
    }

    @Test
    void whereMemoryRunsOutTheKernelPrefersTheWorkerToTheParent() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        Path own = Path.of("/proc/self/oom_score_adj");
        if (Files.isReadable(own)) {
            Path theirs = Path.of("/proc", Long.toString(worker.pid()), "oom_score_adj");
            int ours = Integer.parseInt(Files.readString(own).strip());
            assertEquals(
                    Math.min(ours + 300, 1_000),
                    Integer.parseInt(Files.readString(theirs).strip()));
        }
    }

    @Test
    void theMemoryOfALivingWorkerIsKnown() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        if (Files.isReadable(Path.of("/proc/self/status"))) {
            assertTrue(worker.residentBytes() > 1 << 20);
        }
        worker.kill("the test wants it");
        worker.awaitDeath();
        assertEquals(0, worker.residentBytes());
    }
}
