package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.process.launch.death.Death;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("replaces System.out and System.err")
class WorkerOutputTest {
    private final Workers workers = new Workers();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        System.setOut(out);
        System.setErr(err);
        workers.close();
    }

    @Test
    void linesOfBothStreamsArriveWithThePidOfTheirWorker() throws Exception {
        AtomicLong seen = new AtomicLong();
        LaunchChoices settings = workers.settings().withOutput((pid, line) -> seen.set(pid));
        WorkerProcess worker = workers.start(workers.launcher(settings), "error", "a");
        worker.awaitDeath();
        assertEquals(worker.pid(), seen.get());
    }

    @Test
    void theLastLineNeedsNoEnd() throws Exception {
        assertEquals(List.of("one", "two"), workers.run(workers.settings(), "print", "one", "two"));
    }

    @Test
    void umlautsArriveWhateverTheLocale() throws Exception {
        assertEquals(List.of("Grüße, 世界 😀"), workers.run(workers.settings(), "print", "Grüße, 世界 😀"));
    }

    @Test
    void bytesThatAreNoTextHurtNobody() throws Exception {
        List<String> lines = workers.run(workers.settings(), "raw", "ä\u0000", "b");
        assertEquals(List.of("\uFFFD\u0000", "b"), lines);
    }

    @Test
    void inheritedLinesGoToTheStreamOfTheSameKindBehindThePid() throws Exception {
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        Launcher launcher = workers.launcher(workers.settings().withOutput(WorkerOutput.INHERIT));
        WorkerProcess printer = workers.start(launcher, "print", "to out");
        WorkerProcess complainer = workers.start(launcher, "error", "to err");
        printer.awaitDeath();
        complainer.awaitDeath();
        assertEquals(
                "[" + printer.pid() + "] to out",
                newOut.toString(StandardCharsets.UTF_8).strip());
        assertEquals(
                "[" + complainer.pid() + "] to err",
                newErr.toString(StandardCharsets.UTF_8).strip());
    }

    @Test
    void discardedLinesGoNowhereButToTheReport() throws Exception {
        Launcher launcher = workers.launcher(workers.settings().withOutput(WorkerOutput.DISCARD));
        Death death = workers.start(launcher, "error", "for the report").awaitDeath();
        assertEquals(List.of("for the report"), death.stderr());
        assertEquals(List.of(), workers.lines());
    }

    @Test
    void aConsumerThatThrowsHurtsNobody() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Launcher launcher = workers.launcher(workers.settings().withOutput((pid, line) -> {
            calls.incrementAndGet();
            throw new AssertionError("thrown by the test, to be logged once");
        }));
        Death death = workers.start(launcher, "error", "a", "b", "c").awaitDeath();
        assertEquals(3, calls.get());
        assertEquals(List.of("a", "b", "c"), death.stderr());
    }

    @Test
    void aFloodPassesInLittleMemory() throws Exception {
        long bytes = 100_000_000;
        AtomicLong outChars = new AtomicLong();
        AtomicLong errChars = new AtomicLong();
        AtomicInteger longest = new AtomicInteger();
        LaunchChoices settings = workers.settings().withOutput((pid, line) -> {
            longest.accumulateAndGet(line.length(), Math::max);
            if (line.startsWith("x")) {
                outChars.addAndGet(line.length() + 1);
            } else {
                errChars.addAndGet(line.length());
            }
        });
        Death death = workers.start(workers.launcher(settings), "flood", Long.toString(bytes))
                .awaitDeath();
        assertEquals(0, death.exitCode());
        assertEquals(bytes, outChars.get());
        assertTrue(errChars.get() >= bytes);
        assertEquals(8_192, longest.get()); // longer lines are cut
        assertEquals(50, death.stderr().size());
        assertTrue(death.stderr().stream().mapToInt(String::length).sum() < 200_000);
    }

    @Test
    void aSlowConsumerGetsTheLastLinesToo() throws Exception {
        CountDownLatch dead = new CountDownLatch(1);
        CountDownLatch last = new CountDownLatch(1);
        LaunchChoices settings = workers.settings().withOutput((pid, line) -> {
            await(dead);
            if (line.equals("last")) {
                last.countDown();
            }
        });
        String much = ("x".repeat(99) + "\n").repeat(300);
        workers.start(workers.launcher(settings), "print", much + "last").awaitDeath();
        dead.countDown();
        await(last);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWorkerMayCloseItsOutput() throws Exception {
        Death death = workers.start("close").awaitDeath();
        assertEquals(4, death.exitCode());
        assertEquals(List.of("after"), death.stderr());
        assertTrue(workers.lines().contains("before"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep 1000", "yes"})
    @EnabledOnOs(value = OS.LINUX, disabledReason = "elsewhere nothing wakes who reads from a pipe")
    void aGrandchildThatHoldsThePipesOpenHoldsUpNobodyAndKeepsNoThread(String program) throws Exception {
        WorkerProcess worker = workers.start("grandchild", program);
        Death death = worker.awaitDeath(Workers.LONG);
        assertTrue(death != null, "the worker's death is waited for");
        long grandchild = Long.parseLong(death.stderr().getFirst());
        try {
            assertEquals(0, death.exitCode());
            assertEquals("last words", death.stderr().getLast());
            for (Thread thread : threadsOf(worker)) {
                assertTrue(thread.join(Workers.LONG), thread::getName);
            }
            assertTrue(ProcessHandle.of(grandchild).isPresent() || program.equals("yes"), "the grandchild lives");
        } finally {
            ProcessHandle.of(grandchild).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static List<Thread> threadsOf(WorkerProcess worker) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(worker.name()))
                .toList();
    }

    @Test
    void theThreadsOfAWorkerAreDaemonsAndNamedAfterIt() throws Exception {
        WorkerProcess worker = workers.startReady("wait");
        List<Thread> threads = threadsOf(worker);
        assertEquals(
                List.of(worker.name() + "-exit", worker.name() + "-stderr", worker.name() + "-stdout"),
                threads.stream().map(Thread::getName).sorted().toList());
        assertTrue(threads.stream().allMatch(Thread::isDaemon));
    }
}
