package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/// The page, in a real browser.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
@SuppressWarnings("try") // the open page is looked at through the browser
class PageTest {
    private static final String NASTY = "<img src=x onerror=\"window.hurt = true\"><script>window.hurt = true</script>";

    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void quitBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Dashboard serve(Executor... executors) {
        return Dashboard.builder().port(0).announcement(line -> {}).serve(executors);
    }

    /// The page that is open; when it is left, it must not have complained.
    private record Page() implements AutoCloseable {
        static Page open(Dashboard dashboard) {
            browser.open(dashboard.link().orElseThrow());
            browser.await("the page is live", () -> browser.has("#connection", "live"));
            return new Page();
        }

        @Override
        public void close() {
            assertEquals(List.of(), browser.complaints());
            browser.open(URI.create("about:blank"));
        }
    }

    private static Executor named(Executor executor, String name) {
        return executor.with(TaskOptions.defaults().withName(name));
    }

    private static int square(int number) throws InterruptedException {
        Thread.sleep(2);
        return number * number;
    }

    @Test
    void thePageFillsWhileTasksRun() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(2);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
            named(executor, "square").map(number -> square(number), numbers).toList();
            named(executor, "fails").submit(() -> Integer.parseInt("seven")).exception();
            named(executor, "waits").submit(() -> {
                TaskContext.current().progress(30, 100);
                gate.await();
                return null;
            });
            browser.await("progress is shown", () -> browser.has(".task", "100 / 100"));
            browser.await("what runs is shown", () -> browser.has("td.what", "waits, 30 %"));
            browser.await("failures are shown", () -> browser.has(".failure", "NumberFormatException"));
            browser.await("figures are shown", () -> browser.has(".figure.succeeded", "100"));
            assertTrue(browser.has(".figure.running", "1"));
            browser.await("the stream is drawn", PageTest::isDrawn);
            gate.countDown();
            browser.await("its end is seen", () -> browser.has(".figure.running", "0"));
        }
    }

    /// Whether there is something in a colour of the names.
    private static boolean isDrawn() {
        return browser.holds("""
                const canvas = document.querySelector(".stream canvas");
                const copy = document.createElement("canvas");
                copy.width = canvas.width;
                copy.height = canvas.height;
                const paper = copy.getContext("2d", { willReadFrequently: true });
                paper.drawImage(canvas, 0, 0);
                const pixels = paper.getImageData(0, 0, copy.width, copy.height).data;
                const [red, green, blue] = [0x2f, 0x6f, 0xde];
                for (let at = 0; at < pixels.length; at += 4) {
                  if (pixels[at] === red && pixels[at + 1] === green && pixels[at + 2] === blue) return true;
                }
                return false;
                """);
    }

    @Test
    void aKilledWorkerIsShownWithItsCause() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1);
                Dashboard dashboard = serve(pool);
                Page page = Page.open(dashboard)) {
            Future<?> victim = named(pool, "victim").submit(() -> new CountDownLatch(1).await(1, TimeUnit.HOURS));
            browser.await("the task is shown", () -> browser.has("td.what", "victim"));
            ProcessHandle.of(pool.workers().getFirst().pid()).orElseThrow().destroyForcibly();
            victim.exception();
            browser.await(
                    "the death is shown",
                    () -> browser.has("tr.crashed td.what", "SIGKILL") || browser.has("tr.crashed td.what", "killed"));
            browser.click("tr.crashed .link");
            browser.await("its last words are shown", () -> browser.has("#dialog-text", "pid"));
            browser.keys("#dialog-close", Keys.ESCAPE);
            browser.await("the failure is grouped", () -> browser.has(".failure", "WorkerCrashedException"));
        }
    }

    @Test
    void textIsNeverTakenForHtml() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = Dashboard.builder()
                        .port(0)
                        .title(NASTY)
                        .announcement(line -> {})
                        .serve(executor);
                Page page = Page.open(dashboard)) {
            named(executor, NASTY)
                    .submit(() -> {
                        throw new IllegalStateException(NASTY);
                    })
                    .exception();
            browser.await(
                    "the name is shown as it is",
                    () -> browser.texts(".task .name").contains(NASTY));
            browser.await(
                    "the message as well",
                    () -> browser.texts(".failure .message").contains(NASTY));
            browser.click(".failure summary");
            hover();
            assertEquals(NASTY, browser.texts("#title").getFirst());
            assertEquals(0L, browser.number("return document.querySelectorAll('img').length"));
            assertFalse(browser.holds("return window.hurt === true"));
        }
    }

    @Test
    void whatATaskWorkedOnIsShownWithItsFailure() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            Executor asked =
                    executor.with(TaskOptions.defaults().withName("parse").withArgumentSummary());
            for (String word : List.of("seven", NASTY, "eight")) {
                try (Results<Integer> results = asked.map(text -> Integer.parseInt(text), List.of(word))) {
                    assertThrows(NumberFormatException.class, results::toList);
                }
            }
            browser.await("the last is shown", () -> browser.has(".failure code.arguments", "(eight)"));
            browser.click(".failure summary");
            assertEquals(List.of("eight", NASTY, "seven"), browser.texts(".failure ul.arguments li"));
            assertFalse(browser.holds("return window.hurt === true"));
        }
    }

    /// Goes to the first task of the stream by the keyboard.
    private static void hover() {
        browser.keys(".stream canvas", "n");
        browser.keys(".stream canvas", "n");
    }

    @Test
    void workersAreSortedByEachColumn() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(3);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            for (int number = 0; number < 2; number++) {
                executor.submit(() -> {
                    gate.await();
                    return null;
                });
            }
            executor.map(number -> square(number), List.of(1, 2, 3, 4, 5)).toList();
            browser.await("all workers are shown", () -> done().size() == 3 && done().contains("5"));
            browser.click("th:nth-child(5) button");
            assertEquals(List.of("5", "0", "0"), done());
            assertEquals("descending", browser.find("th:nth-child(5)").getDomAttribute("aria-sort"));
            browser.click("th:nth-child(5) button");
            assertEquals(List.of("0", "0", "5"), done());
            browser.keys("th:nth-child(5) button", Keys.ENTER);
            assertEquals(List.of("5", "0", "0"), done());
            gate.countDown();
        }
    }

    private static List<String> done() {
        return browser.texts("tbody td:nth-child(5)");
    }

    @Test
    void aTaskIsDescribedToThePointerAndToTheKeyboard() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            named(executor, "pointed at").submit(() -> square(100)).result();
            browser.await("it is counted", () -> browser.has(".task", "1 / 1"));
            browser.await("the keys find it", () -> {
                browser.keys(".stream canvas", Keys.ESCAPE, Keys.HOME, "p");
                return browser.has("#tip:not([hidden])", "pointed at");
            });
            browser.keys(".stream canvas", Keys.ESCAPE);
            browser.await("the tip goes", () -> !browser.has("#tip:not([hidden])", "pointed at"));
            browser.await("the pointer finds it", () -> {
                browser.run("""
                        const canvas = document.querySelector(".stream canvas");
                        const box = canvas.getBoundingClientRect();
                        for (let x = 0; x < box.width; x += 2) {
                          canvas.dispatchEvent(new PointerEvent("pointermove", {clientX: box.left + x, clientY: box.top + 6}));
                          const tip = document.getElementById("tip");
                          if (!tip.hidden && tip.textContent.includes("pointed at")) return;
                        }
                        """);
                return browser.has("#tip:not([hidden])", "pointed at");
            });
            assertTrue(browser.has("#tip", "succeeded"));
            assertTrue(browser.has("#tip", "task 1 on " + executor + "-0"));
        }
    }

    /// Keeps what is written below the stream, with the place where each text begins and ends; the names of the workers
    /// are written last.
    private static final String READ_ALONG = """
            const pen = document.querySelector(".stream canvas").getContext("2d");
            const write = pen.fillText.bind(pen);
            let times = [];
            pen.fillText = (text, x, ...others) => {
              write(text, x, ...others);
              if (/^\\d\\d:/.test(text)) {
                times.push(text + " " + x + " " + (x + pen.measureText(text).width));
              } else {
                window.written = times.join("\\n");
                times = [];
              }
            };
            """;

    @Test
    void theTimesBelowTheStreamAreAsFarApartAsTheySayAndLeaveRoom() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            executor.submit(() -> square(1)).result();
            browser.await("it is counted", () -> browser.has(".figure.succeeded", "1"));
            browser.run(READ_ALONG);
            browser.keys(".stream canvas", Keys.HOME);
            for (int zoom = 0; zoom < 14; zoom++) {
                browser.run("delete window.written");
                browser.keys(".stream canvas", "-");
                browser.await("it is drawn", () -> browser.holds("return window.written !== undefined"));
                assertSpaced(browser.text("return window.written").lines().toList());
            }
        }
    }

    private static void assertSpaced(List<String> times) {
        assertTrue(times.size() > 3, times::toString);
        Set<Long> distances = new HashSet<>();
        for (int i = 1; i < times.size(); i++) {
            String[] before = times.get(i - 1).split(" ", -1);
            String[] here = times.get(i).split(" ", -1);
            distances.add(Math.floorMod(
                    ChronoUnit.MILLIS.between(LocalTime.parse(before[0]), LocalTime.parse(here[0])),
                    TimeUnit.DAYS.toMillis(1)));
            assertTrue(Double.parseDouble(here[1]) - Double.parseDouble(before[2]) >= 8, times::toString);
        }
        assertEquals(1, distances.size(), times::toString);
    }

    @Test
    void whatWaitsIsTheSameNumberEverywhere() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            String both = browser.text("""
                    return fetch("api/state").then((answer) => answer.json()).then((state) => {
                      const [first] = state.executors;
                      const part = new Dash.Executor(first, false);
                      first.statistics.pending = 5;
                      part.update(first, true);
                      first.statistics.pending = 3;
                      delete first.series; // It comes with each second only.
                      part.update(first, false);
                      return part.figures.pending.textContent + ", " + part.waiting.element.textContent;
                    });
                    """);
            assertEquals("3waiting, Waiting 3", both);
        }
    }

    @Test
    void aRowIsNamedAfterTheLastWorkerInIt() {
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard)) {
            String names = browser.text("""
                    return fetch("api/state").then((answer) => answer.json()).then((state) => {
                      const [first] = state.executors;
                      const named = (...workers) => {
                        const model = new Dash.StreamModel();
                        model.update({ ...first, workers });
                        return model.rows.get(0).name;
                      };
                      const there = { name: "there", row: 0 };
                      const [before, last] = [{ name: "before", row: 0, gone: 1 }, { name: "last", row: 0, gone: 2 }];
                      return named(before, last) + " " + named(there, before, last);
                    });
                    """);
            assertEquals("last there", names);
        }
    }

    @Test
    void thePageFitsAPhoneInBothThemes() {
        try (Executor executor = new ThreadPoolExecutor(2);
                Executor other = ThreadPoolExecutor.virtual();
                Dashboard dashboard = serve(executor, other);
                Page page = Page.open(dashboard)) {
            browser.size(360, 740);
            named(executor, "a.very.long.name.of.a.task.that.does.not.fit.on.any.phone.Indeed::itDoesNot")
                    .submit(() -> Integer.parseInt("x".repeat(300)))
                    .exception();
            browser.await("it is shown", () -> browser.has(".task", "1 / 1"));
            assertEquals(360L, browser.number("return document.documentElement.scrollWidth"), "nothing sticks out");
            String light = background();
            browser.click("#theme");
            String dark = background();
            assertNotEquals(light, dark);
            browser.theme("dark");
            browser.run("localStorage.clear()");
            browser.open(dashboard.link().orElseThrow());
            assertEquals(dark, background(), "as the system prefers");
        } finally {
            browser.theme("light");
            browser.size(1280, 1000);
        }
    }

    @Test
    void namesThatAreVeryLongTakeLittleRoomOnAPhone() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        String name = "a.name.without.end".repeat(11);
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(executor);
                Page page = Page.open(dashboard);
                AutoCloseable end = gate::countDown) {
            browser.size(360, 740);
            named(executor, name).submit(() -> Integer.parseInt("seven")).exception();
            named(executor, name).submit(() -> {
                gate.await();
                return null;
            });
            browser.await("it is shown", () -> browser.has(".failure", name) && browser.has("td.what", "a.name"));
            for (String part : List.of(".legend", ".task", "tbody tr", ".failure")) {
                long height = browser.number("return document.querySelector('" + part + "').offsetHeight");
                assertTrue(height < 140, part + " is " + height + " high");
            }
            for (String whole : List.of(
                    ".legend [title]", ".task [title]", "td.what [title]", ".failure [title=\"" + name + "\"]")) {
                assertEquals(name, browser.find(whole).getDomAttribute("title"));
            }
            browser.click(".failure summary");
            assertTrue(browser.holds("const one = document.querySelector('.failure .name');"
                    + " return one.offsetHeight > 30 && one.scrollWidth <= one.clientWidth + 1"));
        } finally {
            browser.size(1280, 1000);
        }
    }

    @Test
    void whatIsOutOfSightHasTheNewColoursAsWell() {
        try (Executor first = new ThreadPoolExecutor(1);
                Executor second = new ThreadPoolExecutor(1);
                Dashboard dashboard = serve(first, second);
                Page page = Page.open(dashboard)) {
            second.submit(() -> square(1)).result();
            browser.await(
                    "both are shown", () -> browser.texts(".figure.succeeded").contains("1succeeded"));
            browser.size(1280, 300);
            browser.await("it is drawn", () -> colours().equals(Set.of("238,241,246")));
            browser.theme("dark");
            browser.await("all are dark", () -> colours().equals(Set.of("29,37,50")));
        } finally {
            browser.theme("light");
            browser.size(1280, 1000);
        }
    }

    /// What is in the first row of the canvases, at the right edge.
    private static Set<String> colours() {
        return Set.of(browser.text("""
                const paper = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
                return [...new Set([...document.querySelectorAll("canvas")].map((canvas) => {
                  paper.drawImage(canvas, canvas.width - 20, 2, 1, 1, 0, 0, 1, 1);
                  return paper.getImageData(0, 0, 1, 1).data.slice(0, 3).join(",");
                }))].join(" ");
                """).split(" "));
    }

    private static String background() {
        return browser.text("return getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void whatIsDoneNeedsTheLink() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(1);
                Dashboard dashboard = Dashboard.builder()
                        .port(0)
                        .actions(true)
                        .announcement(line -> {})
                        .serve(executor);
                Page page = Page.open(dashboard)) {
            executor.submit(() -> {
                gate.await();
                return null;
            });
            Future<Integer> waiting = executor.submit(() -> 1);
            browser.await("there is something to cancel", () -> browser.has(".figure.pending", "1"));
            browser.run("window.confirm = () => true");
            browser.click(".executor header .buttons button");
            browser.await("the click has cancelled it", waiting::isCancelled);
            gate.countDown();
        }
    }

    @Test
    void aReportIsShownFromItsFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("report.html");
        try (Executor executor = new ThreadPoolExecutor(2);
                Dashboard dashboard = Dashboard.collect(executor)) {
            named(executor, NASTY)
                    .map(number -> square(number), List.of(1, 2, 3))
                    .toList();
            State.await(dashboard, now -> State.number(now.group(NASTY), "succeeded") == 3);
            dashboard.report(file);
        }
        browser.open(file.toUri());
        browser.await("it is shown", () -> browser.has(".task", "3 / 3"));
        assertTrue(browser.has("#connection", "report of"));
        assertTrue(browser.texts(".task .name").contains(NASTY));
        assertFalse(browser.holds("return window.hurt === true"));
        browser.await("the stream is drawn", PageTest::isDrawn);
    }
}
