package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.process.launch.command.ParentJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Runs a `java` command to its end.
///
/// @param exitCode its exit code
/// @param out the lines of standard output
/// @param err the lines of standard error
record Jvm(int exitCode, List<String> out, List<String> err) {
    static final String CLASS_PATH = System.getProperty("java.class.path");

    /// Runs [Parent] on the class path of these tests.
    static Jvm parent(List<String> options, String... arguments) throws Exception {
        return parent(options, Map.of(), arguments);
    }

    static Jvm parent(List<String> options, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("-cp", CLASS_PATH, Parent.class.getName()));
        command.addAll(List.of(arguments));
        return run(command, environment, null);
    }

    static Jvm run(List<String> arguments, Map<String, String> environment, Path directory) throws Exception {
        return run(arguments, environment, directory, Path.of(nullDevice()));
    }

    static Jvm run(List<String> arguments, Map<String, String> environment, Path directory, Path input)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(ParentJvm.javaProgram(null).toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        builder.directory(directory == null ? null : directory.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(input.toFile()));
        Process process = builder.start();
        CompletableFuture<List<String>> err = new CompletableFuture<>();
        Thread reader = Thread.ofPlatform().daemon().start(() -> err.complete(lines(process.getErrorStream())));
        List<String> out = lines(process.getInputStream());
        reader.join();
        return new Jvm(process.waitFor(), out, err.join());
    }

    /// What follows a word in the lines that the worker printed.
    List<String> reported(String word) {
        return out.stream()
                .map(line -> line.replaceFirst("^\\[\\d+] ", ""))
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /// Where the private directory was.
    Path directory() {
        return Path.of(reported("directory").getFirst());
    }

    private static List<String> lines(java.io.InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            stream.transferTo(bytes);
        } catch (IOException e) {
            bytes.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String nullDevice() {
        return System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null";
    }
}
