package concurrent.futures.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A whole program, on a terminal that the command `script` provides, and without one.
class RealTerminalTest {
    private static final int COLUMNS = 70;
    private static final long LIMIT_SECONDS = 60;

    private static String javaCommand(String arguments) {
        return javaCommand(PrintingWorkers.class, arguments);
    }

    private static String javaCommand(Class<?> program, String arguments) {
        return "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -Dconcurrent.futures.startupCache=off"
                + " -cp '" + System.getProperty("java.class.path") + "' " + program.getName() + arguments;
    }

    /// Runs the program, and returns what it has written to both streams, which must not be more than fits a pipe.
    private static byte[] run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("CI");
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process = builder.start();
        CompletableFuture<?> watchdog = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
        try {
            process.getOutputStream().close();
            byte[] written = process.getInputStream().readAllBytes();
            assertEquals(0, process.onExit().join().exitValue(), () -> new String(written, StandardCharsets.US_ASCII));
            return written;
        } finally {
            watchdog.cancel(/* mayInterruptIfRunning= */ false);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> onTerminal(String arguments, Map<String, String> environment) throws IOException {
        return onTerminal(environment, javaCommand(arguments));
    }

    private static List<String> onTerminal(Map<String, String> environment, String java) throws IOException {
        String command = "stty cols " + COLUMNS + " rows 20; exec " + java;
        FakeTerminal terminal = new FakeTerminal(COLUMNS, 20);
        byte[] written = run(List.of("script", "-qec", command, "/dev/null"), environment);
        terminal.write(written, 0, written.length);
        return terminal.lines();
    }

    private static void assertWhole(List<String> lines, boolean iterates) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < PrintingWorkers.TASKS; i++) {
            for (int j = 0; j < 5; j++) {
                expected.add("worker line " + i + "." + j);
            }
            expected.add("worker end " + i);
            if (iterates) {
                expected.add("main line " + i);
            }
        }
        List<String> seen = lines.stream()
                .map(line -> line.replaceFirst("^\\[\\d+] ", ""))
                .filter(line -> !line.startsWith("print"))
                .sorted()
                .toList();
        assertEquals(expected.stream().sorted().toList(), seen);
    }

    @Test
    void onATerminalRowsAreDrawnAndNoLineIsTorn() throws IOException {
        List<String> lines = onTerminal(" iterate", Map.of("TERM", "xterm"));
        assertWhole(lines, /* iterates= */ true);
        List<String> rows =
                lines.stream().filter(line -> line.startsWith("print")).toList();
        assertEquals(1, rows.size(), rows::toString);
        assertTrue(rows.getFirst().matches("print  \\[#{20,}]  100%  40/40  took \\d+:\\d\\d  .*/s"), rows::toString);
    }

    @Test
    void theLastRowIsTrueWhereNobodyWaitsForIt() throws IOException {
        List<String> lines = onTerminal("", Map.of("TERM", "xterm"));
        assertWhole(lines, /* iterates= */ false);
        List<String> rows =
                lines.stream().filter(line -> line.startsWith("print")).toList();
        assertEquals(1, rows.size(), rows::toString);
        assertTrue(rows.getFirst().contains("100%  40/40  took"), rows::toString);
    }

    @Test
    void theLogThatStandardErrorWasReplacedByHasItsLinesAlone() throws IOException {
        List<String> lines = onTerminal(Map.of("TERM", "xterm"), javaCommand(RedirectedErrors.class, ""));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RedirectedErrors.TASKS; i++) {
            expected.add("line " + i);
        }
        assertTrue(lines.getFirst().startsWith("log  [##"), lines::toString);
        assertEquals(expected.stream().sorted().toList(), lines.subList(1, lines.size()));
    }

    @Test
    void onATerminalThatIsDumbNothingIsDrawn() throws IOException {
        List<String> lines = onTerminal(" iterate", Map.of("TERM", "dumb"));
        assertTrue(lines.stream().noneMatch(line -> line.contains("%")), lines::toString);
        assertWhole(lines, /* iterates= */ true);
    }

    @Test
    void onACiServerNothingIsDrawn() throws IOException {
        List<String> lines = onTerminal(" iterate", Map.of("TERM", "xterm", "CI", "true"));
        assertTrue(lines.stream().noneMatch(line -> line.contains("%")), lines::toString);
    }

    @Test
    void withoutATerminalNothingIsDrawn() throws IOException {
        String written = new String(
                run(List.of("sh", "-c", javaCommand(" iterate")), Map.of("TERM", "xterm")), StandardCharsets.US_ASCII);
        assertFalse(written.contains("\033"), written);
        assertWhole(written.lines().toList(), /* iterates= */ true);
    }
}
