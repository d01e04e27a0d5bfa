package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.kit.Capability;
import concurrent.futures.kit.Contract;
import concurrent.futures.kit.Gate;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ExecutorServiceMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a Prometheus server gets to know of an executor, of whatever kind.
abstract class MetersContract extends Contract {
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Scraper scraper;

    @BeforeEach
    void serve() {
        scraper = new Scraper(registry);
    }

    @AfterEach
    void stopServing() {
        scraper.close();
    }

    final Page scrape() {
        return scraper.scrape();
    }

    @Test
    void theSumsAreThoseOfTheStatistics() {
        Executor single = open(1);
        ExecutorMetrics.monitor(registry, single, "work", Tag.of("region", "north"));
        List<Future<?>> ended = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            ended.add(single.submit(() -> number * number));
        }
        ended.add(single.submit(() -> Integer.parseInt("none")));
        ended.add(single.submit(() -> Integer.parseInt("neither")));
        awaitAll(ended);
        Gate gate = gate();
        occupy(single, gate);
        assertTrue(single.submit(() -> 1).cancel());
        assertTrue(single.submit(() -> 2).cancel());
        gate.open();
        close(single);

        Page page = scrape();
        ExecutorStatistics statistics = single.statistics();
        assertEquals(new ExecutorStatistics(1, 0, 0, 0, 10, 6, 2, 2), statistics);
        assertEquals(10, page.value("executor_submitted_tasks_total", "name=\"work\"", "region=\"north\""));
        assertEquals(10, page.value("executor_completed_tasks_total", "name=\"work\""));
        assertEquals(6, page.value("executor_tasks_total", "outcome=\"succeeded\""));
        assertEquals(2, page.value("executor_tasks_total", "outcome=\"failed\""));
        assertEquals(2, page.value("executor_tasks_total", "outcome=\"cancelled\""));
        assertEquals(0, page.value("executor_retries_total"));
        assertEquals(0, page.value("executor_active_threads"));
        assertEquals(0, page.value("executor_queued_tasks"));
        assertEquals(0, page.value("executor_pool_size_threads"));
        assertTimes(page, /* begun= */ 8);
        assertEquals(2, page.value("executor_failures_total", "cause=\"exception\""));
        assertEquals(0, page.value("executor_failures_total", "cause=\"time_limit\""));
        assertEquals(0, page.value("executor_failures_total", "cause=\"worker_lost\""));
        assertNothingDropped(page);
        boolean travelled = can(Capability.RUNS_IN_OTHER_PROCESS);
        assertEquals(travelled, page.value("executor_sent_bytes_total") > 0);
        assertEquals(travelled, page.value("executor_received_bytes_total") > 0);
        assertEquals(can(Capability.TELLS_OF_WORKERS) ? 1 : 0, page.value("executor_workers_started_total"));
        assertEquals(0, page.value("executor_workers_restarts_total"));
    }

    private static void assertTimes(Page page, int begun) {
        assertEquals(begun, page.value("executor_seconds_count"));
        assertEquals(begun, page.value("executor_run_time_seconds_count"));
        assertEquals(begun, page.value("executor_run_time_seconds_bucket", "le=\"+Inf\""));
        assertEquals(begun, page.value("executor_idle_seconds_count"));
        assertEquals(begun, page.value("executor_queue_time_seconds_count"));
        assertEquals(begun, page.value("executor_queue_time_seconds_bucket", "le=\"+Inf\""));
        assertTrue(page.value("executor_seconds_sum") > 0);
        assertEquals(page.value("executor_seconds_sum"), page.value("executor_run_time_seconds_sum"));
        assertEquals(page.value("executor_idle_seconds_sum"), page.value("executor_queue_time_seconds_sum"));
    }

    static void assertNothingDropped(Page page) {
        assertEquals(0, page.value("executor_events_dropped_total", "kind=\"tasks\""));
        assertEquals(0, page.value("executor_events_dropped_total", "kind=\"events\""));
    }

    @Test
    void whatRunsAndWaitsIsSeen() {
        Executor single = open(1);
        ExecutorMetrics.monitor(registry, single, "work");
        Gate gate = gate();
        occupy(single, gate);
        for (int i = 0; i < 3; i++) {
            int number = i;
            single.submit(() -> number);
        }

        Page page = scrape();
        assertEquals(1, page.value("executor_active_threads"));
        assertEquals(3, page.value("executor_queued_tasks"));
        assertEquals(Integer.MAX_VALUE - 3, page.value("executor_queue_remaining_tasks"));
        assertEquals(1, page.value("executor_pool_size_threads"));
        assertEquals(1, page.value("executor_pool_core_threads"));
        assertEquals(1, page.value("executor_pool_max_threads"));
        assertEquals(4, page.value("executor_submitted_tasks_total"));
        assertEquals(0, page.value("executor_completed_tasks_total"));
    }

    @Test
    void aTimeLimitIsAFailureOfItsOwn() {
        Executor executor = executor();
        ExecutorMetrics.monitor(registry, executor, "work");
        Gate gate = gate();
        Future<Boolean> stuck = executor.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(50)))
                .submit(() -> gate.pass());
        assertThrows(TaskTimeoutException.class, stuck::result);
        close(executor);

        Page page = scrape();
        assertEquals(1, page.value("executor_failures_total", "cause=\"time_limit\""));
        assertEquals(0, page.value("executor_failures_total", "cause=\"exception\""));
        assertEquals(1, page.value("executor_tasks_total", "outcome=\"failed\""));
    }

    @Test
    void dashboardsOfTheJdksPoolsFindTheSame() {
        Set<String> standard = typesOfTheJdksPool(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        ExecutorMetrics.monitor(registry, executor(), "work");

        Set<String> ours = scrape().types();
        assertTrue(standard.contains("executor_active_threads gauge"), standard::toString);
        assertTrue(ours.containsAll(standard), () -> ours + " lack some of " + standard);
    }

    @Test
    void aRegistryShowsThemBesideTheJdksPools() {
        ExecutorMetrics.monitor(registry, executor(), "ours");
        typesOfTheJdksPool(registry);

        Page page = scrape();
        assertEquals(0, page.value("executor_seconds_count", "name=\"ours\""));
        assertEquals(1, page.value("executor_seconds_count", "name=\"jdk\""));
    }

    private static Set<String> typesOfTheJdksPool(PrometheusMeterRegistry registry) {
        try (ExecutorService pool = ExecutorServiceMetrics.monitor(registry, Executors.newFixedThreadPool(1), "jdk")) {
            pool.submit(() -> 1).get();
            // Micrometer takes its gauges away at the end of the pool.
            return new Page(registry.scrape()).types();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
