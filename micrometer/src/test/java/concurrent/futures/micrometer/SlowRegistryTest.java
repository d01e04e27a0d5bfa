package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.Contract;
import concurrent.futures.kit.ExecutorKind;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A registry that does not keep up holds up no work, and what it lacks is counted.
class SlowRegistryTest extends Contract {
    /// More than there is room for while nobody listens.
    private static final int TASKS = 30_000;

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final MeterRegistry registry = new StandingRegistry(goOn);

    @Override
    protected ExecutorKind kind() {
        // Of these there are no events but those of tasks, which have their room reserved.
        return new ExecutorKind("virtual threads", ThreadPoolExecutor::virtual);
    }

    @Test
    void workGoesOnAndTheSumsAddUp() {
        Executor executor = open(2);
        ExecutorMetrics.monitor(registry, executor, "work");
        for (int i = 0; i < TASKS; i++) {
            int number = i;
            assertEquals(number, executor.submit(() -> number).result());
        }
        assertEquals(TASKS, functionCount("executor.completed", "name", "work"));

        goOn.countDown();
        close(executor);

        double dropped = functionCount("executor.events.dropped", "kind", "tasks");
        long timed = registry.get("executor.run.time").timer().count();
        assertTrue(dropped > 0);
        assertTrue(timed > 0);
        assertEquals(0, functionCount("executor.events.dropped", "kind", "events"));
        assertEquals(TASKS, timed + dropped);
    }

    private double functionCount(String meter, String key, String value) {
        return registry.get(meter).tag(key, value).functionCounter().count();
    }

    /// Its timers take nothing until it goes on.
    private static final class StandingRegistry extends SimpleMeterRegistry {
        private final CountDownLatch goOn;

        StandingRegistry(CountDownLatch goOn) {
            super(SimpleConfig.DEFAULT, Clock.SYSTEM);
            this.goOn = goOn;
        }

        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig distribution, PauseDetector pauseDetector) {
            CountDownLatch until = goOn;
            return new CumulativeTimer(
                    id,
                    clock,
                    distribution,
                    pauseDetector,
                    getBaseTimeUnit(),
                    /* supportsAggregablePercentiles= */ false) {
                @Override
                protected void recordNonNegative(long amount, TimeUnit unit) {
                    try {
                        until.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError("the executor has lost its patience", e);
                    }
                    super.recordNonNegative(amount, unit);
                }
            };
        }
    }
}
