package concurrent.futures.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import concurrent.futures.Executor;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Compiles a module that requires the dashboard, and runs it in a JVM with nothing on its class path.
class ModulePathTest {
    private static final String DESCRIPTOR = """
            module consumer {
                requires concurrent.futures.dashboard;
            }
            """;

    private static final String MAIN = """
            package consumer;

            import concurrent.futures.Executor;
            import concurrent.futures.ThreadPoolExecutor;
            import concurrent.futures.dashboard.Dashboard;
            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Main {
                private Main() {}

                public static void main(String[] args) throws Exception {
                    try (Executor executor = new ThreadPoolExecutor();
                            Dashboard dashboard = Dashboard.builder().port(0).announcement(line -> {}).serve(executor)) {
                        executor.submit(() -> 1).result();
                        Path report = Path.of(args[0]);
                        dashboard.report(report);
                        System.out.println(Files.readString(report).contains("Dash.Executor"));
                        System.out.println(Dashboard.class.getModule());
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void aModuleShowsItsExecutors() throws Exception {
        String libraries = String.join(
                File.pathSeparator,
                List.of(
                        place(Executor.class).toString(),
                        place(Dashboard.class).toString(),
                        place(JsonFactory.class).toString()));
        Path sources = Files.createDirectories(folder.resolve("sources"));
        Path classes = folder.resolve("classes");
        Path descriptor = Files.writeString(sources.resolve("module-info.java"), DESCRIPTOR);
        Path main = Files.writeString(sources.resolve("Main.java"), MAIN);
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--module-path=" + libraries,
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        main.toString());
        assertEquals(0, exitCode);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path=" + classes + File.pathSeparator + libraries,
                        "--module=consumer/consumer.Main",
                        folder.resolve("report.html").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals(
                List.of("true", "module concurrent.futures.dashboard"),
                output.lines().toList());
    }
}
