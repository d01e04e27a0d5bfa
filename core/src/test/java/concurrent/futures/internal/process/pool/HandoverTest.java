package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerOutput;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Short tasks are sent in groups, and each is still a task of its own.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class HandoverTest {
    private static final int MANY = 3_000;

    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .workerOutput(WorkerOutput.DISCARD)
                .build();
    }

    /// From here on the pool knows that tasks are short.
    private static void warmUp(Executor pool) {
        assertEquals(
                MANY,
                pool.map(x -> x, IntStream.range(0, MANY).boxed().toList())
                        .toList()
                        .size());
    }

    @Test
    void cancellingSomeOfAGroupLeavesTheOthersInOrder() throws Exception {
        String begun = folder.resolve("begun").toString();
        String go = folder.resolve("go").toString();
        String trail = folder.resolve("trail").toString();
        try (ProcessPoolExecutor pool = pool(1)) {
            warmUp(pool);
            Future<Integer> first = pool.submit(() -> {
                Signs.leave(begun, "");
                Signs.spinUntil(go);
                return -1;
            });
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    Signs.leave(trail, Integer.toString(number));
                    return number;
                }));
            }
            Signs.await(Path.of(begun));
            for (int i = 0; i < 300; i += 3) {
                assertTrue(futures.get(i).cancel(), "none of them has begun");
            }
            Signs.leave(go, "");
            assertEquals(-1, first.result());
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                if (i % 3 == 0) {
                    assertTrue(futures.get(i).isCancelled());
                } else {
                    assertEquals(i, futures.get(i).result());
                    expected.add(Integer.toString(i));
                }
            }
            assertEquals(expected, Signs.read(Path.of(trail)));
        }
    }

    @Test
    void aCrashAmidAGroupHitsOneTaskAlone() {
        try (ProcessPoolExecutor pool = pool(2)) {
            warmUp(pool);
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    if (number % 1_000 == 500) {
                        Runtime.getRuntime().halt(3);
                    }
                    return number;
                }));
            }
            for (int i = 0; i < MANY; i++) {
                if (i % 1_000 == 500) {
                    assertInstanceOf(
                            WorkerCrashedException.class, futures.get(i).exception());
                } else {
                    assertEquals(i, futures.get(i).result());
                }
            }
            assertEquals(3, pool.statistics().failed());
        }
    }

    @Test
    void aLongTaskAmongShortOnesHoldsNobodyUp() throws Exception {
        String go = folder.resolve("go").toString();
        int slow = MANY / 2;
        try (ProcessPoolExecutor pool = pool(2)) {
            warmUp(pool);
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    if (number == slow) {
                        Signs.spinUntil(go);
                    }
                    return number;
                }));
            }
            for (int i = 0; i < MANY; i++) {
                if (i != slow) {
                    assertEquals(i, futures.get(i).result(Duration.ofSeconds(60)));
                }
            }
            Signs.leave(go, "");
            assertEquals(slow, futures.get(slow).result());
        }
    }

    @Test
    void aChunkThatIsLargerThanAHandoverArrivesInFull() {
        try (ProcessPoolExecutor pool = pool(2)) {
            List<Integer> input = IntStream.range(0, 5 * MANY).boxed().toList();
            List<Integer> expected = input.stream().map(x -> x + 1).toList();
            assertEquals(
                    expected,
                    pool.map(x -> x + 1, input, MapOptions.defaults().withChunkSize(2 * MANY))
                            .toList());
        }
    }
}
