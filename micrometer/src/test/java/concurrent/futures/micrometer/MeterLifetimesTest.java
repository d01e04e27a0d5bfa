package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.Contract;
import concurrent.futures.kit.ExecutorKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Meters hold nobody, leave nothing behind, and show the executor that they were made for.
class MeterLifetimesTest extends Contract {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind("threads", ThreadPoolExecutor::new);
    }

    private static double completed(MeterRegistry registry, String name) {
        FunctionCounter counter =
                registry.get("executor.completed").tag("name", name).functionCounter();
        return counter.count();
    }

    private static long timed(MeterRegistry registry, String name) {
        Timer timer = registry.get("executor").tag("name", name).timer();
        return timer.count();
    }

    private static boolean isListenedTo(Executor executor) {
        String name = executor + "-events";
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name));
    }

    @Test
    void closingTakesTheMetersAndTheListenerAway() {
        Executor executor = executor();
        ExecutorMetrics metrics = ExecutorMetrics.monitor(registry, executor, "work");
        assertFalse(registry.getMeters().isEmpty());
        assertTrue(isListenedTo(executor));

        metrics.close();
        metrics.close();
        metrics.bindTo(registry);

        assertEquals(List.of(), registry.getMeters());
        await("nobody listens", () -> !isListenedTo(executor));
        assertEquals(1, executor.submit(() -> 1).result());
    }

    @Test
    void anExecutorThatHasEndedKeepsWhatItsMetersCameTo() {
        Executor executor = open(1);
        ExecutorMetrics metrics = ExecutorMetrics.monitor(registry, executor, "work");
        executor.submit(() -> 1);
        close(executor);

        assertEquals(1, completed(registry, "work"));
        assertEquals(1, timed(registry, "work"));
        metrics.close();
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void metersDoNotKeepAnExecutorFromBeingForgotten() {
        WeakReference<Executor> dropped = boundAndDropped();

        await("the executor is collected", () -> {
            System.gc();
            return dropped.get() == null;
        });
        assertTrue(Double.isNaN(registry.get("executor.active").gauge().value()));
        assertTrue(completed(registry, "dropped") <= 1);
    }

    private WeakReference<Executor> boundAndDropped() {
        Executor executor = new ThreadPoolExecutor(1);
        ExecutorMetrics.monitor(registry, executor, "dropped");
        executor.submit(() -> 1).result();
        return new WeakReference<>(executor);
    }

    @Test
    void whoKeepsTheMetricsKeepsTheNumbersOfAnExecutorThatHasEnded() {
        try (ExecutorMetrics _ = endedAndDropped()) {
            WeakReference<Object> other = new WeakReference<>(new Object());
            await("something else is collected", () -> {
                System.gc();
                return other.get() == null;
            });

            assertEquals(1, completed(registry, "ended"));
            assertEquals(0, registry.get("executor.active").gauge().value());
        }
    }

    private ExecutorMetrics endedAndDropped() {
        try (Executor executor = new ThreadPoolExecutor(1)) {
            executor.submit(() -> 1);
            return ExecutorMetrics.monitor(registry, executor, "ended");
        }
    }

    @Test
    void aNameBelongsToTheExecutorThatWasBoundLast() {
        Executor first = open(1);
        ExecutorMetrics ofFirst = ExecutorMetrics.monitor(registry, first, "work");
        first.submit(() -> 1);
        first.submit(() -> 2);
        close(first);
        assertEquals(2, completed(registry, "work"));

        Executor second = open(1);
        ExecutorMetrics ofSecond = ExecutorMetrics.monitor(registry, second, "work");
        ofFirst.close();
        second.submit(() -> 3);
        close(second);

        assertEquals(1, completed(registry, "work"));
        assertEquals(1, timed(registry, "work"));
        ofSecond.close();
        assertEquals(List.of(), registry.getMeters());
    }

    @Test
    void boundTwiceTheyCountOnce() {
        Executor executor = open(1);
        ExecutorMetrics metrics = new ExecutorMetrics(executor, "work", Tags.empty());
        MeterRegistry other = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        metrics.bindTo(other);
        executor.submit(() -> 1);
        close(executor);

        assertEquals(1, timed(registry, "work"));
        assertEquals(1, timed(other, "work"));
        assertEquals(1, completed(other, "work"));
        metrics.close();
        assertEquals(List.of(), other.getMeters());
    }

    @Test
    void theListenerOfAClosedRegistryGoesWithTheNextEvent() {
        Executor executor = executor();
        ExecutorMetrics.monitor(registry, executor, "work");
        registry.close();

        assertEquals(1, executor.submit(() -> 1).result());

        await("nobody listens", () -> !isListenedTo(executor));
    }

    @Test
    void anExecutorWithoutListenersHasTheMetersOfItsStatistics() {
        Executor executor = withoutListeners(executor());
        ExecutorMetrics metrics = ExecutorMetrics.monitor(registry, executor, "work");
        executor.submit(() -> 1).result();

        assertEquals(1, completed(registry, "work"));
        assertNull(registry.find("executor").meter());
        assertNull(registry.find("executor.events.dropped").meter());
        metrics.close();
        assertEquals(List.of(), registry.getMeters());
    }

    private static Executor withoutListeners(Executor executor) {
        return (Executor) Proxy.newProxyInstance(
                MeterLifetimesTest.class.getClassLoader(),
                new Class<?>[] {Executor.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addListener")) {
                        throw new UnsupportedOperationException("it tells nothing");
                    }
                    try {
                        return method.invoke(executor, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
