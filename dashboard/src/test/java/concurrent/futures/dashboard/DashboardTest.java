package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a dashboard knows of executors.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DashboardTest {
    private static final String NASTY = "</script><img src=x onerror=alert(1)>\u2028\ud800";
    private static final String NASTY_AS_SHOWN = "</script><img src=x onerror=alert(1)>??";

    private static Executor named(Executor executor, String name) {
        return executor.with(TaskOptions.defaults().withName(name));
    }

    @Test
    void tasksAreCountedByNameAndOutcome() {
        try (Dashboard dashboard = Dashboard.collect()) {
            try (Executor executor = new ThreadPoolExecutor(2)) {
                dashboard.add(executor);
                named(executor, "square")
                        .map(n -> n * n, IntStream.range(0, 10).boxed().toList())
                        .toList();
                Future<?> failing = named(executor, "parse").submit(() -> Integer.parseInt("seven"));
                failing.exception();
            }
            State state = State.of(dashboard);
            assertEquals(10, State.number(state.group("square"), "succeeded"));
            assertEquals(1, State.number(state.group("parse"), "failed"));
            assertEquals(0, State.number(state.group("parse"), "running"));
            Map<String, Object> failure = state.list("failures").getFirst();
            assertEquals("java.lang.NumberFormatException", failure.get("type"));
            assertEquals("parse", failure.get("task"));
            assertTrue(failure.get("trace").toString().contains("tasksAreCountedByNameAndOutcome"));
        }
    }

    @Test
    void aTaskThatRunsIsShownWithItsWorker() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(2);
                Dashboard dashboard = Dashboard.collect(executor)) {
            named(executor, "waits").submit(() -> {
                gate.await();
                return null;
            });
            State state = State.await(
                    dashboard, now -> now.list("workers").stream().anyMatch(worker -> worker.containsKey("task")));
            assertEquals(1, State.number(state.group("waits"), "running"));
            assertEquals(0, State.number(state.group("waits"), "queued"));
            assertTrue(state.list("workers").stream()
                    .anyMatch(worker -> worker.get("name").equals(executor + "-0")
                            && worker.get("state").equals("BUSY")
                            && worker.get("kind").equals("THREAD")));
            gate.countDown();
        }
    }

    @Test
    void aThreadThatWasThereBeforeIsItsWorker() throws Exception {
        try (Executor executor = new ThreadPoolExecutor(1)) {
            executor.submit(() -> 1).result();
            try (Dashboard dashboard = Dashboard.collect(executor)) {
                executor.submit(() -> 2).result();
                State state = State.await(dashboard, now -> !now.list("workers").isEmpty());
                assertEquals("THREAD", state.list("workers").getFirst().get("kind"));
            }
        }
    }

    @Test
    void virtualThreadsShareRows() {
        try (Dashboard dashboard = Dashboard.collect()) {
            try (Executor executor = ThreadPoolExecutor.virtual()) {
                dashboard.add(executor);
                for (int i = 0; i < 50; i++) {
                    executor.submit(() -> 1).result();
                }
            }
            State state = State.of(dashboard);
            assertTrue(state.list("workers").size() <= 50);
            assertTrue(state.list("workers").stream()
                    .allMatch(worker -> worker.get("kind").equals("VIRTUAL")));
            assertEquals(
                    50,
                    state.list("workers").stream()
                            .mapToLong(worker -> State.number(worker, "done"))
                            .sum());
        }
    }

    @Test
    void aDeadProcessIsShownWithItsCauseAndSuccessor() throws Exception {
        try (ProcessPoolExecutor executor = new ProcessPoolExecutor(1);
                Dashboard dashboard = Dashboard.collect(executor)) {
            executor.submit(() -> 1).result();
            long pid = executor.workers().getFirst().pid();
            named(executor, "dies")
                    .submit(() -> {
                        System.err.println("the last line");
                        Runtime.getRuntime().halt(3);
                    })
                    .exception();
            executor.submit(() -> 2).result();
            State state = State.await(
                    dashboard,
                    now -> now.list("workers").stream().anyMatch(worker -> State.number(worker, "restarts") == 1));
            Map<String, Object> dead = state.list("workers").stream()
                    .filter(worker -> State.number(worker, "pid") == pid)
                    .findAny()
                    .orElseThrow();
            assertEquals("CRASHED", dead.get("state"));
            assertTrue(
                    dead.get("cause").toString().contains("halt"),
                    dead.get("cause").toString());
            assertTrue(dead.get("description").toString().contains("the last line"));
            assertEquals(1, State.number(state.statistics(), "crashedWorkers"));
            assertEquals(1, State.number(state.statistics(), "replacedWorkers"));
            // The successor goes on in its row.
            List<Object> rows = state.list("workers").stream()
                    .map(worker -> worker.get("row"))
                    .distinct()
                    .toList();
            assertEquals(1, rows.size(), rows.toString());
            assertEquals(1, State.number(state.group("dies"), "crashed"));
        }
    }

    @Test
    void aReportIsOneFileThatNothingCanBreakOutOf(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = Dashboard.collect(executor)) {
            named(executor, NASTY).submit(() -> 1).result();
            named(executor, "fails")
                    .submit(() -> {
                        throw new IllegalStateException(NASTY);
                    })
                    .exception();
            State.await(
                    dashboard,
                    now -> State.number(now.group(NASTY_AS_SHOWN), "succeeded") == 1
                            && State.number(now.group("fails"), "failed") == 1);
            dashboard.report(file);
        }
        String html = Files.readString(file);
        assertEquals(2, html.split("</script>", -1).length - 1, "one script for the data, one for the page");
        assertFalse(html.contains("<img"));
        assertFalse(html.contains("<link"));
        assertFalse(html.contains("src=\""));
        String data = html.replaceFirst("(?s).*<script type=\"application/json\" id=\"report\">", "")
                .replaceFirst("(?s)</script>.*", "");
        State told = new State(Browserless.json(data));
        assertEquals(1, State.number(told.group(NASTY_AS_SHOWN), "succeeded"));
        assertEquals(NASTY_AS_SHOWN, told.list("failures").getFirst().get("message"));
    }

    @Test
    void aReportCanBeWrittenAfterTheEnd(@TempDir Path folder) throws IOException {
        Dashboard dashboard;
        try (Executor executor = new ThreadPoolExecutor(1)) {
            dashboard = Dashboard.collect(executor);
            named(executor, "early").submit(() -> 1).result();
        }
        dashboard.close();
        dashboard.report(folder.resolve("late.html"));
        assertTrue(Files.readString(folder.resolve("late.html")).contains("early"));
        assertThrows(IllegalStateException.class, () -> dashboard.add(new ThreadPoolExecutor(1)));
    }

    @Test
    void theStateIsThatOfTheMoment() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Executor executor = new ThreadPoolExecutor(1);
        try (Dashboard dashboard = Dashboard.collect(executor)) {
            Future<?> waiting = named(executor, "waits").submit(() -> {
                begun.countDown();
                gate.await();
                return null;
            });
            begun.await();
            assertEquals("OPEN", State.of(dashboard).executor().get("state"));
            executor.shutdown();
            assertEquals("SHUT_DOWN", State.of(dashboard).executor().get("state"));
            gate.countDown();
            waiting.result();
            executor.close();
            State state = State.of(dashboard);
            assertEquals("ENDED", state.executor().get("state"));
            assertEquals(1, State.number(state.statistics(), "succeeded"));
            assertEquals(1, State.number(state.group("waits"), "succeeded"));
            assertEquals(
                    1,
                    state.ended().stream().mapToLong(Long::longValue).sum(),
                    "what ended in the second that was not over yet");
        }
        executor.close();
    }

    @Test
    void anExecutorIsNotKeptByItsDashboard() throws Exception {
        try (Dashboard dashboard = Dashboard.collect()) {
            forget(dashboard);
            State state = State.await(dashboard, now -> {
                System.gc();
                return now.executor().get("state").equals("ENDED");
            });
            assertEquals(1, State.number(state.group("forgotten"), "succeeded"));
        }
    }

    private static void forget(Dashboard dashboard) {
        Executor executor = new ThreadPoolExecutor(1);
        dashboard.add(executor);
        named(executor, "forgotten").submit(() -> 1).result();
    }

    @Test
    void anExecutorThatThrowsHurtsNoOther() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = Dashboard.collect()) {
            Executor foreign = (Executor) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Executor.class}, (proxy, method, arguments) -> {
                        if (broken.get() && !method.getName().equals("hashCode")) {
                            throw new IllegalStateException("broken");
                        }
                        return method.invoke(executor, arguments);
                    });
            dashboard.add(foreign);
            broken.set(true);
            Executor healthy = new ThreadPoolExecutor(1);
            dashboard.add(healthy);
            healthy.close();
            State.await(dashboard, now -> now.all().toString().contains("ENDED"));
        }
    }

    @Test
    void anExecutorIsShownOnce() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = Dashboard.collect(executor, executor)) {
            dashboard.add(executor);
            assertEquals(1, ((List<?>) State.of(dashboard).all().get("executors")).size());
        }
    }
}
