package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the page does not do again and again, where much happens.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SmoothPageTest {
    /// Gives an executor of the state to a part of the page, and counts what that does.
    private static final String WITH_EXECUTOR =
            "return fetch('api/state').then((answer) => answer.json()).then((state) => {const [first] = state.executors;";

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

    private static long count(String script) {
        return browser.onPage(page -> page.number(WITH_EXECUTOR + script + "});"));
    }

    @Test
    void ofTasksThatShareAPixelOneIsDrawn() {
        long drawn = count("""
                const rectangles = [];
                for (let number = 0; number < 20000; number++) {
                  rectangles.push([0, number % 7, 0, number, 0.5, 0, 1, number, "w", 0, 0]);
                }
                const model = new Dash.StreamModel();
                model.update({ ...first, rectangles });
                const pen = document.createElement("canvas").getContext("2d");
                let drawn = 0;
                pen.fillRect = () => drawn++;
                const view = { width: 1000, height: 40, gutter: 0, rowHeight: 20, rows: 1, from: 0, to: 20000 };
                Dash.paintStream(pen, model, { ...view, selected: null, label: () => "" });
                return drawn;
                """);
        assertTrue(drawn > 950 && drawn < 1_100, drawn + " in 1000 pixels");
    }

    @Test
    void whatIsNewIsDrawnInTheNextFrameAndOnce() {
        long drawn = count("""
                const part = new Dash.Chart("one", "count");
                document.body.append(part.element);
                let drawn = 0;
                const pen = part.canvas.getContext("2d");
                pen.fillRect = () => drawn++;
                for (let time = 0; time < 50; time++) {
                  part.set([1, 2, 3], [], 1, 1);
                }
                const atOnce = drawn;
                return new Promise((done) => setTimeout(() => done(atOnce * 1000 + drawn), 500));
                """);
        assertTrue(drawn >= 4 && drawn <= 12, drawn + " strokes, of which thousands were before the frame");
    }

    @Test
    void aWorkerThatDoesTheSameLeavesTheTableAsItIs() {
        long changes = count("""
                const part = new Dash.Workers(first, null);
                document.body.append(part.element);
                const worker = (number) => ({ name: "w" + number, kind: "PROCESS", state: "IDLE", row: number, pid: 7,
                  done: 1, failed: 0, restarts: 0, heapBytes: 0, residentBytes: 0, processors: 0 });
                const workers = Array.from({ length: 100 }, (_, number) => worker(number));
                part.update({ ...first, workers, workersLeftOut: 0 });
                const observer = new MutationObserver(() => {});
                observer.observe(part.body, { attributes: true, childList: true, characterData: true, subtree: true });
                part.update({ ...first, workers: workers.map((one) => ({ ...one })), workersLeftOut: 0 });
                return observer.takeRecords().length;
                """);
        assertEquals(0, changes);
    }
}
