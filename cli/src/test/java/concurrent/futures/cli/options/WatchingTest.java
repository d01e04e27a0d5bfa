package concurrent.futures.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.cli.CommandRun;
import concurrent.futures.cli.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are watched.
class WatchingTest {
    @TempDir
    private Path folder;

    private String file() throws Exception {
        return Files.writeString(folder.resolve("a.txt"), "a\n").toString();
    }

    @Test
    void aCommandSaysWhereItsPageIs() throws Exception {
        CommandRun run = CommandRun.of("hash", "--executor", "threads", "--dashboard", file());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("futures: The dashboard is at http://127.0.0.1:"), run.err());
        assertEquals(1, run.lines().size());
    }

    @Test
    void thePageOfACommandHasItsMeters() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Session session = new Session(InputStream.nullInputStream(), OutputStream.nullOutputStream(), err);
        try (Executor executor = new ThreadPoolExecutor(2);
                Watching.Open _ = new Watching(/* page= */ true, null, "test").open(executor, session);
                HttpClient client = HttpClient.newHttpClient()) {
            executor.submit(() -> 1).result();
            String line = err.toString(StandardCharsets.UTF_8).strip();
            URI link = URI.create(line.substring(line.lastIndexOf(' ') + 1));
            String metrics = client.send(
                            HttpRequest.newBuilder(link.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            String completed = "executor_completed_tasks_total{name=\"" + executor + "\"} 1.0";
            assertTrue(metrics.contains(completed), metrics);
        }
    }

    @Test
    void aReportTellsOfAllTasks() throws Exception {
        Path report = folder.resolve("report.html");
        CommandRun run = CommandRun.of("hash", "--executor", "serial", "--report", report.toString(), file());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(Files.readString(report).contains("\"submitted\":1"));
    }

    @Test
    void aReportThatCanNotBeWrittenIsNamed() throws Exception {
        CommandRun run = CommandRun.of("hash", "--executor", "threads", "--report", folder.toString(), file());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("the report could not be written"), run.err());
    }
}
