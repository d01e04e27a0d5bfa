package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Workers that hold too much memory are replaced, and only those.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class WorkerMemoryTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .maxWorkerMemory(160 * MIB)
                .maxHeap(512 * MIB)
                .build();
    }

    @Test
    void oneWhoseHeapKeepsTooMuchIsReplacedAfterItsTask() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            long leaking = pool.submit(() -> Leaks.onHeap(20)).result();
            assertEquals(leaking, pool.submit(() -> Leaks.onHeap(20)).result());
            assertEquals(leaking, pool.submit(() -> Leaks.onHeap(200)).result());
            assertNotEquals(leaking, pool.submit(() -> Signs.pid()).result());
            // The old process may take longer to end than the new one to start.
            List<WorkerInfo.State> states =
                    pool.workers().stream().map(WorkerInfo::state).toList();
            assertEquals(
                    1,
                    states.stream()
                            .filter(state -> state != WorkerInfo.State.STOPPING)
                            .count(),
                    states::toString);
            while (pool.workers().size() > 1) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    @Test
    void oneThatLeaksOutsideTheHeapIsReplacedToo() {
        try (ProcessPoolExecutor pool = pool(1)) {
            long leaking = pool.submit(() -> Leaks.offHeap(20)).result();
            assertEquals(leaking, pool.submit(() -> Leaks.offHeap(200)).result());
            assertNotEquals(leaking, pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void oneThatOnlyMakesGarbageStays() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Set<Long> pids = new HashSet<>();
            for (int i = 0; i < 10; i++) {
                pids.add(pool.submit(() -> Leaks.garbage(400)).result());
            }
            assertEquals(1, pids.size());
        }
    }

    @Test
    void eachTaskRunsOnceWhileWorkersLeakAndAreReplaced() {
        String trail = folder.resolve("trail").toString();
        int tasks = 300;
        try (ProcessPoolExecutor pool = pool(2)) {
            pool.submit(() -> 0).result();
            List<Future<Long>> futures = new ArrayList<>();
            for (int i = 0; i < tasks; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    Signs.leave(trail, Integer.toString(number));
                    return Leaks.onHeap(4);
                }));
            }
            Set<Long> pids = futures.stream().map(Future::result).collect(Collectors.toSet());
            // 1,200 MiB in all, of which a worker holds 160 and a bit.
            assertTrue(pids.size() >= 5, () -> "workers: " + pids);
        }
        assertEquals(
                IntStream.range(0, tasks).boxed().collect(Collectors.toSet()),
                Signs.read(Path.of(trail)).stream().map(Integer::valueOf).collect(Collectors.toSet()));
        assertEquals(tasks, Signs.read(Path.of(trail)).size());
    }

    @Test
    void aLimitThatEveryWorkerExceedsIsRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> ProcessPoolExecutor.builder().maxWorkerMemory((64 << 20) - 1));
        assertEquals(
                "maxWorkerMemory must be at least 64 MiB, but is 67108863 bytes: a worker that has run no task yet"
                        + " holds up to 50 MB",
                refused.getMessage());
    }

    /// A worker keeps the functions of the last maps, each of which may lead to much.
    @Test
    void theFunctionsOfManyMapsDoNotFillTheHeap() {
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(1).maxHeap(64 * MIB).build()) {
            Set<Long> workers = new HashSet<>();
            for (int map = 0; map < 12; map++) {
                workers.addAll(lengths(pool, new byte[10 * MIB]));
            }
            assertEquals(1, workers.size());
        }
    }

    private static List<Long> lengths(ProcessPoolExecutor pool, byte[] captured) {
        return pool.map(
                        expected -> {
                            assertEquals(expected, captured.length);
                            return Signs.pid();
                        },
                        List.of(10 * MIB, 10 * MIB))
                .toList();
    }
}
