package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.internal.process.logging.Logs;
import concurrent.futures.internal.process.pool.ContextProbe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The process pool in programs that were started in one of the many ways. Its tasks are lambdas of classes that the
/// worker may not find on any path.
class WaysToStartTest {
    @TempDir
    private Path directory;

    @Test
    void fromSource() throws Exception {
        Path source = Files.writeString(directory.resolve("Main.java"), """
                import concurrent.futures.*;

                record Point(int x, int y) implements java.io.Serializable {}

                void main() {
                    int base = 40;
                    try (Executor executor = new ProcessPoolExecutor(1)) {
                        IO.println(executor.submit(() -> base + 2).result());
                        IO.println(executor.map(x -> new Point(x, base), java.util.List.of(1, 2)).toList());
                    }
                }
                """);
        Jvm jvm = Jvm.run(List.of("-cp", library(), source.toString()), Map.of(), directory);
        assertEquals(List.of(), jvm.err());
        assertEquals(List.of("42", "[Point[x=1, y=40], Point[x=2, y=40]]"), jvm.out());
    }

    @Test
    void fromSourceOfSeveralFilesOnAModulePath() throws Exception {
        Path shapes = Files.createDirectory(directory.resolve("shapes"));
        Files.writeString(shapes.resolve("Shape.java"), """
                package shapes;

                public sealed interface Shape extends java.io.Serializable permits Circle, Square {
                    static int area(Shape shape) {
                        return switch (shape) {
                            case Circle circle -> 3 * circle.r() * circle.r();
                            case Square square -> square.a() * square.a();
                        };
                    }
                }
                """);
        Files.writeString(shapes.resolve("Circle.java"), """
                package shapes;

                public record Circle(int r) implements Shape {}
                """);
        Files.writeString(shapes.resolve("Square.java"), """
                package shapes;

                public record Square(int a) implements Shape {}
                """);
        Path source = Files.writeString(directory.resolve("Main.java"), """
                import concurrent.futures.*;
                import java.util.List;
                import shapes.*;

                void main() {
                    try (Executor executor = new ProcessPoolExecutor(1)) {
                        IO.println(executor.map(Shape::area, List.of(new Circle(1), new Square(2))).toList());
                        IO.println(executor.submit(() -> (Shape) new Square(3)).result());
                        IO.println(executor.submit(() -> Circle.class.getModule().isNamed()
                                        + " " + Executor.class.getModule().isNamed()
                                        + " " + java.util.logging.Logger.getLogger("").getHandlers()[0].getClass())
                                .result());
                    }
                }
                """);
        Jvm jvm = Jvm.run(
                List.of("-p", library(), "--add-modules", "concurrent.futures", source.toString()),
                Map.of(),
                directory);
        assertEquals(List.of(), jvm.err());
        assertEquals(
                List.of(
                        "[3, 4]",
                        "Square[a=3]",
                        "false true class concurrent.futures.internal.process.logging.JulHandler"),
                jvm.out());
    }

    /// With each of the two ways in which JShell runs snippets: in a process of their own, and in its own.
    @ParameterizedTest
    @ValueSource(strings = {"jdi", "local"})
    void inJShell(String engine) throws Exception {
        Path script = Files.writeString(directory.resolve("script.jsh"), """
                import concurrent.futures.*
                record Point(int x, int y) implements java.io.Serializable {}
                enum Color { RED, GREEN }
                class Job implements Task<String>, java.io.Serializable {
                    Color color = Color.GREEN;
                    public String call() { return color + " " + new Point(3, 4); }
                }
                int twice(int x) { return 2 * x; }
                int base = 5
                var executor = new ProcessPoolExecutor(2)
                System.out.println(executor.submit(() -> twice(21)).result())
                System.out.println(executor.submit(() -> new Point(1, 2)).result())
                System.out.println(executor.submit(new Job()).result())
                System.out.println(executor.map(p -> new Point(p.y(), p.x()), List.of(new Point(1, 2), new Point(3, 4))).toList())
                System.out.println("a variable of the shell: " + executor.submit(() -> base).result())
                { int local = base; System.out.println("a local one: " + executor.submit(() -> local).result()); }
                record Point(int x, int y, int z) implements java.io.Serializable {}
                System.out.println(executor.submit(() -> new Point(1, 2, 3)).result())
                executor.close()
                int twice(int x) { return 3 * x; }
                var other = new ProcessPoolExecutor(1)
                System.out.println(other.submit(() -> twice(21)).result())
                try {
                    other.submit(() -> { throw new IllegalStateException("at " + new Point(1, 2, 3)); }).result();
                } catch (IllegalStateException e) {
                    System.out.println(e.getMessage());
                }
                other.close()
                /exit
                """);
        // JShell keeps its history among the user's preferences, and says so on stderr where there have been none.
        Files.createDirectories(directory.resolve(".java").resolve(".userPrefs"));
        Jvm jvm = Jvm.run(
                List.of(
                        "-Djava.util.prefs.userRoot=" + directory,
                        "-m",
                        "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
                        "--execution",
                        engine,
                        "--class-path",
                        library(),
                        "-"),
                Map.of(),
                directory,
                script);
        assertEquals(List.of(), jvm.err());
        assertEquals(
                List.of(
                        "42",
                        "Point[x=1, y=2]",
                        "GREEN Point[x=3, y=4]",
                        "[Point[x=2, y=1], Point[x=4, y=3]]",
                        "a variable of the shell: 0",
                        "a local one: 5",
                        "Point[x=1, y=2, z=3]",
                        "63",
                        "at Point[x=1, y=2, z=3]"),
                jvm.out());
    }

    @Test
    void inOneJar() throws Exception {
        Path jar = TestJars.application(directory.resolve("one jar.jar"), Program.class.getName(), Map.of());
        Jvm jvm = Jvm.run(List.of("-jar", jar.toString()), Map.of(), directory);
        assertEquals(List.of(), jvm.err());
        assertEquals(
                List.of("42", "true", "JulHandler", "true true " + jar.toUri().toURL()), jvm.out());
    }

    @Test
    void inAJarInsideAJar() throws Exception {
        Path inner = TestJars.application(directory.resolve("inner.jar"), Program.class.getName(), Map.of());
        Path outer = NestedJar.write(directory.resolve("outer.jar"), inner);
        Jvm jvm = Jvm.run(
                List.of("-cp", outer.toString(), NestedJar.class.getName(), Program.class.getName()),
                Map.of(),
                directory);
        assertEquals(List.of(), jvm.err());
        assertEquals(List.of("42", "true", "JulHandler", "true true nested:/lib/inner.jar!/"), jvm.out());
    }

    private static String library() throws Exception {
        return TestJars.classes(ProcessPoolExecutor.class).toString();
    }

    /// Runs two tasks in a worker.
    static final class Program {
        private Program() {}

        public static void main(String[] args) {
            int base = 40;
            long parent = ProcessHandle.current().pid();
            try (ProcessPoolExecutor executor = new ProcessPoolExecutor(1)) {
                System.out.println(executor.submit(() -> base + 2).result());
                System.out.println(executor.submit(() -> ProcessHandle.current().pid() != parent)
                        .result());
                System.out.println(executor.submit(() -> Logs.handlers()).result());
                System.out.println(executor.submit(() -> ContextProbe.findsItsOwnClassFile())
                        .result());
            }
        }
    }
}
