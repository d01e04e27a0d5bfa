package concurrent.futures.modules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.Executor;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiles a module that requires `concurrent.futures`, and runs it in a JVM with nothing on its class path and
/// without the annotations that the library is compiled with.
class ModulePathTest {
    private static final String DESCRIPTOR = """
            module consumer {
                requires concurrent.futures;
            }
            """;

    private static final String MAIN = """
            package consumer;

            import concurrent.futures.Executor;
            import concurrent.futures.ProcessPoolExecutor;
            import concurrent.futures.ThreadPoolExecutor;
            import java.util.List;

            public final class Main {
                private Main() {}

                record Point(int x, int y) implements java.io.Serializable {}

                public static void main(String[] args) {
                    try (Executor executor = args[0].equals("threads") ? new ThreadPoolExecutor() : new ProcessPoolExecutor(1)) {
                        int offset = args.length;
                        System.out.println(executor.map(x -> new Point(x, x + offset), List.of(1, 2)).toList());
                        System.out.println(executor.submit(() -> Main.class.getModule().toString()).result());
                        System.out.println(executor.submit(() -> Executor.class.getModule().isNamed()).result());
                    }
                }
            }
            """;

    private static final List<String> EXPECTED =
            List.of("[Point[x=1, y=2], Point[x=2, y=3]]", "module consumer", "true");

    @TempDir
    Path folder;

    private String modulePath = "";

    @BeforeEach
    void compileTheConsumer() throws IOException, URISyntaxException {
        Path library = Path.of(Executor.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = folder.resolve("classes");
        Path descriptor = Files.writeString(sources.resolve("module-info.java"), DESCRIPTOR);
        Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-Xlint:all",
                        "-Werror",
                        "--module-path=" + library,
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        main.toString());
        assertEquals(0, exitCode, "javac");
        modulePath = library + File.pathSeparator + classes;
    }

    @Test
    void aModuleUsesThreads() throws IOException, InterruptedException {
        assertEquals(EXPECTED, run("threads"));
    }

    @Test
    void aModuleUsesProcesses() throws IOException, InterruptedException {
        assertEquals(EXPECTED, run("processes"));
    }

    private List<String> run(String executor) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path=" + modulePath,
                "--module=consumer/consumer.Main",
                executor));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().remove("CLASSPATH");
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("still runs after a minute; it printed: " + Files.readString(output, UTF_8));
            }
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output, UTF_8);
        assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
        return lines;
    }
}
