package concurrent.futures.cli.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import concurrent.futures.cli.Main;
import concurrent.futures.cli.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchCommandTest {
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TestServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void assertLine(String url, int status, long bytes, CommandRun run) {
        String pattern = status + " +" + bytes + " B +\\d+ ms  \\Q" + url + "\\E";
        assertTrue(run.lines().stream().anyMatch(line -> line.matches(pattern)), () -> pattern + " in " + run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "threads", "virtual", "processes"})
    void eachPageHasALineWithStatusBytesMillisecondsUrl(String executor) {
        CommandRun run = CommandRun.of(
                "fetch", "--executor", executor, server.url("/text/a"), server.url("/moved"), server.url("/text/üb"));
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertEquals(3, run.lines().size());
        assertLine(server.url("/text/a"), 200, 7, run);
        assertLine(server.url("/moved"), 200, 9, run);
    }

    @Test
    void pagesComeInTheOrderInWhichTheyArrive() {
        CountDownLatch firstLine = new CountDownLatch(1);
        server.page("/waits-for-the-first-line", exchange -> {
            try {
                firstLine.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
        });
        server.page("/comes-at-once", exchange -> exchange.sendResponseHeaders(204, -1));
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                firstLine.countDown();
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                InputStream.nullInputStream(),
                out,
                err,
                "fetch",
                "--timeout=30s",
                server.url("/waits-for-the-first-line"),
                server.url("/comes-at-once"));
        assertEquals(0, exitCode, err.toString(StandardCharsets.UTF_8));
        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).endsWith("/comes-at-once"), lines::toString);
        assertTrue(lines.get(1).endsWith("/waits-for-the-first-line"), lines::toString);
    }

    @Test
    void refusedTimedOutUnknownAndFailingPagesAreNamed() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        String refused = "http://127.0.0.1:" + port + "/";
        CommandRun run = CommandRun.of(
                "fetch",
                "--timeout=700ms",
                refused,
                server.url("/never"),
                server.url("/stuck"),
                server.url("/failing"),
                server.url("/missing"),
                "http://no.such.host.invalid/",
                server.url("/text/good"));
        assertEquals(1, run.exitCode());
        assertEquals(3, run.lines().size(), run.out());
        assertLine(server.url("/failing"), 503, 5, run);
        assertLine(server.url("/missing"), 404, 16, run);
        assertLine(server.url("/text/good"), 200, 10, run);
        for (String line : List.of(
                refused + ": connection refused",
                server.url("/never") + ": the task ran longer than its limit of 0.7s",
                server.url("/stuck") + ": the task ran longer than its limit of 0.7s",
                server.url("/failing") + ": the server failed with status 503",
                server.url("/missing") + ": the server refused with status 404",
                "http://no.such.host.invalid/: unknown host")) {
            assertTrue(run.err().contains("futures: " + line), () -> line + " in " + run.err());
        }
        assertEquals(6, run.err().lines().count(), run.err());
    }

    @Test
    void bodiesAreKeptUnderSafeAndDistinctNames(@TempDir Path directory) throws IOException {
        Path kept = directory.resolve("new/folder");
        CommandRun run = CommandRun.of(
                "fetch",
                "--output-dir=" + kept,
                server.url("/text/a"),
                server.url("/text/A"),
                server.url("/text/a?x=1&y=../../z"),
                server.url("/text/%2e%2e/%2e%2e/etc/passwd"),
                server.url("/failing"),
                server.url("/text/a"));
        assertEquals(1, run.exitCode());
        String host = server.url("").replace("http://", "").replace(':', '_');
        TreeMap<String, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(kept)) {
            for (Path file : all.filter(path -> !path.equals(kept)).toList()) {
                found.put(kept.relativize(file).toString(), Files.readString(file));
            }
        }
        TreeMap<String, String> expected = new TreeMap<>();
        expected.put(host + "_text_a", "/text/a");
        expected.put(host + "_text_A-2", "/text/A");
        expected.put(host + "_text_a_x_1_y_.._.._z", "/text/a?x=1&y=../../z");
        expected.put(host + "_text_2e_2e_2e_2e_etc_passwd", "/text/%2e%2e/%2e%2e/etc/passwd");
        expected.put(host + "_text_a-3", "/text/a");
        assertEquals(expected, found);
    }

    @Test
    void aLargeBodyDoesNotNeedMemory() throws Exception {
        CommandRun run = CommandRun.ofShell(
                CommandRun.javaCommand("-Xmx32m") + " fetch \"$1\" \"$1\" \"$1\"", server.url("/large"));
        assertEquals(0, run.exitCode(), run.err());
        assertLine(server.url("/large"), 200, 100 << 20, run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host/x", "www.example.org", "http://", "http:///x", "http://a b/", "file:///etc/passwd"})
    void whatIsNoUrlOfAPageIsWrongUsage(String url) {
        CommandRun run = CommandRun.of("fetch", server.url("/text/a"), url);
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("futures: '" + url + "' "), run.err());
    }

    @Test
    void aPlaceThatTakesNoBodiesIsWrongUsage() {
        CommandRun run = CommandRun.of("fetch", "--output-dir=/dev/null", server.url("/text/a"));
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--output-dir /dev/null: bodies can not be kept there (File exists)"), run.err());
    }
}
