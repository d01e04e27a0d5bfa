package concurrent.futures.cli.cluster;

import concurrent.futures.cli.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An agent in a process of its own, and what it says on standard error.
final class AgentProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new ArrayList<>();

    /// Starts one.
    ///
    /// @param folder where it runs
    /// @param arguments of the command, as the words of a shell
    /// @param options of its JVM
    AgentProcess(Path folder, String arguments, String... options) throws IOException {
        String java = CommandRun.javaCommand("-Dconcurrent.futures.startupCache=off", String.join(" ", options));
        process = CommandRun.startShell("cd \"$1\"; exec " + java + " " + arguments, folder.toString());
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (var said = process.errorReader()) {
            said.lines().forEach(line -> {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits for a line.
    void await(String part) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            while (lines.stream().noneMatch(line -> line.contains(part))) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("'" + part + "' was not said, but " + lines);
                }
                TimeUnit.NANOSECONDS.timedWait(lines, left);
            }
        }
    }

    /// All it has said.
    String said() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /// Has it drain, and waits until it has left.
    ///
    /// @return its exit code
    int end() throws InterruptedException {
        // Not by the process itself, which would close what it says.
        process.toHandle().destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the agent does not end: " + said());
        }
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
