package concurrent.futures.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.Executor;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module that requires this one gets Micrometer and the executors with it.
class ModulePathTest {
    private static final String DESCRIPTOR = """
            module consumer {
                requires concurrent.futures.micrometer;
            }
            """;

    private static final String MAIN = """
            package consumer;

            import concurrent.futures.Executor;
            import concurrent.futures.ThreadPoolExecutor;
            import concurrent.futures.micrometer.ExecutorMetrics;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

            public final class Main {
                private Main() {}

                public static void main(String[] args) {
                    MeterRegistry registry = new SimpleMeterRegistry();
                    try (Executor executor = new ThreadPoolExecutor(1)) {
                        ExecutorMetrics.monitor(registry, executor, "work");
                        executor.submit(() -> 1).result();
                        System.out.println(registry.get("executor.completed").functionCounter().count());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aModuleHasMeters() throws Exception {
        String libraries = modulePath();
        Path descriptor = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
        Path main = Files.writeString(folder.resolve("Main.java"), MAIN);
        Path classes = folder.resolve("classes");
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-Xlint:all",
                        "-Werror",
                        "--module-path=" + libraries,
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        main.toString());
        assertEquals(0, exitCode, "javac");

        assertEquals(List.of("1.0"), run(libraries + File.pathSeparator + classes));
    }

    /// The JAR files of Micrometer that it does without here are left out.
    private static String modulePath() {
        return Stream.of(
                        ExecutorMetrics.class,
                        Executor.class,
                        MeterRegistry.class,
                        KeyValue.class,
                        ObservationRegistry.class)
                .map(ModulePathTest::origin)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> run(String modulePath) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + modulePath,
                        "--module=consumer/consumer.Main")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
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
