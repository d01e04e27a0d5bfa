package concurrent.futures.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import concurrent.futures.Executor;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.utils.WCWidth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On the module path, the display is found by being there: a module needs not know it.
class ModulePathTest {
    private static final String DESCRIPTOR = """
            module consumer {
                requires concurrent.futures;
                uses concurrent.futures.spi.ProgressDisplay;
            }
            """;

    private static final String MAIN = """
            package consumer;

            import concurrent.futures.spi.ProgressDisplay;
            import java.util.ServiceLoader;

            public final class Main {
                private Main() {}

                public static void main(String[] args) {
                    for (ProgressDisplay display : ServiceLoader.load(ProgressDisplay.class)) {
                        System.out.println(display.getClass().getModule() + " " + display.isUsable());
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aModuleIsShownProgress() throws Exception {
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

        assertEquals(
                List.of("module concurrent.futures.progress false"), run(libraries + File.pathSeparator + classes));
    }

    private static String modulePath() {
        return Stream.of(TerminalProgress.class, Executor.class, WCWidth.class)
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
                        "--add-modules=concurrent.futures.progress",
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
