package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cluster in programs whose classes are in no file: agents have none of them, and get them from the driver.
class WaysToStartTest {
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final NewProcesses processes = new NewProcesses();

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeft() {
        processes.assertNone();
    }

    @Test
    void fromSource() throws Exception {
        Path source = Files.writeString(folder.resolve("Main.java"), """
                import concurrent.futures.*;
                import concurrent.futures.cluster.*;
                import java.util.List;

                record Point(int x, int y) implements java.io.Serializable {}

                void main() {
                    int base = 40;
                    try (Executor executor = ClusterExecutor.local(1)) {
                        IO.println(executor.submit(() -> base + 2).result());
                        IO.println(executor.map(x -> new Point(x, base), List.of(1, 2)).toList());
                    }
                }
                """);
        assertEquals(
                List.of("42", "[Point[x=1, y=40], Point[x=2, y=40]]"),
                run(List.of("-cp", CLASS_PATH, source.toString())));
    }

    /// With each of the two ways in which JShell runs snippets: in a process of their own, and in its own.
    @ParameterizedTest
    @ValueSource(strings = {"jdi", "local"})
    void inJShell(String engine) throws Exception {
        Path script = Files.writeString(folder.resolve("script.jsh"), """
                import concurrent.futures.*
                import concurrent.futures.cluster.*
                record Point(int x, int y) implements java.io.Serializable {}
                int twice(int x) { return 2 * x; }
                var executor = ClusterExecutor.local(1)
                System.out.println(executor.submit(() -> twice(21)).result())
                System.out.println(executor.map(p -> new Point(p.y(), p.x()), List.of(new Point(1, 2))).toList())
                record Point(int x, int y, int z) implements java.io.Serializable {}
                System.out.println(executor.submit(() -> new Point(1, 2, 3)).result())
                executor.close()
                /exit
                """);
        // JShell keeps its history among the user's preferences.
        Files.createDirectories(folder.resolve(".java").resolve(".userPrefs"));
        assertEquals(
                List.of("42", "[Point[x=2, y=1]]", "Point[x=1, y=2, z=3]"),
                run(List.of(
                        "-Djava.util.prefs.userRoot=" + folder,
                        "-m",
                        "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
                        "--execution",
                        engine,
                        "--class-path",
                        CLASS_PATH,
                        script.toString())));
    }

    /// Runs `java` to its end.
    ///
    /// @return the lines that it printed
    private List<String> run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process program = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.createFile(folder.resolve("input")).toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertTrue(program.waitFor(240, TimeUnit.SECONDS), () -> "it does not end: " + read(errors));
        } finally {
            program.destroyForcibly().waitFor();
        }
        assertEquals(0, program.exitValue(), () -> read(errors));
        return Files.readAllLines(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
