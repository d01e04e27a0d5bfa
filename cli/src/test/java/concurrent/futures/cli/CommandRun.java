package concurrent.futures.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a run of the command ended.
///
/// @param exitCode the exit code
/// @param out standard output, byte for byte, as Latin-1
/// @param err standard error
public record CommandRun(int exitCode, String out, String err) {
    private static final long LIMIT_SECONDS = 60;

    /// Runs the command in this JVM, with nothing on standard input.
    public static CommandRun of(String... args) {
        return withInput("", args);
    }

    /// Runs the command in this JVM.
    public static CommandRun withInput(String in, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)), out, err, args);
        return new CommandRun(
                exitCode, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }

    /// Runs a shell script, in which `futures` is the command as a process of its own.
    public static CommandRun ofShell(String script, String... args) throws IOException, InterruptedException {
        Process process = startShell(script, args);
        process.getOutputStream().close();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Thread reader = Thread.ofVirtual().start(() -> copy(process, err));
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the script does not end: " + script);
        }
        reader.join();
        return new CommandRun(process.exitValue(), out, err.toString(StandardCharsets.UTF_8));
    }

    private static void copy(Process process, ByteArrayOutputStream err) {
        try {
            process.getErrorStream().transferTo(err);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Starts a shell script, in which `futures` is the command as a process of its own, and `$1` the first argument.
    public static Process startShell(String script, String... args) throws IOException {
        String command = "futures() { " + javaCommand() + " \"$@\"; }; ";
        List<String> words = new ArrayList<>(List.of("sh", "-c", command + script, "sh"));
        words.addAll(List.of(args));
        return new ProcessBuilder(words).start();
    }

    /// The command as the words of a shell, with further options for its JVM.
    public static String javaCommand(String... options) {
        return "'" + System.getProperty("java.home") + "/bin/java' --enable-native-access=ALL-UNNAMED "
                + String.join(" ", options) + " -cp '" + System.getProperty("java.class.path") + "' "
                + Main.class.getName();
    }

    /// The lines of standard output.
    public List<String> lines() {
        return out.lines().toList();
    }
}
