package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import concurrent.futures.TaskFailedException;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerOutput;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Elements of a map whose arguments are simple values wait and travel as one, and each is still a task of its own: for
/// chunks, and without.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class StretchTest {
    private static final int MANY = 3_000;

    /// What is no simple value.
    record Boxed(int number) implements java.io.Serializable {}

    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .workerOutput(WorkerOutput.DISCARD)
                .build();
    }

    private static List<Integer> range(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static MapOptions chunks(int size) {
        return MapOptions.defaults().withChunkSize(size);
    }

    /// From here on the pool knows that tasks are short.
    private static void warmUp(ProcessPoolExecutor pool) {
        assertEquals(MANY, pool.map(x -> x, range(MANY)).toList().size());
    }

    private static void assertAddsUp(ExecutorStatistics seen) {
        assertEquals(
                seen.submitted(),
                seen.pending() + seen.running() + seen.succeeded() + seen.failed() + seen.cancelled(),
                seen::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 5_000})
    void aCrashHitsTheElementThatRan(int chunk) {
        try (ProcessPoolExecutor pool = pool(2)) {
            warmUp(pool);
            TaskFunction<Integer, Integer> fn = x -> {
                if (x % 1_000 == 500) {
                    Runtime.getRuntime().halt(3);
                }
                return x + 1;
            };
            Iterator<Integer> results = pool.map(fn, range(MANY), chunks(chunk)).iterator();
            for (int i = 0; i < MANY; i++) {
                if (i % 1_000 == 500) {
                    WorkerCrashedException crash = assertThrows(WorkerCrashedException.class, results::next);
                    assertTrue(
                            List.of(crash.getStackTrace()).toString().contains("parent process"),
                            "where the map was called");
                } else {
                    assertEquals(i + 1, results.next());
                }
            }
            assertFalse(results.hasNext());
            assertEquals(3, pool.statistics().failed());
            assertEquals(2L * MANY - 3, pool.statistics().succeeded());
            assertAddsUp(pool.statistics());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700, 5_000})
    void valuesOfAllKindsComeBackAndFailuresComeInTheirPlaces(int chunk) {
        try (ProcessPoolExecutor pool = pool(2)) {
            TaskFunction<Integer, Object> fn = x -> switch (x % 12) {
                case 0 -> x;
                case 1 -> x.longValue();
                case 2 -> x.shortValue();
                case 3 -> x.byteValue();
                case 4 -> (char) x.intValue();
                case 5 -> x.floatValue();
                case 6 -> x.doubleValue();
                case 7 -> x % 2 == 0;
                case 8 -> "latin " + x;
                case 9 -> "Ωmega " + x;
                case 10 -> new Boxed(x);
                default -> throw new IOException("no " + x);
            };
            Iterator<Object> results = pool.map(fn, range(MANY), chunks(chunk)).iterator();
            for (int i = 0; i < MANY; i++) {
                if (i % 12 == 11) {
                    TaskFailedException failure = assertThrows(TaskFailedException.class, results::next);
                    assertEquals("no " + i, String.valueOf(failure.getCause().getMessage()));
                } else {
                    Object expected = call(fn, i);
                    assertEquals(expected, results.next());
                }
            }
            assertEquals(MANY / 12, pool.statistics().failed());
            assertAddsUp(pool.statistics());
        }
    }

    private static Object call(TaskFunction<Integer, Object> fn, int x) {
        try {
            return fn.apply(x);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void argumentsOfAllKindsArrive() {
        List<Object> input = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            input.addAll(List.of(i, (long) i, (short) i, (byte) i, (char) i, (float) i, (double) i, i % 2 == 0));
            input.add("x".repeat(i));
            input.add("");
            input.add(null);
        }
        try (ProcessPoolExecutor pool = pool(2)) {
            List<String> expected = input.stream().map(String::valueOf).toList();
            assertEquals(expected, pool.map(String::valueOf, input).toList());
            assertEquals(expected, pool.map(String::valueOf, input, chunks(70)).toList());
            input.set(500, new Boxed(7));
            input.set(600, "Ω");
            List<String> others = input.stream().map(String::valueOf).toList();
            assertEquals(others, pool.map(String::valueOf, input).toList());
            assertEquals(others, pool.map(String::valueOf, input, chunks(70)).toList());
            assertEquals(
                    input.stream().map(x -> x + "!").toList(),
                    pool.map((a, b) -> a + b, input, java.util.Collections.nCopies(5_000, "!"), chunks(70))
                            .toList());
            assertEquals(
                    range(MANY).stream().map(x -> x + x).toList(),
                    pool.map((Integer a, Integer b) -> a + b, range(MANY), range(MANY))
                            .toList());
            assertAddsUp(pool.statistics());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000})
    void aLongElementAmongShortOnesHoldsNobodyUp(int chunk) throws Exception {
        String go = folder.resolve("go").toString();
        int slow = MANY / 2;
        try (ProcessPoolExecutor pool = pool(2)) {
            warmUp(pool);
            TaskFunction<Integer, Integer> fn = x -> {
                if (x == slow) {
                    Signs.spinUntil(go);
                }
                return x;
            };
            Results<Integer> results = pool.map(fn, range(MANY), chunks(chunk));
            // All but one of this map, and those of the first one.
            long all = 2L * MANY - 1;
            while (pool.statistics().succeeded() < all) {
                Thread.onSpinWait();
            }
            assertEquals(1, pool.statistics().running());
            assertEquals(0, pool.statistics().pending());
            Signs.leave(go, "");
            assertEquals(range(MANY), results.toList());
        }
    }

    /// Gives what it gets, but at one number leaves a sign first, and waits for another one.
    private static TaskFunction<Integer, Integer> stopsAt(int number, String begun, String go) {
        return x -> {
            if (x == number) {
                Signs.leave(begun, "");
                Signs.spinUntil(go);
            }
            return x;
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700})
    void closeCancelsWhatHasNotBegun(int chunk) throws Exception {
        String go = folder.resolve("go").toString();
        String begun = folder.resolve("begun").toString();
        try (ProcessPoolExecutor pool = pool(1)) {
            warmUp(pool);
            TaskFunction<Integer, Integer> fn = stopsAt(100, begun, go);
            Results<Integer> results = pool.map(fn, range(MANY), chunks(chunk));
            Iterator<Integer> iterator = results.iterator();
            for (int i = 0; i < 100; i++) {
                assertEquals(i, iterator.next());
            }
            Signs.await(Path.of(begun));
            results.close();
            assertFalse(iterator.hasNext());
            assertEquals(MANY - 101, pool.statistics().cancelled());
            assertEquals(1, pool.statistics().running());
            Signs.leave(go, "");
            warmUp(pool);
            assertEquals(3L * MANY - (MANY - 101), pool.statistics().succeeded());
            assertAddsUp(pool.statistics());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 700})
    void cancelPendingCancelsElements(int chunk) throws Exception {
        String go = folder.resolve("go").toString();
        String begun = folder.resolve("begun").toString();
        try (ProcessPoolExecutor pool = pool(1)) {
            warmUp(pool);
            TaskFunction<Integer, Integer> fn = stopsAt(100, begun, go);
            Iterator<Integer> iterator =
                    pool.map(fn, range(MANY), chunks(chunk)).iterator();
            Signs.await(Path.of(begun));
            assertEquals(MANY - 101, pool.cancelPending());
            Signs.leave(go, "");
            for (int i = 0; i < MANY; i++) {
                if (i <= 100) {
                    assertEquals(i, iterator.next());
                } else {
                    assertThrows(CancellationException.class, iterator::next);
                }
            }
            assertAddsUp(pool.statistics());
        }
    }

    @Test
    void shutdownNowGivesBackTheElementsThatNeverBegan() throws Exception {
        String begun = folder.resolve("begun").toString();
        try (ProcessPoolExecutor pool = pool(1)) {
            warmUp(pool);
            TaskFunction<Integer, Integer> fn = x -> {
                if (x == 10) {
                    Signs.leave(begun, "");
                    Thread.sleep(Duration.ofMinutes(5));
                }
                return x;
            };
            Iterator<Integer> iterator = pool.map(fn, range(MANY)).iterator();
            Signs.await(Path.of(begun));
            assertEquals(MANY - 11, pool.shutdownNow().size());
            for (int i = 0; i < MANY; i++) {
                if (i < 10) {
                    assertEquals(i, iterator.next());
                } else {
                    assertThrows(CancellationException.class, iterator::next);
                }
            }
        }
    }

    @Test
    void aMapWithALimitForEachElementKeepsIt() {
        try (ProcessPoolExecutor pool = pool(2)) {
            TaskFunction<Integer, Integer> fn = x -> {
                if (x == 70) {
                    Thread.sleep(Duration.ofMinutes(5));
                }
                return x;
            };
            Iterator<Integer> results = pool.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(1)))
                    .map(fn, range(200), chunks(50))
                    .iterator();
            for (int i = 0; i < 200; i++) {
                if (i == 70) {
                    assertThrows(TaskTimeoutException.class, results::next);
                } else {
                    assertEquals(i, results.next());
                }
            }
        }
    }

    @Test
    void whoWaitsForAnElementIsToldThatTheTimeIsUp() throws Exception {
        String go = folder.resolve("go").toString();
        try (ProcessPoolExecutor pool = pool(1)) {
            TaskFunction<Integer, Integer> fn = x -> {
                Signs.spinUntil(go);
                return x;
            };
            Iterator<Integer> results = pool.map(
                            fn, range(MANY), MapOptions.defaults().withTimeout(Duration.ofMillis(50)))
                    .iterator();
            assertInstanceOf(FutureTimeoutException.class, assertThrows(RuntimeException.class, results::next));
            Signs.leave(go, "");
        }
    }
}
