package concurrent.futures.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorKind;
import concurrent.futures.kit.Gate;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Meters of worker processes, which may die.
class ProcessMetersTest extends MetersContract {
    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind(
                "processes",
                workers -> ProcessPoolExecutor.builder()
                        .maxWorkers(workers)
                        .cancelGrace(Duration.ofMillis(200))
                        .build(),
                Capability.RUNS_IN_OTHER_PROCESS,
                Capability.TELLS_OF_WORKERS);
    }

    @Test
    void aCrashIsCountedByItsCauseAndTheWorkerIsReplaced() {
        Executor single = open(1);
        ExecutorMetrics.monitor(registry, single, "work");
        Future<?> fatal = single.submit(() -> Runtime.getRuntime().halt(3));
        assertThrows(WorkerCrashedException.class, fatal::result);
        assertEquals(42, single.submit(() -> 6 * 7).result());
        close(single);

        Page page = scrape();
        assertEquals(1, page.value("executor_failures_total", "cause=\"worker_lost\""));
        assertCrashes(page, CrashCause.EXIT);
        assertEquals(2, page.value("executor_workers_started_total"));
        assertEquals(1, page.value("executor_workers_restarts_total"));
        assertEquals(2, page.value("executor_seconds_count"));
        assertEquals(1, page.value("executor_tasks_total", "outcome=\"failed\""));
        assertEquals(1, page.value("executor_tasks_total", "outcome=\"succeeded\""));
        assertNothingDropped(page);
    }

    @Test
    void aWorkerThatIsStoppedWithItsTaskIsNotTakenForACrashOfItsOwn() {
        Executor single = open(1);
        ExecutorMetrics.monitor(registry, single, "work");
        Gate gate = gate();
        Future<Boolean> stubborn = single.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(50)))
                .submit(() -> gate.passIgnoringInterrupts());
        assertThrows(TaskTimeoutException.class, stubborn::result);
        close(single);

        Page page = scrape();
        assertEquals(1, page.value("executor_failures_total", "cause=\"time_limit\""));
        assertCrashes(page, CrashCause.STOPPED);
    }

    @Test
    void aFurtherAttemptIsCountedWithItsWait() {
        Executor single = open(1);
        ExecutorMetrics.monitor(registry, single, "work");
        Future<?> fatal = single.with(TaskOptions.defaults().withRetries(1))
                .submit(() -> Runtime.getRuntime().halt(3));
        assertThrows(WorkerCrashedException.class, fatal::result);
        close(single);

        Page page = scrape();
        assertEquals(1, page.value("executor_retries_total"));
        assertEquals(1, page.value("executor_completed_tasks_total"));
        assertEquals(1, page.value("executor_seconds_count"));
        assertEquals(2, page.value("executor_idle_seconds_count"));
        assertEquals(1, page.value("executor_failures_total", "cause=\"worker_lost\""));
        assertEquals(2, page.value("executor_workers_crashes_total", "cause=\"exit\""));
    }

    private static void assertCrashes(Page page, CrashCause one) {
        Arrays.stream(CrashCause.values())
                .forEach(cause -> assertEquals(
                        cause == one ? 1 : 0,
                        page.value("executor_workers_crashes_total", "cause=\"" + cause.tag() + "\""),
                        cause::tag));
    }
}
