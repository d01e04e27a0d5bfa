package concurrent.futures.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import concurrent.futures.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The demo with a dashboard: that it shows one, and comes to an end.
class LiveWorkTest {
    @Test
    void theDemoSaysWhereItsPageIsAndEndsAtEnter() {
        CommandRun run = CommandRun.withInput("\n", "demo", "--dashboard");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("The dashboard is at http://127.0.0.1:"), run.out());
        Matcher directory = Pattern.compile("^In (\\S+):").matcher(run.out());
        assertTrue(directory.find(), run.out());
        assertFalse(Files.exists(Path.of(directory.group(1))));
    }

    @Test
    void withATimeTheDemoGoesOnWhereNobodyCanPressEnter() {
        long start = System.nanoTime();
        CommandRun run = CommandRun.withInput("", "demo", "--dashboard", "--for", "2s");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("Work goes on for 2 s"), run.out());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(2)) >= 0, took::toString);
    }

    @Test
    void thePageHasTheMetersOfAllExecutors() {
        List<String> metrics = new ArrayList<>();
        CommandRun run = runWithVisitor(link -> metrics.add(request("GET", link, "metrics")), "demo", "--dashboard");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(1, metrics.size(), run::err);
        for (String name : List.of("ProcessPoolExecutor-", "ThreadPoolExecutor-")) {
            assertTrue(metrics.getFirst().contains("executor_pool_max_threads{name=\"" + name), metrics.getFirst());
        }
    }

    @Test
    void whenAllExecutorsAreShutDownOnThePageItStaysUntilEnter() {
        List<String> answers = new ArrayList<>();
        CommandRun run = runWithVisitor(
                link -> {
                    for (int executor = 0; executor < 3; executor++) {
                        answers.add(request("POST", link, "api/actions/shutdown?executor=" + executor));
                    }
                    String state = request("GET", link, "api/state");
                    while (state.split("\"ENDED\"", -1).length < 4) {
                        state = request("GET", link, "api/state");
                    }
                },
                "demo",
                "--dashboard",
                "--actions");
        assertEquals(0, run.exitCode(), run.err());
        assertEquals(3, answers.size(), run::err);
        answers.forEach(answer -> assertTrue(answer.contains("takes no more tasks"), answer));
    }

    @Test
    void actionsAreOnlyForTheDashboard() {
        CommandRun run = CommandRun.of("demo", "--actions");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("only with --dashboard"), run.err());
    }

    /// Runs the demo until somebody who has its link has visited the page, and presses Enter.
    private static CommandRun runWithVisitor(Consumer<URI> visitor, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        InputStream in = new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0];
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                Matcher link = Pattern.compile("http://\\S+:\\d+/(\\?token=\\S+)?$", Pattern.MULTILINE)
                        .matcher(out.toString(StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> line.contains("The dashboard is at "))
                                .findFirst()
                                .orElse(""));
                if (!link.find()) {
                    throw new IOException("no link in " + out);
                }
                try {
                    visitor.accept(URI.create(link.group()));
                } catch (RuntimeException e) {
                    throw new IOException(e);
                }
                into[offset] = '\n';
                return 1;
            }
        };
        int exitCode = Main.run(in, out, err, args);
        return new CommandRun(
                exitCode, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }

    private static String request(String method, URI link, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(link.resolve("/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-Dashboard", "1");
        if (link.getQuery() != null) {
            request.header("Authorization", "Bearer " + link.getQuery().substring("token=".length()));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    @Test
    void aTimeIsOnlyForTheDashboard() {
        CommandRun run = CommandRun.of("demo", "--for", "1s");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("only with --dashboard"), run.err());
    }
}
