package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.Task;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.event.TaskInfo;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What events tell of a task's arguments: nothing, unless its options ask for it; and whatever arguments do when they
/// are asked what they are, work goes on.
public abstract class ArgumentContract extends Contract {
    private static final TaskOptions ASKED = TaskOptions.defaults().withArgumentSummary();
    private static final int LONGEST = 210;

    /// How often an argument was asked what it is, in this process.
    private static final AtomicInteger QUESTIONS = new AtomicInteger();

    /// What an argument does that is asked.
    private static volatile Runnable whenAsked = () -> {};

    /// For subclasses.
    protected ArgumentContract() {}

    @BeforeEach
    void begin() {
        QUESTIONS.set(0);
        whenAsked = () -> {};
    }

    private record Curious(int id) implements Serializable {
        @Override
        public String toString() {
            QUESTIONS.incrementAndGet();
            whenAsked.run();
            return "curious " + id;
        }
    }

    private record Order(int id) implements Task<Integer> {
        @Override
        public Integer call() {
            return id;
        }
    }

    private Heard listen() {
        Heard heard = new Heard();
        executor().addListener(heard);
        return heard;
    }

    /// What was told of the arguments of all tasks, in their order: the same in all events of each. Ends the executor.
    private List<String> told(Heard heard) {
        close(executor());
        List<String> told = new ArrayList<>();
        for (List<TaskEvent> events : heard.byTask().values()) {
            TaskInfo task = events.getFirst().task();
            told.add(task.arguments());
            events.forEach(event -> assertEquals(task, event.task()));
        }
        return told;
    }

    private <A> List<String> toldOfEach(List<A> elements) {
        Heard heard = listen();
        TaskFunction<A, Integer> one = x -> 1;
        assertEquals(
                elements.size(),
                executor().with(ASKED).map(one, elements).toList().size());
        return told(heard);
    }

    @Test
    void nothingIsToldUnlessItIsAskedFor() {
        Heard heard = listen();
        executor().map(x -> 1, List.of(new Curious(1))).toList();
        executor().submit(new Order(17)).result();
        assertEquals(Arrays.asList(null, null), told(heard));
        assertEquals(0, QUESTIONS.get());
    }

    @Test
    void nothingIsAskedIfNobodyListens() {
        assertEquals(
                List.of(1),
                executor().with(ASKED).map(x -> 1, List.of(new Curious(1))).toList());
        assertEquals(0, QUESTIONS.get());
    }

    @Test
    void ofElementsIsToldWhatTheySay() {
        assertEquals(
                List.of("a", "1", "null", "curious 7", "[1, 2]", "[[x], [y, z]]", "{k=[1.5]}"),
                toldOfEach(Arrays.asList(
                        "a",
                        1,
                        null,
                        new Curious(7),
                        new int[] {1, 2},
                        List.of(List.of("x"), List.of("y", "z")),
                        Map.of("k", new double[] {1.5}))));
        assertEquals(1, QUESTIONS.get());
    }

    @Test
    void ofPairsIsToldWhatBothSay() {
        Heard heard = listen();
        executor()
                .with(ASKED)
                .map((a, b) -> a + b, List.of("a", "x".repeat(1000)), List.of(1, 2))
                .toList();
        List<String> told = told(heard);
        assertEquals("a, 1", told.get(0));
        assertTrue(told.get(1).endsWith("x…, 2"), told::toString);
    }

    @Test
    void eachElementOfAChunkIsToldOfByItself() {
        Heard heard = listen();
        executor()
                .with(ASKED)
                .map(
                        x -> x.id(),
                        IntStream.range(0, 7).mapToObj(Curious::new).toList(),
                        MapOptions.defaults().withChunkSize(3))
                .toList();
        assertEquals(IntStream.range(0, 7).mapToObj(i -> "curious " + i).toList(), told(heard));
    }

    @Test
    void ofASubmittedTaskIsToldWhatItSaysIfItSaysAnything() {
        Heard heard = listen();
        int captured = 3;
        executor().with(ASKED).submit(new Order(17)).result();
        executor().with(ASKED).submit(() -> captured).result();
        executor().with(ASKED.withArguments("order 3")).submit(() -> captured).result();
        executor()
                .with(TaskOptions.defaults().withArguments("these two"))
                .map(x -> x, List.of(1, 2))
                .toList();
        assertEquals(Arrays.asList("Order[id=17]", null, "order 3", "these two", "these two"), told(heard));
    }

    @Test
    void whatAnArgumentThrowsIsToldAndTheTaskRuns() {
        List<Throwable> thrown = List.of(new IllegalStateException("no"), new StackOverflowError(), new Error());
        List<String> told = new ArrayList<>();
        AtomicInteger next = new AtomicInteger();
        whenAsked = () -> sneak(thrown.get(next.getAndIncrement()));
        told.addAll(toldOfEach(List.of(new Curious(1), new Curious(2), new Curious(3))));
        for (int i = 0; i < thrown.size(); i++) {
            assertEquals("(toString() threw " + thrown.get(i).getClass().getName() + ")", told.get(i));
        }
    }

    @SuppressWarnings("unchecked") // the compiler is to think so
    private static <E extends Throwable> void sneak(Throwable exception) throws E {
        throw (E) exception;
    }

    @Test
    void whatIsToldIsOneLineOfBoundedLength() {
        List<Object> many = new ArrayList<>(IntStream.range(0, 5000).boxed().toList());
        many.set(4999, new Curious(1));
        List<String> told =
                toldOfEach(List.of("x".repeat(100_000), many, "a\nb\u001B[31m\u202Ec", "\uD83D\uDE00".repeat(500)));
        told.forEach(text -> assertTrue(text.length() <= LONGEST, text));
        assertTrue(told.get(0).startsWith("xxx") && told.get(0).endsWith("x…"), told.get(0));
        assertTrue(told.get(1).startsWith("[0, 1, 2, "), told.get(1));
        assertEquals(0, QUESTIONS.get(), "what is not shown is not asked");
        assertEquals("a?b?[31m?c", told.get(2));
        assertTrue(told.get(3).endsWith("\uD83D\uDE00…"), told.get(3));
    }

    @Test
    void itIsToldTheSameOfEachAttempt() {
        Heard heard = listen();
        Gate gate = gate();
        TaskOptions thrice = ASKED.withTimeout(Duration.ofMillis(50)).withRetries(2);
        Future<Boolean> future = executor().with(thrice.withArguments("again")).submit(() -> gate.pass());
        future.exception();
        assertEquals(List.of("again"), told(heard));
        assertEquals(3, heard.all(concurrent.futures.event.TaskStarted.class).size());
    }

    @Test
    void anArgumentThatIsAskedMaySubmitAndWait() {
        AtomicInteger answer = new AtomicInteger();
        whenAsked = () -> answer.set(executor().submit(() -> 42).result());
        assertEquals(List.of("curious 1"), toldOfEach(List.of(new Curious(1))).subList(1, 2));
        assertEquals(42, answer.get());
    }

    @Test
    void anArgumentThatIsAskedMayEndTheExecutor() {
        listen();
        whenAsked = () -> executor().close();
        assertThrows(
                RejectedExecutionException.class,
                () -> executor()
                        .with(ASKED)
                        .map(x -> 1, List.of(new Curious(1)))
                        .toList());
        assertTrue(executor().isTerminated());
    }

    @Test
    void itIsToldOfTasksThatTasksSubmit() {
        Heard heard = listen();
        executor()
                .submit(() -> {
                    Executor own = TaskContext.current().executor();
                    int sum = own.with(ASKED).submit(new Order(1)).result();
                    for (int each : own.with(ASKED)
                            .map(x -> x, List.of(2, 3), MapOptions.defaults().withChunkSize(2))) {
                        sum += each;
                    }
                    return sum
                            + own.with(TaskOptions.defaults().withArguments("four"))
                                    .submit(() -> 4)
                                    .result();
                })
                .result();
        assertEquals(Arrays.asList(null, "Order[id=1]", "2", "3", "four"), told(heard));
    }
}
