package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server answers, to whom, and that it ends.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ServerTest {
    private static final String[] OWN = {"X-Dashboard", "1"};

    private static Dashboard.Builder quiet() {
        return Dashboard.builder().port(0).announcement(line -> {});
    }

    private static String[] own(Browserless browser, String... more) {
        List<String> headers =
                new ArrayList<>(List.of("X-Dashboard", "1", "Authorization", "Bearer " + browser.token()));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    @Test
    void everyAnswerForbidsWhatThePageDoesNotNeed() {
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            for (String path : List.of("/", "/page/app.js", "/page/theme.css", "/page/icon.svg", "/api/state", "/no")) {
                HttpResponse<String> answer = browser.get(path);
                String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElseThrow();
                assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
                assertFalse(policy.contains("unsafe"), policy);
                assertTrue(policy.contains("frame-ancestors 'none'"), policy);
                assertTrue(policy.contains("require-trusted-types-for 'script'"), policy);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
                assertEquals(
                        "no-referrer",
                        answer.headers().firstValue("Referrer-Policy").orElseThrow());
                assertTrue(answer.headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .isEmpty());
                assertTrue(answer.headers().firstValue("Set-Cookie").isEmpty());
            }
            assertEquals(404, browser.get("/no").statusCode());
            assertEquals(404, browser.get("/page/../module-info.class").statusCode());
            assertEquals(405, browser.method("DELETE", "/api/state").statusCode());
            assertEquals("", browser.method("HEAD", "/").body());
            assertEquals(200, browser.method("HEAD", "/api/events").statusCode());
        }
    }

    @Test
    void thePageLoadsNothingFromElsewhere() {
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            String page = browser.get("/").body();
            assertFalse(page.contains("//"), page);
            assertFalse(page.contains("style="), page);
            assertFalse(page.matches("(?s).*\\son[a-z]+=.*"), page);
            Matcher parts = Pattern.compile("(?:src|href)=\"(page/[^\"]+)\"").matcher(page);
            int found = 0;
            while (parts.find()) {
                assertEquals(200, browser.get("/" + parts.group(1)).statusCode(), parts.group(1));
                found++;
            }
            assertEquals(14, found);
        }
    }

    @Test
    void aNameThatWasBentToThisMachineIsRefused() throws Exception {
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            assertTrue(browser.statusFor("/api/state", "evil.example:" + browser.port())
                    .contains("421"));
            assertTrue(browser.statusFor("/api/events", "evil.example").contains("421"));
            assertTrue(browser.statusFor("/api/state", "127.0.0.1.evil.example").contains("421"));
            assertTrue(browser.statusFor("/api/state", "localhost:9999").contains("200"), "through a tunnel");
            assertTrue(
                    browser.statusFor("/api/state", "[::1]:" + browser.port()).contains("200"));
        }
    }

    /// By the JDK's server, before anything of the dashboard's is asked.
    @ParameterizedTest
    @ValueSource(strings = {"mailto:x", "localhost:80", "javascript:alert(1)"})
    void whoAsksForNoPathIsHungUpOn(String target) throws Exception {
        Logger root = Logger.getLogger("");
        List<String> logged = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord log) {
                logged.add(log.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            root.addHandler(handler);
            assertNull(browser.statusFor(target, "localhost"));
            assertEquals("HTTP/1.1 200 OK", browser.statusFor("/", "localhost"));
        } finally {
            root.removeHandler(handler);
        }
        assertEquals(List.of(), logged);
    }

    @Test
    void withActionsNothingIsShownWithoutTheToken() {
        try (Dashboard dashboard = quiet().actions(true).serve();
                Browserless browser = new Browserless(dashboard)) {
            assertTrue(browser.token().length() >= 32, browser.token());
            for (String path : List.of("/", "/api/state", "/api/events", "/api/report", "/metrics")) {
                assertEquals(401, browser.get(path).statusCode(), path);
                assertEquals(401, browser.get(path + "?token=wrong").statusCode(), path);
            }
            assertEquals(200, browser.get("/" + browser.query()).statusCode());
            assertEquals(200, browser.get("/api/state" + browser.query()).statusCode());
            assertEquals(200, browser.get("/page/app.js").statusCode(), "no secret");
            assertEquals(200, browser.method("GET", "/api/state", own(browser)).statusCode());
        }
    }

    @Test
    void onlyThePageItselfMayAct() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = quiet().actions(true).serve(executor);
                Browserless browser = new Browserless(dashboard)) {
            executor.submit(() -> {
                gate.await();
                return null;
            });
            Future<Integer> waiting = executor.submit(() -> 1);
            String path = "/api/actions/cancel-pending?executor=0";
            String withToken = path + "&token=" + browser.token();
            assertEquals(403, browser.method("POST", path).statusCode());
            assertEquals(403, browser.method("POST", withToken).statusCode(), "a form of another site");
            assertEquals(403, browser.method("POST", withToken, OWN).statusCode(), "the token is not in a header");
            assertEquals(403, browser.method("POST", path, OWN).statusCode());
            assertEquals(
                    403,
                    browser.method("POST", path, own(browser, "Origin", "http://evil.example"))
                            .statusCode());
            assertEquals(405, browser.method("GET", path, own(browser)).statusCode());
            assertFalse(waiting.isDone());
            assertEquals(
                    200,
                    browser.method("POST", path, own(browser, "Origin", browser.origin()))
                            .statusCode());
            assertTrue(waiting.isCancelled());
            assertEquals(
                    409,
                    browser.method("POST", "/api/actions/resize?executor=0&workers=3", own(browser))
                            .statusCode());
            assertEquals(
                    404,
                    browser.method("POST", "/api/actions/shutdown?executor=7", own(browser))
                            .statusCode());
            assertEquals(
                    200,
                    browser.method("POST", "/api/actions/shutdown?executor=0", own(browser))
                            .statusCode());
            assertTrue(executor.isShutdown());
            gate.countDown();
        }
    }

    @Test
    void aTaskThatRunsIsCancelled() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1);
                Dashboard dashboard = quiet().actions(true).serve(pool);
                Browserless browser = new Browserless(dashboard)) {
            Future<?> running = pool.submit(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS));
            State state = State.await(
                    dashboard, now -> now.list("workers").stream().anyMatch(worker -> worker.containsKey("task")));
            @SuppressWarnings("unchecked") // it is how JSON is read
            Map<String, Object> task =
                    (Map<String, Object>) state.list("workers").getFirst().get("task");
            String path = "/api/actions/cancel?executor=0&task=" + State.number(task, "id");
            assertEquals(200, browser.method("POST", path, own(browser)).statusCode());
            assertTrue(running.isCancelled());
            State.await(dashboard, now -> State.number(now.list("groups").getFirst(), "running") == 0);
            assertEquals(409, browser.method("POST", path, own(browser)).statusCode());
        }
    }

    @Test
    void aPoolIsResizedWhereThatIsAllowed() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            String path = "/api/actions/resize?executor=0&workers=";
            try (Dashboard dashboard = quiet().serve(pool);
                    Browserless browser = new Browserless(dashboard)) {
                assertEquals(403, browser.method("POST", path + 3, OWN).statusCode());
                assertEquals(1, pool.maxWorkers());
            }
            try (Dashboard dashboard = quiet().actions(true).serve(pool);
                    Browserless browser = new Browserless(dashboard)) {
                assertEquals(400, browser.method("POST", path + 0, own(browser)).statusCode());
                assertEquals(200, browser.method("POST", path + 3, own(browser)).statusCode());
                assertEquals(3, pool.maxWorkers());
            }
        }
    }

    @Test
    @SuppressWarnings("try") // that it is closed is what this is about
    void thePageHearsWhatIsNewAndTheEnd() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = quiet().serve(executor);
                Browserless browser = new Browserless(dashboard)) {
            Executor named = executor.with(TaskOptions.defaults().withName("heard"));
            Iterator<Map<String, Object>> events = browser.events().iterator();
            named.submit(() -> 1).result();
            int rectangles = 0;
            State state = new State(events.next());
            rectangles += state.rectangles().size();
            while (State.number(state.group("heard"), "succeeded") < 1 || rectangles < 2) {
                state = new State(events.next());
                rectangles += state.rectangles().size();
            }
            assertEquals(2, rectangles, "each is sent once: the start of the worker, and the task");
            dashboard.close();
            assertEnds(events);
        }
    }

    /// In order, or cut off: what matters is that nobody waits for more.
    private static void assertEnds(Iterator<?> events) {
        try {
            events.forEachRemaining(event -> {});
        } catch (UncheckedIOException e) {
            assertNotNull(e.getCause());
        }
    }

    @Test
    void metricsAreThereWhereTheyAreGiven() {
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            assertEquals(404, browser.get("/metrics").statusCode());
        }
        try (Dashboard dashboard = quiet().metrics(() -> "executor_active 3\n").serve();
                Browserless browser = new Browserless(dashboard)) {
            assertEquals("executor_active 3\n", browser.get("/metrics").body());
        }
    }

    @Test
    void aWorkersStackIsShown() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor threads = new ThreadPoolExecutor(1);
                ProcessPoolExecutor processes = new ProcessPoolExecutor(1);
                Dashboard dashboard = quiet().serve(threads, processes);
                Browserless browser = new Browserless(dashboard)) {
            threads.submit(() -> {
                gate.await();
                return null;
            });
            State.await(
                    dashboard,
                    now -> State.number(
                                    now.list("groups").isEmpty()
                                            ? Map.of()
                                            : now.list("groups").getFirst(),
                                    "running")
                            == 1);
            String ofThread = browser.method("POST", "/api/threads?executor=0&worker=" + threads + "-0", OWN)
                    .body();
            assertTrue(ofThread.contains("CountDownLatch.await"), ofThread);
            assertEquals(
                    403,
                    browser.method("POST", "/api/threads?executor=0&worker=" + threads + "-0")
                            .statusCode());
            Future<?> endless = processes.submit(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            });
            while (!endless.isRunning()) {
                Thread.onSpinWait();
            }
            String worker = processes.workers().getFirst().name();
            String ofProcess = browser.method("POST", "/api/threads?executor=1&worker=" + worker, OWN)
                    .body();
            assertTrue(ofProcess.contains("ServerTest.lambda$aWorkersStackIsShown"), ofProcess);
            endless.cancel(true);
            gate.countDown();
        }
    }

    /// Connections over which a part of a request was sent, and nothing is read.
    private static List<Socket> silent(int port, String begun, int number) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }
        return sockets;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void thoseWhoNeverReadKeepNoPageOut() throws Exception {
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            String request = "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            List<Socket> sockets = silent(browser.port(), request, 200);
            for (Socket socket : sockets) {
                assertEquals('H', socket.getInputStream().read(), "it is served");
            }
            assertTrue(browser.statusFor("/api/events", "localhost").contains("200"));
            assertTrue(browser.events().iterator().hasNext());
            closeAll(sockets);
        }
    }

    @Test
    void thoseWhoNeverAskAreEndedWhereTheyAreTooMany() throws Exception {
        try (Dashboard dashboard = quiet().serve();
                Browserless browser = new Browserless(dashboard)) {
            List<Socket> sockets = silent(browser.port(), "GET /api/sta", 600);
            assertEquals(200, browser.get("/api/state").statusCode());
            assertEquals(-1, firstByte(sockets.getFirst()), "ended by the server");
            closeAll(sockets);
        }
    }

    private static int firstByte(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1; // Cut off.
        }
    }

    @Test
    void anAnnouncementThatFailsLeavesNothingBehind() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Dashboard.Builder builder = Dashboard.builder().port(port).announcement(line -> {
            throw new IllegalStateException(line);
        });
        assertThrows(IllegalStateException.class, builder::serve);
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void nothingIsLeftAfterTheEnd() throws Exception {
        Dashboard dashboard = quiet().serve();
        int port;
        try (Browserless browser = new Browserless(dashboard)) {
            port = browser.port();
            assertTrue(browser.events().iterator().hasNext());
            assertEquals(2, threads().size(), threads().toString());
            assertTrue(threads().stream().allMatch(Thread::isDaemon), "they keep no program from ending");
            dashboard.close();
            dashboard.close();
        }
        for (Thread thread : threads()) {
            thread.join();
        }
        assertThrows(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dashboard-")
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .toList();
    }

    @Test
    void aTakenPortIsNamedAndTheUsualOneGivenWay() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Exception e = assertThrows(
                    Exception.class, () -> quiet().port(taken.getLocalPort()).serve());
            assertTrue(e.getMessage().contains("port " + taken.getLocalPort()), e.getMessage());
        }
        try (Dashboard first = Dashboard.builder().announcement(line -> {}).serve();
                Dashboard second = Dashboard.builder().announcement(line -> {}).serve()) {
            int one = first.link().orElseThrow().getPort();
            int other = second.link().orElseThrow().getPort();
            assertTrue(one >= 8787 && other > one, one + ", " + other);
        }
    }
}
