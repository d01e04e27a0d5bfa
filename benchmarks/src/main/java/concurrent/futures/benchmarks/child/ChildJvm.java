package concurrent.futures.benchmarks.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A further JVM with the class path of this one. Whatever it is doing, it is gone when this is closed.
public final class ChildJvm implements AutoCloseable {
    /// The options with which a JVM starts soonest, and with which the bare ones are started that others are compared
    /// with.
    public static final List<String> QUICK = List.of("-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final BufferedReader lines;

    private ChildJvm(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /// Starts one.
    ///
    /// @param options the JVM's
    /// @param main where it begins
    /// @param arguments for its main method
    /// @return it
    /// @throws IOException if it can not be started
    public static ChildJvm start(List<String> options, Class<?> main, String... arguments) throws IOException {
        return start(Map.of(), options, main, arguments);
    }

    /// Starts one with more environment variables than this has.
    ///
    /// @param environment the variables
    /// @param options the JVM's
    /// @param main where it begins
    /// @param arguments for its main method
    /// @return it
    /// @throws IOException if it can not be started
    public static ChildJvm start(
            Map<String, String> environment, List<String> options, Class<?> main, String... arguments)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(options, main, arguments));
        builder.environment().putAll(environment);
        return new ChildJvm(
                builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    private static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /// Its process.
    ///
    /// @return the number
    public long pid() {
        return process.pid();
    }

    /// Waits for the next line that it prints.
    ///
    /// @return the line
    /// @throws IOException if it ended without
    public String line() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException(
                    "a JVM ended without an answer: " + process.info().commandLine());
        }
        return line;
    }

    /// Waits for its end.
    ///
    /// @throws IOException if its exit code is not 0
    /// @throws InterruptedException when interrupted
    public void join() throws IOException, InterruptedException {
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException("a JVM ended with exit code " + code);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
