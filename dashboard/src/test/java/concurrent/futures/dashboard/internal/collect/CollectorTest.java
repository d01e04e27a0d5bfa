package concurrent.futures.dashboard.internal.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.event.EventsDropped;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEnded.Outcome;
import concurrent.futures.event.TaskInfo;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.json.Json;

/// What is kept of very many events.
class CollectorTest {
    private static final Epoch EPOCH = Epoch.begin();

    private final Collector collector =
            new Collector(EPOCH, statistics(/* succeeded= */ 5, /* failed= */ 1), /* virtualThreads= */ false);
    private long time = EPOCH.nanos();

    private static ExecutorStatistics statistics(long succeeded, long failed) {
        return new ExecutorStatistics(
                2, 2, /* running= */ 0, /* pending= */ 0, succeeded + failed, succeeded, failed, /* cancelled= */ 0, 0);
    }

    private void start(String worker) {
        collector.onEvent(new WorkerStarted("pool", time, worker, /* pid= */ 7));
    }

    /// A task that takes some microseconds.
    private void task(long id, String name, String worker, Outcome outcome) {
        TaskInfo info = new TaskInfo("pool", id, name);
        Throwable failure = outcome == Outcome.FAILED ? new IllegalStateException("number " + id) : null;
        collector.onEvent(new TaskSubmitted(info, time));
        collector.onEvent(new TaskStarted(info, time, worker, /* attempt= */ 1, Duration.ZERO, /* future= */ null));
        time += 20_000;
        collector.onEvent(new TaskEnded(
                info, time, outcome, failure, worker, 1, Duration.ZERO, Duration.ofNanos(15_000), 10, 20));
    }

    private Map<String, Object> state() throws IOException {
        return state(new Collector.Cursor());
    }

    private Map<String, Object> state(Collector.Cursor cursor) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            collector.write(json, cursor);
            json.writeEndObject();
        }
        assertTrue(text.getBuffer().length() < 6_000_000, "the state is bounded");
        return new Json().toType(text.toString(), Json.MAP_TYPE);
    }

    @SuppressWarnings("unchecked") // it is how JSON is read
    private static List<Map<String, Object>> list(Map<String, Object> state, String name) {
        return (List<Map<String, Object>>) state.get(name);
    }

    private static long sum(List<Map<String, Object>> of, String field) {
        return of.stream()
                .mapToLong(one -> ((Number) one.get(field)).longValue())
                .sum();
    }

    @SuppressWarnings("unchecked") // it is how JSON is read
    private static List<List<Object>> rectangles(Map<String, Object> state) {
        return (List<List<Object>>) state.get("rectangles");
    }

    private static long drawn(Map<String, Object> state) {
        return rectangles(state).stream()
                .mapToLong(one -> ((Number) one.get(6)).longValue())
                .sum();
    }

    @Test
    void longNamesTakeBoundedMemory() throws IOException {
        start("w-0");
        String rest = "x".repeat(100_000);
        for (int i = 0; i < 200; i++) {
            task(i + 1, i + rest, "w-0", Outcome.FAILED);
        }
        Map<String, Object> state = state();
        assertTrue(list(state, "groups").getFirst().get("name").toString().startsWith("0xxx"));
        assertEquals(200, sum(list(state, "groups"), "failed"));
    }

    @Test
    void aMillionTasksOfManyNamesTakeBoundedMemoryAndAddUp() throws IOException {
        int tasks = 1_000_000;
        start("w-0");
        start("w-1");
        IntFunction<Outcome> outcomes = number -> number % 51 == 0 ? Outcome.FAILED : Outcome.SUCCEEDED;
        for (int number = 0; number < tasks; number++) {
            task(number, "name " + number % 1000, "w-" + number % 2, outcomes.apply(number));
        }
        time += 1_000_000_000;
        Map<String, Object> state = state();
        assertEquals(101, list(state, "groups").size());
        assertEquals(tasks, sum(list(state, "groups"), "submitted"));
        int failed = tasks / 51 + 1;
        assertEquals(failed, sum(list(state, "groups"), "failed"));
        assertEquals(tasks - failed, sum(list(state, "groups"), "succeeded"));
        assertEquals(tasks, sum(list(state, "workers"), "done"));
        assertEquals(100, list(state, "failures").size());
        assertTrue(rectangles(state).size() <= 20_000);
        long skipped = ((Number) state.get("skipped")).longValue();
        assertTrue(drawn(state) + skipped <= tasks && drawn(state) + skipped > tasks - 100_000, "drawn, or counted");
    }

    @Test
    void shortTasksThatFollowEachOtherAreOneRectangle() throws IOException {
        start("w-0");
        for (int number = 0; number < 10_000; number++) {
            task(number, "tiny", "w-0", Outcome.SUCCEEDED);
        }
        List<List<Object>> rectangles = rectangles(state());
        assertTrue(rectangles.size() < 5, rectangles.size() + " rectangles for 200 ms");
    }

    @Test
    void whatWasSeenIsNotWrittenAgain() throws IOException {
        start("w-0");
        task(1, "one", "w-0", Outcome.FAILED);
        Collector.Cursor cursor = new Collector.Cursor();
        assertEquals(1, rectangles(state(cursor)).size());
        Map<String, Object> again = state(cursor);
        assertEquals(0, rectangles(again).size());
        assertEquals(null, again.get("failures"));
        task(2, "one", "w-0", Outcome.FAILED);
        assertEquals(1, rectangles(state(cursor)).size());
    }

    @Test
    void ofEachKindOfFailureTheLastArgumentsAreKept() throws IOException {
        for (int number = 1; number <= 20; number++) {
            String arguments = number <= 10 ? "order " + number : "order " + (10 - number % 2);
            TaskInfo info = new TaskInfo("pool", number, "orders", arguments);
            collector.onEvent(new TaskSubmitted(info, time));
            collector.onEvent(new TaskEnded(
                    info, time, Outcome.FAILED, new Error(), "w-0", 1, Duration.ZERO, Duration.ZERO, 0, 0));
        }
        task(21, "plain", "w-0", Outcome.FAILED);
        List<Map<String, Object>> failures = list(state(), "failures");
        assertEquals(
                List.of("order 10", "order 9", "order 8", "order 7", "order 6"),
                failures.get(0).get("arguments"));
        assertEquals(List.of(), failures.get(1).get("arguments"));
    }

    @Test
    void noNameTurnsThePageAround() throws IOException {
        start("w-0");
        task(1, "abc\u202Edef", "w-0", Outcome.FAILED);
        assertEquals("abc?def", list(state(), "groups").getFirst().get("name"));
        assertEquals("abc?def", list(state(), "failures").getFirst().get("task"));
    }

    @Test
    void anExceptionThatThrowsIsShownAllTheSame() throws IOException {
        TaskInfo info = new TaskInfo("pool", 1, "nasty");
        RuntimeException nasty = new RuntimeException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message for you");
            }
        };
        collector.onEvent(new TaskSubmitted(info, time));
        collector.onEvent(
                new TaskEnded(info, time, Outcome.FAILED, nasty, "w-0", 1, Duration.ZERO, Duration.ZERO, 0, 0));
        Map<String, Object> failure = list(state(), "failures").getFirst();
        assertTrue(failure.get("message").toString().contains("IllegalStateException"), failure.toString());
        assertEquals(1, sum(list(state(), "groups"), "failed"));
    }

    @Test
    void manyDeadWorkersAreBounded() throws IOException {
        start("w-0");
        for (int number = 0; number < 5_000; number++) {
            String worker = "w-" + number;
            String next = "w-" + (number + 1);
            collector.onEvent(new WorkerReplaced("pool", time, worker, next));
            collector.onEvent(new WorkerCrashed("pool", time, worker, 7, "it fell", "it fell\nlast line"));
            start(next);
        }
        Map<String, Object> state = state();
        assertEquals(61, list(state, "workers").size());
        assertEquals(5_000, ((Number) list(state, "workers").getFirst().get("restarts")).intValue());
        assertEquals(0, sum(list(state, "workers"), "row"), "all in the same row");
    }

    private List<String> places() throws IOException {
        return list(state(), "workers").stream()
                .map(worker -> worker.get("name") + " in " + ((Number) worker.get("row")).intValue())
                .toList();
    }

    @Test
    void whoReplacesAWorkerWhoseDeathIsStillToBeToldIsInItsPlace() throws IOException {
        start("w-0");
        start("w-1");
        collector.onEvent(new WorkerReplaced("pool", time, "w-0", "w-2"));
        start("w-2");
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell"));
        start("w-3");
        assertEquals(List.of("w-1 in 1", "w-2 in 0", "w-3 in 2", "w-0 in 0"), places());
    }

    @Test
    void whoReplacesAWorkerThatGoesOnHasAPlaceOfItsOwn() throws IOException {
        start("w-0");
        collector.onEvent(new WorkerReplaced("pool", time, "w-0", "w-1"));
        start("w-1");
        assertEquals(List.of("w-0 in 0", "w-1 in 1"), places());
        // Failures, since these are drawn at once; what succeeds may still grow.
        task(1, "last of one", "w-0", Outcome.FAILED);
        task(2, "first of the other", "w-1", Outcome.FAILED);
        collector.onEvent(new WorkerRetired("pool", time, "w-0", "enough tasks"));
        assertEquals(List.of("w-1 in 1", "w-0 in 0"), places());
        assertEquals(List.of("w-0 in 0", "w-1 in 1"), drawnPlaces());
        start("w-2");
        assertEquals(List.of("w-1 in 1", "w-2 in 0", "w-0 in 0"), places());
    }

    private List<String> drawnPlaces() throws IOException {
        return rectangles(state()).stream()
                .map(one -> one.get(8) + " in " + ((Number) one.get(0)).intValue())
                .sorted()
                .toList();
    }

    @Test
    void thePlaceOfADeadWorkerIsKeptForWhoReplacesIt() throws IOException {
        start("w-0");
        collector.onEvent(new WorkerReplaced("pool", time, "w-0", "w-1"));
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell"));
        start("w-2");
        start("w-1");
        assertEquals(List.of("w-2 in 1", "w-1 in 0", "w-0 in 0"), places());
    }

    @Test
    void noPlaceIsKeptForAReplacementThatNeverStarted() throws IOException {
        start("w-0");
        collector.onEvent(new WorkerReplaced("pool", time, "w-0", "w-1"));
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell"));
        collector.onEvent(new WorkerRetired("pool", time, "w-1", "not needed"));
        start("w-2");
        assertEquals(List.of("w-2 in 0", "w-0 in 0"), places());
    }

    @Test
    void whatADeadWorkerOccupiedLastIsKept() throws IOException {
        start("w-0");
        collector.onEvent(new WorkerSampled("pool", time, "w-0", 7, 10, /* residentBytes= */ 4_000, Duration.ZERO));
        collector.onEvent(new WorkerSampled("pool", time, "w-0", 7, 10, /* residentBytes= */ 0, Duration.ZERO));
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell"));
        assertEquals(4_000, sum(list(state(), "workers"), "residentBytes"));
    }

    @Test
    void aTaskThatIsHeardOfAfterItsWorkerOrItsSuccessorIsCountedAllTheSame() throws IOException {
        start("w-0");
        TaskInfo first = new TaskInfo("pool", 1, "first");
        TaskInfo second = new TaskInfo("pool", 2, "second");
        for (TaskInfo info : List.of(first, second)) {
            collector.onEvent(new TaskSubmitted(info, time));
            collector.onEvent(new TaskStarted(info, time, "w-0", 1, Duration.ZERO, /* future= */ null));
        }
        assertEquals(2, sum(list(state(), "groups"), "running"));
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell"));
        assertEquals(2, sum(list(state(), "groups"), "running"));
        for (TaskInfo info : List.of(first, second)) {
            collector.onEvent(
                    new TaskEnded(info, time, Outcome.CRASHED, null, "w-0", 1, Duration.ZERO, Duration.ZERO, 0, 0));
        }
        assertEquals(0, sum(list(state(), "groups"), "running"));
        assertEquals(2, sum(list(state(), "groups"), "crashed"));
        assertEquals(2, rectangles(state()).size());
    }

    /// An agent of a cluster tells of a worker's death before its driver knows that the last task has begun.
    @Test
    void aTaskThatIsHeardOfAfterTheDeathOfItsWorkerIsShownWhereThatWas() throws IOException {
        start("w-0");
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell"));
        task(1, "last", "w-0", Outcome.CRASHED);
        Map<String, Object> state = state();
        assertEquals(1, list(state, "workers").size(), state::toString);
        assertEquals("CRASHED", list(state, "workers").getFirst().get("state"));
        assertEquals(1, sum(list(state, "workers"), "done"));
        assertEquals(1, sum(list(state, "groups"), "crashed"));
    }

    @Test
    void aDeathThatIsHeardOfAfterTheEndOfTheExecutorIsShownAsOne() throws IOException {
        start("w-0");
        start("w-1");
        collector.over(statistics(/* succeeded= */ 5, /* failed= */ 1));
        collector.onEvent(new WorkerCrashed("pool", time, "w-0", 7, "it fell", "it fell\nlast line"));
        collector.onEvent(new WorkerRetired("pool", time, "w-1", "enough tasks"));
        assertEquals(
                List.of("w-0 CRASHED it fell", "w-1 RETIRED enough tasks"),
                list(state(), "workers").stream()
                        .map(worker -> worker.get("name") + " " + worker.get("state") + " " + worker.get("cause"))
                        .toList());
    }

    @Test
    void allWorkersThatWereThereAtTheEndOfTheExecutorAreKept() throws IOException {
        for (int number = 0; number < 300; number++) {
            start("w-" + number);
        }
        collector.over(statistics(/* succeeded= */ 5, /* failed= */ 1));
        assertEquals(300, list(state(), "workers").size());
    }

    /// A cluster may tell only at the end of a task which worker of a machine has had it.
    @Test
    void aTaskOfWhichOnlyTheMachineIsKnownIsShownWithItsWorkerInTheEnd() throws IOException {
        start("machine/w-0");
        TaskInfo info = new TaskInfo("pool", 1, "short");
        collector.onEvent(new TaskSubmitted(info, time));
        collector.onEvent(new TaskStarted(info, time, "machine", 1, Duration.ZERO, /* future= */ null));
        assertEquals(1, sum(list(state(), "groups"), "running"));
        collector.onEvent(new TaskEnded(
                info, time, Outcome.SUCCEEDED, null, "machine/w-0", 1, Duration.ZERO, Duration.ZERO, 0, 0));
        Map<String, Object> state = state();
        assertEquals(0, sum(list(state, "groups"), "running"));
        assertEquals(1, list(state, "workers").size(), state::toString);
        assertEquals(1, sum(list(state, "workers"), "done"));
    }

    private void begin(long id, String worker) {
        TaskInfo info = new TaskInfo("pool", id, "work");
        collector.onEvent(new TaskSubmitted(info, time));
        collector.onEvent(new TaskStarted(info, time, worker, 1, Duration.ZERO, /* future= */ null));
    }

    private List<String> kinds() throws IOException {
        return list(state(), "workers").stream()
                .map(worker -> worker.get("name") + " " + worker.get("kind") + " "
                        + ((Number) worker.get("pid")).intValue() + " " + worker.get("state"))
                .toList();
    }

    /// Of a cluster's workers nothing is told to who listens later.
    @Test
    void aWorkerThatWasThereBeforeAndIsNoThreadIsAProcess() throws IOException {
        begin(1, "machine/w-0");
        begin(2, "machine");
        assertEquals(List.of("machine/w-0 PROCESS 0 BUSY"), kinds());
        assertEquals(2, sum(list(state(), "groups"), "running"));
        collector.onEvent(new WorkerSampled("pool", time, "machine/w-0", 7, 10, 4_000, Duration.ZERO));
        collector.onEvent(new WorkerSampled("pool", time, "machine/w-1", 8, 10, 4_000, Duration.ZERO));
        assertEquals(List.of("machine/w-0 PROCESS 7 BUSY", "machine/w-1 PROCESS 8 IDLE"), kinds());
    }

    @Test
    void aWorkerThatIsSampledAfterItsDeathStaysDead() throws IOException {
        start("machine/w-0");
        collector.onEvent(new WorkerCrashed("pool", time, "machine/w-0", 7, "it fell", "it fell"));
        collector.onEvent(new WorkerSampled("pool", time, "machine/w-0", 7, 10, 4_000, Duration.ZERO));
        assertEquals(List.of("machine/w-0 PROCESS 7 CRASHED"), kinds());
    }

    @Test
    void theLongestWaitIsThatOfTheFirstInLine() {
        WaitingLine line = new WaitingLine();
        IntStream.rangeClosed(1, 100_000).forEach(number -> line.came(number * 1_000L));
        assertEquals(1_000_000, (double) line.longestWait(1_000_000 + 1_000), 500_000);
        for (int number = 0; number < 50_000; number++) {
            line.left();
        }
        assertEquals(50_000_000, (double) line.longestWait(100_000_000), 500_000);
        for (int number = 0; number < 50_000; number++) {
            line.left();
        }
        assertEquals(0, line.longestWait(200_000_000));
        line.came(300_000_000);
        assertEquals(5, line.longestWait(300_000_005));
    }

    @Test
    void whatEndsInASecondIsAllThatEndsNotOnlyWhatIsToldOf() throws IOException {
        start("w-0");
        task(1, "work", "w-0", Outcome.SUCCEEDED);
        collector.onEvent(new EventsDropped("pool", time, /* tasks= */ 2_000_000, /* events= */ 0));
        collector.tick(statistics(/* succeeded= */ 2_000_006, /* failed= */ 1));
        task(2, "work", "w-0", Outcome.FAILED);
        collector.tick(statistics(/* succeeded= */ 2_000_006, /* failed= */ 3));
        Map<?, ?> series = (Map<?, ?>) state().get("series");
        assertEquals(List.of(2_000_001L, 2L), series.get("ended"));
        assertEquals(List.of(0L, 2L), series.get("failed"));
    }
}
