package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Names and messages that would steer a terminal, break their line, or turn the direction of what is beside them.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostileTextTest {
    private static final String HOSTILE = "a\u202Eb\u001B[2Jc\u0007d\u2066e";
    private static final String SHOWN = "a?b?[2Jc?d?e";

    private static void assertPrintable(Object value) {
        switch (value) {
            case null -> {}
            case Map<?, ?> map -> map.values().forEach(HostileTextTest::assertPrintable);
            case List<?> list -> list.forEach(HostileTextTest::assertPrintable);
            case String text ->
                assertFalse(text.matches("(?s).*[\\p{Cntrl}\u202E\u2066&&[^\n\t]].*"), () -> "not printable: " + text);
            default -> {}
        }
    }

    @Test
    @SuppressWarnings("try") // however it ends, the task does as well
    void itIsPrintableWhereverItIsShown(@TempDir Path folder) throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = ThreadPoolExecutor.builder()
                        .maxWorkers(1)
                        .threadNamePrefix(HOSTILE + "\n")
                        .build();
                Dashboard dashboard = Dashboard.builder()
                        .port(0)
                        .title(HOSTILE)
                        .announcement(line -> {})
                        .serve(executor);
                Browserless browser = new Browserless(dashboard);
                AutoCloseable end = gate::countDown) {
            Executor named = executor.with(
                    TaskOptions.defaults().withName(HOSTILE + "\n").withArguments(HOSTILE + "\n"));
            named.submit(() -> {
                        throw new IllegalStateException(HOSTILE + "\r\n\tsecond line");
                    })
                    .exception();
            named.submit(() -> {
                gate.await();
                return null;
            });
            State state = State.await(
                    dashboard,
                    now -> State.number(now.group(SHOWN + "?"), "running") == 1
                            && !now.list("failures").isEmpty());
            assertPrintable(state.all());
            assertEquals(SHOWN, state.all().get("title"));
            assertEquals(SHOWN + "?", state.executor().get("name"));
            assertEquals(
                    SHOWN + "\n\tsecond line", state.list("failures").getFirst().get("message"));
            String worker = String.valueOf(state.list("workers").getFirst().get("name"));
            assertEquals(SHOWN + "?-0", worker);

            String stack = browser.method(
                            "POST",
                            "/api/threads?executor=0&worker=" + URLEncoder.encode(worker, StandardCharsets.UTF_8),
                            "X-Dashboard",
                            "1")
                    .body();
            assertPrintable(stack);
            assertTrue(stack.contains("CountDownLatch.await"), stack);

            Path report = folder.resolve("report.html");
            dashboard.report(report);
            String html = Files.readString(report);
            assertFalse(html.contains("\\u202E") || html.contains("\\u001B"), "the report has them");
        }
    }
}
