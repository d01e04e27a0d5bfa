package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import concurrent.futures.kit.Contract;
import concurrent.futures.kit.ExecutorKind;
import concurrent.futures.kit.Gate;
import concurrent.futures.kit.Heard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is told of worker processes.
class WorkerEventsTest extends Contract {
    @Override
    protected ExecutorKind kind() {
        return new ProcessPoolContractTest().kind();
    }

    private static Heard listenTo(Executor executor) {
        Heard heard = new Heard();
        executor.addListener(heard);
        return heard;
    }

    @Test
    void theDeathOfAWorkerIsToldWithItsCauseAndItsTaskAfterIt() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Future<?> crashing = single.submit(() -> Runtime.getRuntime().halt(7));
        assertInstanceOf(WorkerCrashedException.class, crashing.exception());
        assertEquals(1, single.submit(() -> 1).result());
        close(single);
        WorkerCrashed crashed = heard.all(WorkerCrashed.class).getFirst();
        assertEquals(heard.all(WorkerStarted.class).getFirst().pid(), crashed.pid());
        assertTrue(crashed.description().contains("exit code 7"), crashed::description);
        TaskEnded ended = assertInstanceOf(TaskEnded.class, heard.ofTask(1).getLast());
        assertEquals(TaskEnded.Outcome.CRASHED, ended.outcome());
        assertEquals(crashed.worker(), ended.worker());
        assertTrue(heard.all().indexOf(crashed) < heard.all().indexOf(ended));
        WorkerReplaced replaced = heard.all(WorkerReplaced.class).getFirst();
        assertEquals(crashed.worker(), replaced.worker());
        assertEquals(heard.all(WorkerStarted.class).getLast().worker(), replaced.successor());
        assertEquals(1, heard.all(WorkerRetired.class).size());
    }

    @Test
    void whatBecomesOfWorkersIsCountedWhetherSomebodyListensOrNot() {
        Executor single = open(1);
        for (int crashes = 1; crashes <= 2; crashes++) {
            Future<?> crashing = single.submit(() -> Runtime.getRuntime().halt(7));
            assertInstanceOf(WorkerCrashedException.class, crashing.exception());
            assertEquals(crashes, single.statistics().crashedWorkers());
            assertEquals(1, single.submit(() -> 1).result());
            assertEquals(crashes, single.statistics().replacedWorkers());
        }
        Heard heard = listenTo(single);
        Future<?> crashing = single.submit(() -> Runtime.getRuntime().halt(7));
        assertInstanceOf(WorkerCrashedException.class, crashing.exception());
        assertEquals(1, single.submit(() -> 1).result());
        close(single);
        assertEquals(
                single.statistics().crashedWorkers() - 2,
                heard.all(WorkerCrashed.class).size());
        assertEquals(
                single.statistics().replacedWorkers() - 2,
                heard.all(WorkerReplaced.class).size());
        assertEquals(3, single.statistics().crashedWorkers(), "those that were told to end are none");
    }

    @Test
    void aWorkerThatDiesAfterTheShutdownIsReplacedWhereThereIsWorkLeft() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Gate gate = gate();
        single.submit(() -> {
            gate.pass();
            Runtime.getRuntime().halt(7);
            return null;
        });
        Future<Integer> waiting = single.submit(() -> 1);
        gate.awaitArrivals(1);
        single.shutdown();
        gate.open();
        assertEquals(1, waiting.result());
        close(single);
        assertEquals(1, single.statistics().replacedWorkers());
        WorkerReplaced replaced = heard.all(WorkerReplaced.class).getFirst();
        assertEquals(heard.all(WorkerCrashed.class).getFirst().worker(), replaced.worker());
        assertEquals(heard.all(WorkerStarted.class).getLast().worker(), replaced.successor());
    }

    @Test
    void aTaskInAWorkerIsToldTheSameNumbers() {
        Executor single = open(1);
        Future<?> crashing = single.submit(() -> Runtime.getRuntime().halt(7));
        assertInstanceOf(WorkerCrashedException.class, crashing.exception());
        List<Long> numbers = single.submit(() -> {
                    ExecutorStatistics now = TaskContext.current().executor().statistics();
                    return List.of(now.crashedWorkers(), now.replacedWorkers());
                })
                .result();
        assertEquals(List.of(1L, 1L), numbers);
    }

    @Test
    void aTaskWhoseWorkerIsLostIsRetried() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Gate gate = gate();
        Executor persistent = single.with(TaskOptions.defaults().withRetries(1));
        Future<Long> future = persistent.submit(() -> {
            long pid = ProcessHandle.current().pid();
            gate.pass();
            return pid;
        });
        gate.awaitArrivals(1);
        await("the worker is told of", () -> !heard.all(WorkerStarted.class).isEmpty());
        long first = heard.all(WorkerStarted.class).getFirst().pid();
        ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        gate.awaitArrivals(2);
        gate.open();
        assertTrue(future.result() != first);
        close(single);
        assertEquals(
                List.of("TaskSubmitted", "TaskStarted", "TaskRetried", "TaskStarted", "TaskEnded"),
                Heard.kinds(heard.ofTask(1)));
        assertEquals(
                TaskRetried.Reason.WORKER_LOST,
                heard.all(TaskRetried.class).getFirst().reason());
        assertEquals(2, heard.all(TaskEnded.class).getFirst().attempts());
        assertTrue(heard.all(WorkerCrashed.class).getFirst().description().contains("SIGKILL"));
    }

    @Test
    void workersThatHaveRunEnoughTasksAreReplaced() {
        Heard heard = new Heard();
        long replaced;
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(1).maxTasksPerWorker(2).build()) {
            pool.addListener(heard);
            for (int i = 0; i < 4; i++) {
                pool.submit(() -> 1).result();
            }
            replaced = pool.statistics().replacedWorkers();
        }
        assertEquals(2, heard.all(WorkerReady.class).size());
        assertEquals(1, heard.all(WorkerReplaced.class).size());
        assertEquals(1, replaced);
        assertEquals(List.of(), heard.all(WorkerCrashed.class));
        assertTrue(
                heard.all(WorkerRetired.class).getFirst().reason().contains("maxTasksPerWorker"),
                heard.all(WorkerRetired.class)::toString);
    }

    @Test
    void anIdleWorkerThatGoesIsNotReplaced() {
        Heard heard = new Heard();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .idleTimeout(Duration.ofMillis(50))
                .build()) {
            pool.addListener(heard);
            pool.submit(() -> 1).result();
            await("the worker goes", () -> !heard.all(WorkerRetired.class).isEmpty());
            pool.submit(() -> 1).result();
        }
        assertTrue(heard.all(WorkerRetired.class).getFirst().reason().contains("no task for"));
        assertEquals(List.of(), heard.all(WorkerReplaced.class));
    }

    @Test
    void whatWorkersUseIsTold() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Gate gate = gate();
        occupy(single, gate);
        await(
                "samples with the heap",
                () -> heard.all(WorkerSampled.class).stream().anyMatch(sample -> sample.heapBytes() > 0));
        WorkerSampled sample = heard.all(WorkerSampled.class).getLast();
        assertTrue(sample.residentBytes() > 10_000_000, sample::toString);
        assertTrue(sample.processorTime().isPositive(), sample::toString);
        assertTrue(sample.heapBytes() > 100_000, sample::toString);
        assertEquals(heard.all(WorkerStarted.class).getFirst().pid(), sample.pid());
        gate.open();
        close(single);
        long samples = heard.all(WorkerSampled.class).size();
        assertTrue(samples < 30, "one a second, but there are " + samples);
    }

    @Test
    void whatTravelsIsCounted() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        byte[] large = new byte[100_000];
        assertEquals(large.length, single.submit(() -> large).result().length);
        close(single);
        TaskEnded ended = heard.all(TaskEnded.class).getFirst();
        assertTrue(ended.bytesSent() >= large.length, ended::toString);
        assertTrue(ended.bytesReceived() >= large.length, ended::toString);
    }
}
