package concurrent.futures.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ctrl-C: the terminal sends SIGINT to the command and to all processes that it started.
class InterruptTest {
    private static final int INTERRUPTED = 130;
    private static final Duration PROMPTLY = Duration.ofSeconds(5);

    private static final long LIMIT_SECONDS = 20;

    @TempDir
    private Path directory;

    /// Interrupts the command once it has printed a line, and expects it to end, with its children, and to say nothing.
    private void interruptAfterFirstLine(String command) throws Exception {
        Process process = CommandRun.startShell(
                "cd \"$1\"; export TMPDIR=\"$1/tmp\"; exec setsid "
                        + CommandRun.javaCommand("-Djava.io.tmpdir=\"$1/tmp\"") + " " + command,
                directory.toString());
        CompletableFuture<?> watchdog = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
        try (BufferedReader out = process.inputReader();
                BufferedReader err = process.errorReader()) {
            assertTrue(out.readLine() != null, "the command ends before its first line");
            List<ProcessHandle> children = process.descendants().toList();
            long start = System.nanoTime();
            assertEquals(
                    0,
                    new ProcessBuilder("kill", "-INT", "--", "-" + process.pid())
                            .start()
                            .waitFor());
            assertTrue(process.waitFor(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS), "the command does not end");
            assertEquals(INTERRUPTED, process.exitValue());
            assertTrue(Duration.ofNanos(System.nanoTime() - start).compareTo(PROMPTLY) < 0);
            for (ProcessHandle child : children) {
                child.onExit().get(PROMPTLY.toMillis(), TimeUnit.MILLISECONDS);
            }
            assertEquals("", String.join("\n", err.lines().toList()));
        } finally {
            watchdog.cancel(/* mayInterruptIfRunning= */ false);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(path -> !path.equals(directory))
                    .map(path -> directory.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "threads", "processes"})
    void hashEndsPromptlyAndLeavesNothing(String executor) throws Exception {
        Files.createDirectory(directory.resolve("tmp"));
        interruptAfterFirstLine("hash --executor " + executor + " /dev/null /dev/null /dev/zero");
        assertEquals(List.of("tmp"), files());
    }

    @Test
    void fetchLeavesNoPartOfABody() throws Exception {
        Files.createDirectory(directory.resolve("tmp"));
        try (TestServer server = new TestServer()) {
            interruptAfterFirstLine("fetch --output-dir kept " + server.url("/text/a") + " " + server.url("/stuck"));
        }
        assertEquals(2, files().stream().filter(name -> name.startsWith("kept")).count(), files()::toString);
        assertTrue(files().contains("tmp"), files()::toString);
        assertEquals(3, files().size(), files()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "processes"})
    void queryLeavesNothing(String executor) throws Exception {
        Files.createDirectory(directory.resolve("tmp"));
        assertEquals(
                0,
                CommandRun.ofShell("sqlite3 \"$1/a.db\" 'CREATE TABLE t (a)'", directory.toString())
                        .exitCode());
        assertEquals(
                0,
                CommandRun.ofShell(
                                "sqlite3 \"$1/b.db\" 'CREATE VIEW t AS WITH RECURSIVE n(a) AS"
                                        + " (SELECT 1 UNION ALL SELECT a + 1 FROM n) SELECT a FROM n WHERE a < 0'",
                                directory.toString())
                        .exitCode());
        interruptAfterFirstLine("query --executor " + executor + " --sql 'SELECT a FROM t' a.db b.db");
        assertEquals(List.of("a.db", "b.db", "tmp"), files());
    }

    @Test
    void theDemoTakesItsInputsAway() throws Exception {
        Files.createDirectory(directory.resolve("tmp"));
        interruptAfterFirstLine("demo");
        assertEquals(List.of("tmp"), files());
    }
}
