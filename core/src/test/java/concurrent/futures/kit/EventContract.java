package concurrent.futures.kit;

import static concurrent.futures.kit.Heard.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEnded.Outcome;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.event.TaskInfo;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.TaskSubmitted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// What is told of tasks: each has its events, in order, whatever becomes of it, and they add up with the statistics.
public abstract class EventContract extends Contract {
    private static final TaskOptions DEFAULTS = TaskOptions.defaults();
    private static final Duration LIMIT = Duration.ofMillis(100);

    /// Enough to come to a gate in a worker that has just started, on a busy machine.
    private static final Duration ENOUGH_TO_ARRIVE = Duration.ofMillis(500);
    private static final String SUBMITTED = "TaskSubmitted";
    private static final String STARTED = "TaskStarted";
    private static final String RETRIED = "TaskRetried";
    private static final String ENDED = "TaskEnded";

    /// For subclasses.
    protected EventContract() {}

    private Heard listenTo(Executor executor) {
        Heard heard = new Heard();
        executor.addListener(heard);
        return heard;
    }

    private void awaitEnds(Heard heard, int count) {
        await(count + " ends are heard", () -> heard.ends() >= count);
    }

    private TaskEnded end(Heard heard, long id) {
        return assertInstanceOf(TaskEnded.class, heard.ofTask(id).getLast());
    }

    @Test
    void aTaskIsSubmittedStartsAndEnds() {
        Instant before = Instant.now();
        Heard heard = listenTo(executor());
        assertEquals(1, executor().submit(() -> 1).result());
        awaitEnds(heard, 1);
        List<TaskEvent> events = heard.ofTask(1);
        assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(events));
        TaskInfo task = events.getFirst().task();
        for (TaskEvent event : events) {
            assertEquals(task, event.task());
            assertEquals(executor().toString(), event.executor());
            assertFalse(event.time().isBefore(before.minusSeconds(1)), event::toString);
            assertFalse(event.time().isAfter(Instant.now().plusSeconds(1)), event::toString);
        }
        TaskStarted started = (TaskStarted) events.get(1);
        assertEquals(1, started.attempt());
        assertFalse(started.worker().isEmpty());
        assertFalse(started.queueTime().isNegative());
        TaskEnded ended = end(heard, 1);
        assertEquals(Outcome.SUCCEEDED, ended.outcome());
        assertNull(ended.failure());
        assertEquals(started.worker(), ended.worker());
        assertEquals(1, ended.attempts());
        assertFalse(ended.runTime().isNegative());
        assertTrue(events.getFirst().nanoTime() <= ended.nanoTime());
        assertEquals(can(Capability.RUNS_IN_OTHER_PROCESS), ended.bytesSent() > 0, ended::toString);
        assertEquals(can(Capability.RUNS_IN_OTHER_PROCESS), ended.bytesReceived() > 0, ended::toString);
    }

    @Test
    void timesAreThoseOfTheTask() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Gate gate = gate();
        long before = System.nanoTime();
        occupy(single, gate);
        Future<Integer> next = single.submit(() -> 2);
        letPass(System.nanoTime() + 200_000_000);
        gate.open();
        assertEquals(2, next.result());
        long took = System.nanoTime() - before;
        awaitEnds(heard, 2);
        TaskEnded first = end(heard, 1);
        TaskEnded second = end(heard, 2);
        assertTrue(first.runTime().toNanos() >= 100_000_000, first::toString);
        assertTrue(first.runTime().plus(first.queueTime()).toNanos() <= took, first::toString);
        assertTrue(second.queueTime().toNanos() >= 100_000_000, second::toString);
        assertTrue(second.runTime().plus(second.queueTime()).toNanos() <= took, second::toString);
    }

    @Test
    void theBeginIsHeardWhileTheTaskRuns() {
        Heard heard = listenTo(executor());
        Gate gate = gate();
        Future<Boolean> future = executor().submit(() -> gate.pass());
        await("the begin is heard", () -> !heard.all(TaskStarted.class).isEmpty());
        assertEquals(List.of(SUBMITTED, STARTED), kinds(heard.ofTask(1)));
        gate.open();
        awaitAll(List.of(future));
        awaitEnds(heard, 1);
        assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(heard.ofTask(1)));
    }

    @Test
    void aFailureIsToldWithItsException() {
        Heard heard = listenTo(executor());
        Future<Integer> failing = executor().submit(() -> Integer.parseInt("none"));
        Throwable exception = failing.exception();
        awaitEnds(heard, 1);
        assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(heard.ofTask(1)));
        assertEquals(Outcome.FAILED, end(heard, 1).outcome());
        assertEquals(exception, end(heard, 1).failure());
    }

    @Test
    void aTaskThatIsCancelledBeforeItBeginsEndsOnce() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Gate gate = gate();
        occupy(single, gate);
        Future<Integer> one = single.submit(() -> 1);
        Future<Integer> other = single.submit(() -> 2);
        assertTrue(one.cancel());
        assertEquals(1, single.cancelPending());
        awaitEnds(heard, 2);
        gate.open();
        close(single);
        assertTrue(other.isCancelled());
        for (long id : List.of(2L, 3L)) {
            assertEquals(List.of(SUBMITTED, ENDED), kinds(heard.ofTask(id)));
            assertEquals(Outcome.CANCELLED, end(heard, id).outcome());
            assertEquals(0, end(heard, id).attempts());
            assertNull(end(heard, id).worker());
            assertEquals(Duration.ZERO, end(heard, id).runTime());
        }
    }

    @Test
    void aTaskThatIsCancelledWhileItRunsEndsOnce() {
        Heard heard = listenTo(executor());
        Gate gate = gate();
        Future<Boolean> future = executor().submit(() -> gate.pass());
        gate.awaitArrivals(1);
        assertTrue(future.cancel(true));
        close(executor());
        assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(heard.ofTask(1)));
        assertEquals(Outcome.CANCELLED, end(heard, 1).outcome());
        assertNotNull(end(heard, 1).worker());
    }

    @Test
    void shutdownNowEndsWhatPendsAndWhatRuns() {
        Executor single = open(1);
        Heard heard = listenTo(single);
        Gate gate = gate();
        occupy(single, gate);
        single.submit(() -> 1);
        single.shutdownNow();
        close(single);
        assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(heard.ofTask(1)));
        assertEquals(List.of(SUBMITTED, ENDED), kinds(heard.ofTask(2)));
    }

    @Test
    void aTimeLimitIsTold() {
        Heard heard = listenTo(executor());
        Gate gate = gate();
        Executor limited = executor().with(DEFAULTS.withTimeout(LIMIT));
        Future<Boolean> future = limited.submit(() -> gate.pass());
        assertNotNull(future.exception());
        awaitEnds(heard, 1);
        assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(heard.ofTask(1)));
        assertEquals(Outcome.TIMED_OUT, end(heard, 1).outcome());
        assertTrue(end(heard, 1).runTime().toNanos() >= LIMIT.toNanos() / 2);
    }

    @Test
    void eachAttemptIsTold() {
        Heard heard = listenTo(executor());
        Gate gate = gate();
        Executor persistent = executor().with(DEFAULTS.withTimeout(LIMIT).withRetries(2));
        Future<Boolean> future = persistent.submit(() -> gate.pass());
        assertNotNull(future.exception());
        close(executor());
        assertEquals(List.of(SUBMITTED, STARTED, RETRIED, STARTED, RETRIED, STARTED, ENDED), kinds(heard.ofTask(1)));
        assertEquals(
                List.of(1, 2, 3),
                heard.all(TaskStarted.class).stream().map(TaskStarted::attempt).toList());
        for (TaskRetried retried : heard.all(TaskRetried.class)) {
            assertEquals(TaskRetried.Reason.TIME_LIMIT, retried.reason());
        }
        assertEquals(3, end(heard, 1).attempts());
        assertEquals(
                executor().statistics().retried(), heard.all(TaskRetried.class).size());
    }

    @Test
    void aTaskThatIsRetriedAndCancelledEndsOnce() {
        Heard heard = listenTo(executor());
        Gate gate = gate();
        Executor persistent =
                executor().with(DEFAULTS.withTimeout(ENOUGH_TO_ARRIVE).withRetries(1_000_000));
        Future<Boolean> future = persistent.submit(() -> gate.pass());
        gate.awaitArrivals(3);
        assertTrue(future.cancel(true));
        close(executor());
        assertEquals(1, heard.ends());
        assertEquals(Outcome.CANCELLED, end(heard, 1).outcome());
        assertEquals(
                executor().statistics().retried(), heard.all(TaskRetried.class).size());
    }

    @Test
    void eachElementOfAMapIsATask() {
        Heard heard = listenTo(executor());
        for (int chunk : List.of(1, 3)) {
            assertEquals(
                    List.of(1, 2, 3, 4),
                    executor()
                            .map(
                                    x -> x + 1,
                                    List.of(0, 1, 2, 3),
                                    MapOptions.defaults().withChunkSize(chunk))
                            .toList());
        }
        close(executor());
        assertEquals(8, heard.byTask().size());
        heard.byTask().values().forEach(events -> assertEquals(List.of(SUBMITTED, STARTED, ENDED), kinds(events)));
    }

    @Test
    void progressIsTold() {
        Heard heard = listenTo(executor());
        executor()
                .submit(() -> {
                    TaskContext.current().progress(3, 10);
                    return true;
                })
                .result();
        close(executor());
        List<TaskProgressed> told = heard.all(TaskProgressed.class);
        assertEquals(1, told.size());
        assertEquals(3, told.getFirst().done());
        assertEquals(10, told.getFirst().total());
        assertEquals(List.of(SUBMITTED, STARTED, "TaskProgressed", ENDED), kinds(heard.ofTask(1)));
    }

    private static int twice(int x) {
        return 2 * x;
    }

    @Test
    void tasksHaveNames() {
        Heard heard = listenTo(executor());
        executor().with(DEFAULTS.withName("given")).submit(() -> 1).result();
        for (int i = 0; i < 2; i++) {
            executor().submit(() -> 1).result();
        }
        executor().map(EventContract::twice, List.of(1)).toList();
        executor().submit(new NamedTask()).result();
        awaitEnds(heard, 5);
        assertEquals(
                List.of(
                        "given",
                        "EventContract.tasksHaveNames",
                        "EventContract.tasksHaveNames",
                        "EventContract::twice",
                        "EventContract.NamedTask"),
                heard.all(TaskSubmitted.class).stream()
                        .map(event -> event.task().name())
                        .toList());
    }

    private static final class NamedTask implements concurrent.futures.Task<Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Integer call() {
            return 1;
        }
    }

    @Test
    void whatIsToldAddsUpWithTheStatistics() throws Exception {
        Executor pool = executor();
        Heard heard = listenTo(pool);
        List<FutureTask<List<Future<Integer>>>> submitters = new ArrayList<>();
        for (int s = 0; s < 3; s++) {
            FutureTask<List<Future<Integer>>> submitter = new FutureTask<>(() -> {
                List<Future<Integer>> mine = new ArrayList<>();
                for (int i = 0; i < 800; i++) {
                    int number = i;
                    mine.add(pool.submit(() -> number % 3 == 0 ? Integer.parseInt("none") : number));
                    if (i % 5 == 0) {
                        mine.get(i / 2).cancel(i % 2 == 0);
                    }
                }
                return mine;
            });
            submitters.add(submitter);
            Thread.ofPlatform().start(submitter);
        }
        for (FutureTask<List<Future<Integer>>> submitter : submitters) {
            awaitAll(submitter.get());
        }
        close(pool);
        ExecutorStatistics statistics = pool.statistics();
        assertEquals(statistics.submitted(), heard.all(TaskSubmitted.class).size());
        assertEquals(statistics.submitted(), heard.ends());
        assertEquals(statistics.succeeded(), count(heard, Outcome.SUCCEEDED));
        assertEquals(statistics.failed(), count(heard, Outcome.FAILED));
        assertEquals(statistics.cancelled(), count(heard, Outcome.CANCELLED));
        Set<List<String>> lives = new HashSet<>();
        heard.byTask().values().forEach(events -> lives.add(kinds(events)));
        lives.remove(List.of(SUBMITTED, STARTED, ENDED));
        lives.remove(List.of(SUBMITTED, ENDED));
        assertEquals(Set.of(), lives);
    }

    private static long count(Heard heard, Outcome outcome) {
        return heard.all(TaskEnded.class).stream()
                .filter(end -> end.outcome() == outcome)
                .count();
    }
}
