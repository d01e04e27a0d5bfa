package concurrent.futures.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The programs that make their own input.
class OwnInputTest {
    @Test
    void workerCountsMeasuresEachNumberOfWorkers() throws Exception {
        List<String> lines = Printed.by(WorkerCounts::main, "2", "16").out();

        assertEquals(3, lines.size());
        assertTrue(lines.get(0).matches("\\d+ processors, 16 tasks"), lines.get(0));
        assertTrue(lines.get(1).matches("2 workers: waiting \\d+ ms, computing \\d+ ms"), lines.get(1));
        assertTrue(lines.get(2).matches("16 workers: waiting \\d+ ms, computing \\d+ ms"), lines.get(2));
    }

    @Test
    void aFailingElementLeavesTheOthersAlone() throws Exception {
        assertEquals(
                List.of("2", "failed: -2 is negative", "6"),
                Printed.by(FailingElements::main).out());
        assertEquals(
                List.of("failed: -7 is negative", "16"),
                Printed.by(FailingElements::main, "-7", "8").out());
    }

    @Test
    void theLimitOfAWaitLetsTheTaskGoOnAndThatOfATaskStopsIt() throws Exception {
        assertEquals(
                List.of("the wait is over, and the task goes on: done = false", "the task was stopped: done = true"),
                Printed.by(TimeLimit::main, "20").out());
    }

    @Test
    void cancelTakesBackWhatHasNotBegunAndCancelTrueStopsWhatHas() throws Exception {
        List<String> lines = Printed.by(Cancelling::main).out();

        assertEquals(
                Set.of(
                        "queued, cancel(): true",
                        "running, cancel(): false",
                        "running, cancel(true): true",
                        "both cancelled: true",
                        "the task was interrupted, and cleans up"),
                Set.copyOf(lines));
        assertEquals(
                List.of(
                        "queued, cancel(): true",
                        "running, cancel(): false",
                        "running, cancel(true): true",
                        "both cancelled: true"),
                lines.stream().filter(line -> !line.startsWith("the task")).toList());
    }

    @Test
    void explicitShutdownLetsTheRunningTaskFinish() throws Exception {
        assertEquals(
                List.of(
                        "refused after shutdown()",
                        "cancelPending(): 1, queued: CANCELLED",
                        "awaitTermination(): true",
                        "the running task finished"),
                Printed.by(ExplicitShutdown::main).out());
    }

    @Test
    void aTaskThatAsksItsContextCanBeStopped() throws Exception {
        assertEquals(
                List.of(
                        "the short one ends: 499500",
                        "the long one is stopped: true",
                        "and its thread is free: the executor could close"),
                Printed.by(InterruptibleTask::main).out());
    }

    @Test
    void anEndlessInputIsReadOnlyAsFarAsNeeded() throws Exception {
        assertEquals(
                List.of("2^2 - 1 is prime", "2^3 - 1 is prime", "2^5 - 1 is prime"),
                Printed.by(EndlessInput::main, "3").out());
    }

    @Test
    void manyTasksWaitTogetherOnVirtualThreads() throws Exception {
        List<String> lines = Printed.by(ManyWaitingTasks::main, "300").out();

        assertEquals(1, lines.size());
        assertTrue(lines.get(0).matches("300 tasks, of which \\d+ waited at the same time"), lines.get(0));
    }

    @Test
    void pairsStopAtTheShorterInput() throws Exception {
        assertEquals(
                List.of("[3 apples, 5 pears, 7 plums]"),
                Printed.by(MapTwoInputs::main).out());
    }

    @Test
    void copiesOfFuturesCompose() throws Exception {
        assertEquals(
                List.of("area: 42"), Printed.by(WithCompletableFutures::main).out());
    }
}
