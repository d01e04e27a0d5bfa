package concurrent.futures.cluster.internal.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program in a small JVM of its own that tells on its standard output what becomes of it, line by line.
public final class TalkingProcess implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private int heard;

    /// Starts one.
    ///
    /// @param prefix what is to run it, such as `nsenter …`
    /// @param program its main class
    /// @param args of the program
    public TalkingProcess(List<String> prefix, Class<?> program, String... args) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
            add("ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
        }
    }

    /// Waits until it has said so.
    ///
    /// @param start of the line
    /// @return the line
    public String await(String start) throws InterruptedException {
        synchronized (lines) {
            return lines.get(find(0, start));
        }
    }

    /// Waits until it says so again: what was heard by this method before does not count.
    ///
    /// @param start of the line
    /// @return the line
    public String awaitNext(String start) throws InterruptedException {
        synchronized (lines) {
            int found = find(heard, start);
            heard = found + 1;
            return lines.get(found);
        }
    }

    private int find(int from, String start) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(RecordingInbox.PATIENCE_SECONDS);
        synchronized (lines) {
            while (true) {
                for (int i = from; i < lines.size(); i++) {
                    if (lines.get(i).startsWith(start)) {
                        return i;
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("no line '" + start + "': " + lines);
                }
                TimeUnit.NANOSECONDS.timedWait(lines, left);
            }
        }
    }

    /// Tells it something.
    ///
    /// @param line for its standard input
    public void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// All that it has said.
    public String said() {
        synchronized (lines) {
            return String.join("\n", lines);
        }
    }

    /// Its process.
    public long pid() {
        return process.pid();
    }

    /// Sends it a signal.
    ///
    /// @param name such as `STOP`
    public void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("kill ended with " + status);
        }
    }

    /// Ends its standard input, and waits until it has ended as it does then. If it does not, it is killed.
    public void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("it did not end: " + said());
        }
    }

    /// Waits until it has ended of its own accord.
    ///
    /// @return its exit code
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(RecordingInbox.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("it did not end: " + said());
        }
        return process.exitValue();
    }

    /// Kills it, whatever it does.
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
