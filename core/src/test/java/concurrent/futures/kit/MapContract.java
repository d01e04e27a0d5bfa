package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFailedException;
import concurrent.futures.TaskFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A function over many elements: order, failures, chunks, pairs, argument errors.
public abstract class MapContract extends Contract {
    private static final TaskFunction<Integer, Integer> SQUARE = x -> x * x;
    private static final TaskFunction<Integer, Integer> ODD_FAIL = x -> {
        if (x % 2 == 1) {
            throw new IllegalArgumentException("odd: " + x);
        }
        return x;
    };

    /// For subclasses.
    protected MapContract() {}

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    private static List<Integer> squares(int end) {
        return IntStream.range(0, end).map(x -> x * x).boxed().toList();
    }

    /// What each `next()` gave: a value or the message of an exception.
    private static List<Object> outcomes(Results<?> results) {
        List<Object> all = new ArrayList<>();
        Iterator<?> iterator = results.iterator();
        while (iterator.hasNext()) {
            try {
                all.add(iterator.next());
            } catch (IllegalArgumentException e) {
                all.add(e.getMessage());
            }
        }
        return all;
    }

    private static List<Object> oddFailures(int end) {
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            expected.add(i % 2 == 1 ? "odd: " + i : i);
        }
        return expected;
    }

    @Test
    void resultsComeInTheOrderOfTheInput() {
        assertEquals(squares(200), executor().map(SQUARE, range(200)).toList());
    }

    @Test
    void aSlowElementDoesNotChangeTheOrder() {
        Gate gate = gate();
        Results<Integer> results = executor().map(x -> x == 0 ? gate.pass(x) : x, range(50));
        gate.awaitArrivals(1);
        await("the others have ended", () -> executor().statistics().succeeded() == 49);
        gate.open();
        assertEquals(range(50), results.toList());
    }

    @Test
    void noElementsGiveNoResults() {
        List<Integer> none = List.of();
        assertEquals(List.of(), executor().map(SQUARE, none).toList());
        assertFalse(executor().map(SQUARE, none).iterator().hasNext());
        assertThrows(NoSuchElementException.class, executor().map(SQUARE, none).iterator()::next);
        MapOptions chunks = MapOptions.defaults().withChunkSize(5).unordered();
        assertEquals(List.of(), executor().map(SQUARE, none, chunks).toList());
        assertEquals(0, executor().statistics().submitted());
    }

    @Test
    void elementsAndResultsMayBeNull() {
        List<Integer> input = Arrays.asList(1, null, 3);
        assertEquals(Arrays.asList(1, null, 3), executor().map(x -> x, input).toList());
        MapOptions chunks = MapOptions.defaults().withChunkSize(2);
        assertEquals(
                Arrays.asList(1, null, 3), executor().map(x -> x, input, chunks).toList());
    }

    @Test
    void chunksGiveTheSameResults() {
        for (int size : new int[] {1, 2, 7, 100, 1000, Integer.MAX_VALUE}) {
            assertEquals(
                    squares(150),
                    executor()
                            .map(SQUARE, range(150), MapOptions.defaults().withChunkSize(size))
                            .toList(),
                    "chunk size " + size);
        }
        assertEquals(6 * 150, executor().statistics().succeeded(), "each element counts as one");
    }

    @Test
    void allIsSubmittedAtTheCall() {
        Trail trail = trail();
        List<Integer> read = new ArrayList<>();
        Iterable<Integer> input = () -> range(20).stream().peek(read::add).iterator();
        Results<Boolean> untouched = executor().map(trail::add, input);
        assertEquals(range(20), read);
        await(
                "all have run, though nobody asked for results",
                () -> executor().statistics().succeeded() == 20);
        assertEquals(20, new HashSet<>(trail.events()).size());
        untouched.close();
    }

    @Test
    void aFailingElementThrowsFromItsNextAndTheIterationGoesOn() {
        assertEquals(oddFailures(20), outcomes(executor().map(ODD_FAIL, range(20))));
    }

    @Test
    void insideAChunkElementsFailOneByOne() {
        MapOptions chunks = MapOptions.defaults().withChunkSize(8);
        assertEquals(oddFailures(20), outcomes(executor().map(ODD_FAIL, range(20), chunks)));
        assertEquals(10, executor().statistics().failed());
        assertEquals(10, executor().statistics().succeeded());
    }

    @Test
    void aCheckedExceptionIsWrapped() {
        Iterator<Integer> iterator = executor()
                .<Integer, Integer>map(
                        x -> {
                            throw new IOException("checked " + x);
                        },
                        List.of(1))
                .iterator();
        TaskFailedException failure = assertThrows(TaskFailedException.class, iterator::next);
        assertEquals("checked 1", failure.getCause().getMessage());
        assertFalse(iterator.hasNext());
    }

    @Test
    void aTasksOwnTimeoutExceptionIsAFailureLikeAnyOther() {
        Iterator<Integer> iterator = executor()
                .<Integer, Integer>map(
                        x -> {
                            if (x == 0) {
                                throw new FutureTimeoutException("the task's own");
                            }
                            return x;
                        },
                        range(3),
                        MapOptions.defaults().withTimeout(java.time.Duration.ofDays(1)))
                .iterator();
        assertEquals(
                "the task's own",
                assertThrows(FutureTimeoutException.class, iterator::next).getMessage());
        assertEquals(1, iterator.next());
        assertEquals(2, iterator.next());
    }

    @Test
    void toListThrowsTheFirstFailureAndCancelsTheRest() {
        Executor single = open(1);
        Gate gate = gate();
        Results<Integer> results = single.map(
                x -> {
                    if (x == 1) {
                        throw new IllegalArgumentException("as the test wants");
                    }
                    return x == 2 ? gate.pass(x) : x;
                },
                range(30));
        assertThrows(IllegalArgumentException.class, results::toList);
        gate.open();
        close(single);
        assertTrue(single.statistics().cancelled() >= 27, single.statistics()::toString);
    }

    @Test
    void toListIsUnmodifiable() {
        List<Integer> list = executor().map(SQUARE, range(3)).toList();
        assertThrows(UnsupportedOperationException.class, () -> list.add(1));
    }

    @Test
    void unorderedResultsComeAsTheyEnd() {
        Gate first = gate();
        MapOptions unordered = MapOptions.defaults().unordered();
        Iterator<Integer> iterator = executor()
                .map(x -> x == 0 ? first.pass(x) : x, range(10), unordered)
                .iterator();
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            seen.add(iterator.next());
        }
        assertFalse(seen.contains(0));
        assertTrue(iterator.hasNext());
        first.open();
        assertEquals(0, iterator.next());
        assertFalse(iterator.hasNext());
    }

    @Test
    void unorderedElementsFailOneByOne() {
        for (int chunk : new int[] {1, 4}) {
            MapOptions options = MapOptions.defaults().unordered().withChunkSize(chunk);
            List<Object> outcomes = outcomes(executor().map(ODD_FAIL, range(20), options));
            assertEquals(20, outcomes.size());
            assertEquals(new HashSet<>(oddFailures(20)), new HashSet<>(outcomes));
        }
    }

    @Test
    void pairsStopAtTheShorterInput() {
        TaskBiFunction<Integer, String, String> join = (number, text) -> number + text;
        assertEquals(
                List.of("0a", "1b"),
                executor().map(join, range(5), List.of("a", "b")).toList());
        assertEquals(
                List.of("0a", "1b"),
                executor().map(join, range(2), List.of("a", "b", "c")).toList());
        assertEquals(List.of(), executor().map(join, List.of(), List.of("a")).toList());
        MapOptions options = MapOptions.defaults().withChunkSize(2).withBufferSize(3);
        assertEquals(
                List.of("0a", "1b", "2c"),
                executor().map(join, range(9), List.of("a", "b", "c"), options).toList());
        Iterable<Integer> endless = () -> Stream.iterate(0, x -> x + 1).iterator();
        assertEquals(
                List.of("0a", "1b"),
                executor().map(join, endless, List.of("a", "b")).toList());
    }

    @Test
    void partialBindsTheLastArgument() {
        TaskBiFunction<Integer, Integer, Integer> power = (base, exponent) -> (int) Math.pow(base, exponent);
        assertEquals(squares(10), executor().map(power.partial(2), range(10)).toList());
    }

    @Test
    void resultsAreTakenOnce() {
        Results<Integer> results = executor().map(SQUARE, range(3));
        assertTrue(results.iterator().hasNext());
        assertThrows(IllegalStateException.class, results::iterator);
        assertThrows(IllegalStateException.class, results::stream);
        assertThrows(IllegalStateException.class, results::toList);
    }

    @Test
    void resultsAreAStream() {
        try (Stream<Integer> stream = executor().map(SQUARE, range(100)).stream()) {
            assertFalse(stream.isParallel());
            assertEquals(squares(10), stream.limit(10).toList());
        }
    }

    @Test
    void closingTheStreamCancelsWhatHasNotStarted() {
        Executor single = open(1);
        Gate gate = gate();
        try (Stream<Integer> stream = single.map(x -> x == 1 ? gate.pass(x) : x, range(20)).stream()) {
            assertEquals(0, stream.findFirst().orElseThrow());
            gate.awaitArrivals(1);
        }
        assertEquals(18, single.statistics().cancelled());
    }

    @Test
    void argumentErrorsComeAtTheCallAndNameTheValue() {
        MapOptions options = MapOptions.defaults();
        for (int bad : new int[] {0, -7}) {
            assertNames(bad, assertThrows(IllegalArgumentException.class, () -> options.withChunkSize(bad)));
            assertNames(bad, assertThrows(IllegalArgumentException.class, () -> options.withBufferSize(bad)));
        }
        assertThrows(NullPointerException.class, () -> options.withTimeout(null));
        assertThrows(NullPointerException.class, () -> executor().map(null, range(1)));
        assertThrows(NullPointerException.class, () -> executor().map(SQUARE, null));
        assertThrows(NullPointerException.class, () -> executor().map(SQUARE, range(1), (MapOptions) null));
        assertThrows(NullPointerException.class, () -> executor().map((a, b) -> a, null, range(1)));
        assertThrows(NullPointerException.class, () -> executor().map((a, b) -> a, range(1), null, options));
    }

    private static void assertNames(int value, IllegalArgumentException e) {
        assertTrue(e.getMessage().contains(Integer.toString(value)), e::getMessage);
    }

    @Test
    void aMapOnAShutDownExecutorIsRejectedAtTheCall() {
        executor().shutdown();
        assertThrows(RejectedExecutionException.class, () -> executor().map(SQUARE, range(3)));
        MapOptions options = MapOptions.defaults().withChunkSize(2).withBufferSize(2);
        assertThrows(RejectedExecutionException.class, () -> executor().map(SQUARE, range(3), options));
        assertEquals(List.of(), executor().map(SQUARE, List.<Integer>of()).toList(), "nothing was submitted");
    }

    @Test
    void whatTheInputThrowsAtTheCallComesOutOfTheCall() {
        IOException cause = new IOException("as the test wants");
        for (int chunk : new int[] {1, 2}) {
            Iterable<Integer> input = failingAfter(3, cause);
            Throwable thrown = assertThrows(
                    IOException.class,
                    () -> executor().map(SQUARE, input, MapOptions.defaults().withChunkSize(chunk)));
            assertSame(cause, thrown);
        }
        RuntimeException noIterator = new IllegalStateException("as the test wants");
        Iterable<Integer> broken = () -> {
            throw noIterator;
        };
        assertSame(
                noIterator,
                assertThrows(IllegalStateException.class, () -> executor().map(SQUARE, broken)));
    }

    static Iterable<Integer> failingAfter(int good, Exception failure) {
        return () -> Stream.iterate(0, x -> x + 1)
                .peek(x -> {
                    if (x == good) {
                        throw MapContract.<RuntimeException>sneaky(failure);
                    }
                })
                .iterator();
    }

    @SuppressWarnings("unchecked") // the cast is what it says
    private static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {
        throw (E) e;
    }

    @Test
    void manyElementsComeBackInOrder() {
        int count = 5_000;
        List<Integer> expected = range(count);
        assertEquals(expected, executor().map(x -> x, expected).toList());
        assertEquals(
                expected,
                executor()
                        .map(x -> x, expected, MapOptions.defaults().withChunkSize(64))
                        .toList());
    }
}
