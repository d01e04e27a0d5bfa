package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.Contract;
import concurrent.futures.kit.ExecutorKind;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// The page is read while what it shows begins, dies and ends.
class ScrapeUnderFireTest extends Contract {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind("processes", ProcessPoolExecutor::new);
    }

    /// Reads the page until the end, and checks that no counter goes back.
    private FutureTask<Integer> readWhile(CountDownLatch ended) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Integer> reader = new FutureTask<>(() -> {
            int pages = 0;
            double submitted = 0;
            double restarts = 0;
            while (ended.getCount() > 0) {
                Page page = new Page(registry.scrape());
                double nowSubmitted = page.value("executor_submitted_tasks_total", "name=\"work\"");
                double nowRestarts = page.value("executor_workers_restarts_total", "name=\"work\"");
                assertTrue(nowSubmitted >= submitted && nowRestarts >= restarts, page.text());
                submitted = nowSubmitted;
                restarts = nowRestarts;
                pages++;
                begun.countDown();
            }
            return pages;
        });
        Thread.ofPlatform().start(reader);
        begun.await();
        return reader;
    }

    @Test
    void whileWorkersAreKilledAndThePoolIsClosed() throws Exception {
        ProcessPoolExecutor pool = (ProcessPoolExecutor) open(1);
        ExecutorMetrics.monitor(registry, pool, "work");
        CountDownLatch ended = new CountDownLatch(1);
        FutureTask<Integer> reader = readWhile(ended);
        for (int i = 1; i <= 2; i++) {
            Future<?> crashing = pool.submit(() -> Runtime.getRuntime().halt(7));
            assertInstanceOf(WorkerCrashedException.class, crashing.exception());
            assertEquals(i, pool.submit(() -> 1).result() * i);
        }
        close(pool);
        ended.countDown();
        assertTrue(reader.get() > 0);
        Page page = new Page(registry.scrape());
        assertEquals(2, page.value("executor_workers_restarts_total", "name=\"work\""));
        assertEquals(2, page.value("executor_workers_crashes_total", "cause=\"exit\""));
        assertEquals(4, page.value("executor_submitted_tasks_total", "name=\"work\""));
    }

    @Test
    void whileOthersComeAndGo() throws Exception {
        try (Executor stays = new ThreadPoolExecutor(1)) {
            ExecutorMetrics.monitor(registry, stays, "work");
            CountDownLatch ended = new CountDownLatch(1);
            FutureTask<Integer> reader = readWhile(ended);
            for (int i = 0; i < 50; i++) {
                try (Executor other = new ThreadPoolExecutor(1);
                        ExecutorMetrics metrics = ExecutorMetrics.monitor(registry, other, "other " + i % 3)) {
                    other.submit(() -> 1).result();
                    stays.submit(() -> 1).result();
                    metrics.bindTo(registry);
                }
            }
            ended.countDown();
            assertTrue(reader.get() > 0);
            assertEquals(50, new Page(registry.scrape()).value("executor_submitted_tasks_total", "name=\"work\""));
        }
    }
}
