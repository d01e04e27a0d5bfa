package concurrent.futures.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Parts of the page where there is little room, made of states as a server tells them.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class NarrowPageTest {
    private static final String STATE = "return fetch('api/state').then((answer) => answer.json()).then((state) => {"
            + " const [first] = state.executors; const part = new Dash.Executor(first, false);"
            + " document.querySelector('main').append(part.element);";

    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = new Browser();
        browser.size(390, 844);
    }

    @AfterAll
    static void quitBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String told(String script) {
        return browser.onPage(page -> page.text(STATE + script + "});"));
    }

    @Test
    void noNumberSticksOutOfItsFigure() {
        String sticksOut = told("""
                const now = first.statistics;
                Object.assign(now, { pending: 1234567, succeeded: 1234567890, failed: 1234567, maxWorkers: 1000, workers: 1000 });
                first.longestWaitMillis = 3599e3;
                part.update(first, true);
                return Object.values(part.figures).filter((one) => one.firstChild.scrollWidth > one.firstChild.clientWidth)
                  .map((one) => one.textContent).join(", ") + " " + document.documentElement.scrollWidth;
                """);
        assertEquals(" 390", sticksOut);
    }

    @Test
    void howAWorkerDiedTakesFewLines() {
        long height = Long.parseLong(told("""
                first.workers = [{ name: "worker-41", kind: "PROCESS", pid: 14681, state: "CRASHED", row: 0, done: 112, failed: 1,
                  restarts: 20, heapBytes: 1e6, residentBytes: 273e6, processors: 0, came: 0, gone: 1, description: "all",
                  cause: "somebody sent it SIGABRT (kill -ABRT), or native code in it gave up (abort)" }];
                part.update(first, true);
                return part.workers.body.firstChild.offsetHeight;
                """));
        assertTrue(height < 115, "the row is " + height + " high");
    }

    @Test
    void aWorkerOfAClusterIsCalledAfterItsAgent() {
        String label = told("""
                return Dash.workerLabel({ name: "local-1/ProcessPoolExecutor-0-worker-12" }, "cluster-1");
                """);
        assertEquals("local-1/worker-12", label);
    }

    @Test
    void aVirtualThreadIsCalledOne() {
        String worker = told("""
                first.workers = [{ name: "virtual 1", kind: "VIRTUAL", pid: 0, state: "IDLE", row: 0, done: 1, failed: 1,
                  restarts: 0, heapBytes: 0, residentBytes: 0, processors: 0, came: 0 }];
                first.failures = [{ type: "java.io.IOException", task: "fetch", count: 1, first: 0, last: 0,
                  worker: first.name + "-103", arguments: [], message: "", trace: "" }];
                part.update(first, true);
                return [...part.failures.entries.values()][0].worker.textContent;
                """);
        assertEquals("last on virtual thread 103", worker);
    }
}
