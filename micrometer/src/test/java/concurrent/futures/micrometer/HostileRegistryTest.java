package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.Contract;
import concurrent.futures.kit.ExecutorKind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Registries and executors that throw, names that nobody would give, and many who bind: the page is there, and nothing
/// is left.
class HostileRegistryTest extends Contract {
    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind("threads", ThreadPoolExecutor::new);
    }

    private static boolean isListenedTo(Executor executor) {
        String name = executor + "-events";
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name));
    }

    private static MeterRegistry throwingAt(String meter, AtomicBoolean throwing) {
        MeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (throwing.get() && id.getName().equals(meter)) {
                    throw new IllegalStateException("no " + meter);
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
        return registry;
    }

    @Test
    void ofABindingThatFailsNothingIsLeftAndItCanBeTriedAgain() {
        for (String meter : List.of("executor.active", "executor.run.time", "executor.events.dropped")) {
            AtomicBoolean throwing = new AtomicBoolean(true);
            MeterRegistry registry = throwingAt(meter, throwing);
            Executor executor = open(1);
            ExecutorMetrics metrics = new ExecutorMetrics(executor, "work", Tags.empty());

            assertThrows(IllegalStateException.class, () -> metrics.bindTo(registry));

            assertEquals(List.of(), registry.getMeters());
            await("nobody listens", () -> !isListenedTo(executor));
            throwing.set(false);
            metrics.bindTo(registry);
            executor.submit(() -> 1);
            close(executor);
            assertEquals(1, registry.get("executor.run.time").timer().count());
            metrics.close();
        }
    }

    @Test
    void whatThrowsWhenMetersGoKeepsNoneOfThem() {
        MeterRegistry throwing = new SimpleMeterRegistry();
        MeterRegistry other = new SimpleMeterRegistry();
        Executor executor = executor();
        ExecutorMetrics metrics = ExecutorMetrics.monitor(throwing, executor, "work");
        metrics.bindTo(other);
        throwing.config().onMeterRemoved(meter -> {
            throw new IllegalStateException("I want to keep " + meter.getId());
        });

        assertThrows(IllegalStateException.class, metrics::close);

        assertEquals(List.of(), throwing.getMeters());
        assertEquals(List.of(), other.getMeters());
        await("nobody listens", () -> !isListenedTo(executor));
        metrics.close();
    }

    @Test
    void anExecutorThatThrowsWhenItIsAskedLeavesThePageWhole() {
        AtomicBoolean broken = new AtomicBoolean();
        Executor executor = breakable(executor(), broken);
        ExecutorMetrics.monitor(prometheus, executor, "work");
        ExecutorMetrics.monitor(prometheus, open(1), "healthy");
        executor.submit(() -> 1).result();
        assertEquals(1, new Page(prometheus.scrape()).value("executor_submitted_tasks_total", "name=\"work\""));

        broken.set(true);

        Page page = new Page(prometheus.scrape());
        assertEquals(1, page.value("executor_submitted_tasks_total", "name=\"work\""), "as it was");
        assertTrue(Double.isNaN(page.value("executor_active_threads", "name=\"work\"")));
        assertEquals(0, page.value("executor_active_threads", "name=\"healthy\""));
    }

    private static Executor breakable(Executor executor, AtomicBoolean broken) {
        return (Executor) Proxy.newProxyInstance(
                HostileRegistryTest.class.getClassLoader(),
                new Class<?>[] {Executor.class},
                (proxy, method, arguments) -> {
                    if (broken.get()) {
                        throw new IllegalStateException("the test has broken it");
                    }
                    try {
                        return method.invoke(executor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whoeverLosesTheNameListensNoMore() {
        Executor first = open(1);
        ExecutorMetrics ofFirst = ExecutorMetrics.monitor(prometheus, first, "work");
        assertTrue(isListenedTo(first));

        Executor second = open(1);
        ExecutorMetrics.monitor(prometheus, second, "work");

        await("nobody listens to the first", () -> !isListenedTo(first));
        assertTrue(isListenedTo(second));
        ofFirst.close();
        second.submit(() -> 1);
        close(second);
        assertEquals(1, new Page(prometheus.scrape()).value("executor_run_time_seconds_count", "name=\"work\""));
    }

    @Test
    void boundAgainAndAgainAnExecutorHasOneListener() {
        Executor executor = open(1);
        for (int i = 0; i < 50; i++) {
            ExecutorMetrics.monitor(prometheus, executor, "work");
        }
        executor.submit(() -> 1);
        close(executor);
        Page page = new Page(prometheus.scrape());
        assertEquals(1, page.value("executor_run_time_seconds_count", "name=\"work\""));
        assertEquals(1, page.value("executor_submitted_tasks_total", "name=\"work\""));
    }

    @Test
    void theSameNameWithOtherTagsIsAnotherName() {
        Executor north = open(1);
        Executor south = open(1);
        ExecutorMetrics.monitor(prometheus, north, "work", Tag.of("region", "north"));
        ExecutorMetrics.monitor(prometheus, south, "work", Tag.of("region", "south"));
        north.submit(() -> 1);
        close(north);
        close(south);
        Page page = new Page(prometheus.scrape());
        assertEquals(1, page.value("executor_run_time_seconds_count", "region=\"north\""));
        assertEquals(0, page.value("executor_run_time_seconds_count", "region=\"south\""));
    }

    @Test
    void namesWithOddCharactersMakeNoOtherSamples() {
        List<String> names = List.of("a\"b", "c\\d", "e\nf 1", "} 7", "größe \u202E\uD83D\uDE00", " ", "#");
        for (String name : names) {
            ExecutorMetrics.monitor(prometheus, open(1), name);
        }
        String page = prometheus.scrape();
        List<String> samples = page.lines()
                .filter(line -> line.startsWith("executor_submitted_tasks_total"))
                .toList();
        assertEquals(names.size(), samples.size(), page);
        for (String shown : List.of("a\\\"b", "c\\\\d", "e\\nf 1", "} 7", "größe \u202E\uD83D\uDE00", " ", "#")) {
            assertTrue(samples.contains("executor_submitted_tasks_total{name=\"" + shown + "\"} 0.0"), page);
        }
    }

    @Test
    void noNameOfATaskMakesAMeter() {
        Executor executor = open(2);
        ExecutorMetrics.monitor(prometheus, executor, "work");
        long before = prometheus.scrape().lines().count();
        for (int i = 0; i < 1_000; i++) {
            executor.with(TaskOptions.defaults().withName("task\n" + i).withArgumentSummary())
                    .submit(() -> Integer.parseInt("none"));
        }
        close(executor);
        String page = prometheus.scrape();
        assertEquals(before, page.lines().count());
        assertFalse(page.contains("task\\n"), page);
    }
}
