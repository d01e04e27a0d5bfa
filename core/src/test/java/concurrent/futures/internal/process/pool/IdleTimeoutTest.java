package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Workers that have nothing to do go after the idle timeout, and others come when there is work again. No task is lost
/// by that, and none runs twice.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class IdleTimeoutTest {
    private static final int WORKERS = 4;

    @TempDir
    Path folder;

    private static ProcessPoolExecutor.Builder builder(Duration idleTimeout) {
        return ProcessPoolExecutor.builder().maxWorkers(WORKERS).idleTimeout(idleTimeout);
    }

    /// Tasks that only end when each of them has begun: so each has a worker of its own.
    private Set<Long> meetInWorkersOfTheirOwn(ProcessPoolExecutor pool, int round) throws Exception {
        String place = Files.createDirectory(folder.resolve("round-" + round)).toString();
        List<Future<Long>> meeting = new ArrayList<>();
        int all = WORKERS;
        for (int i = 0; i < WORKERS; i++) {
            int number = i;
            meeting.add(pool.submit(() -> {
                Signs.leave(place + "/" + number, "");
                for (int other = 0; other < all; other++) {
                    Signs.await(Path.of(place, Integer.toString(other)));
                }
                return Signs.pid();
            }));
        }
        Set<Long> pids = new HashSet<>();
        meeting.forEach(future -> pids.add(future.result()));
        assertEquals(WORKERS, pids.size());
        return pids;
    }

    private static void awaitExit(Iterable<Long> pids) throws Exception {
        for (long pid : pids) {
            var process = ProcessHandle.of(pid);
            if (process.isPresent()) {
                process.get().onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    /// The pool hears of the end of a worker a moment after it.
    private static void awaitWorkers(ProcessPoolExecutor pool, int count) throws Exception {
        while (pool.workers().size() != count) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void assertEachRanOnce(String trail, int tasks) {
        assertEquals(
                IntStream.range(0, tasks).boxed().toList(),
                Signs.read(Path.of(trail)).stream()
                        .map(Integer::valueOf)
                        .sorted()
                        .toList());
    }

    @Test
    void thePoolShrinksToNothingAndGrowsAgainAndAgain() throws Exception {
        String trail = folder.resolve("trail").toString();
        int tasks = 0;
        try (ProcessPoolExecutor pool = builder(Duration.ofMillis(300)).build()) {
            for (int round = 0; round < 3; round++) {
                Set<Long> pids = meetInWorkersOfTheirOwn(pool, round);
                List<Future<Integer>> futures = new ArrayList<>();
                int first = tasks;
                for (int i = 0; i < 100; i++) {
                    int number = tasks++;
                    futures.add(pool.submit(() -> {
                        Signs.leave(trail, Integer.toString(number));
                        return number;
                    }));
                }
                for (int i = 0; i < futures.size(); i++) {
                    assertEquals(first + i, futures.get(i).result());
                }
                awaitExit(pids);
                awaitWorkers(pool, 0);
                assertEquals(0, pool.statistics().workers());
                assertEquals(0, pool.statistics().running() + pool.statistics().pending());
            }
        }
        assertEachRanOnce(trail, tasks);
    }

    @Test
    void aSpareWorkerStays() throws Exception {
        try (ProcessPoolExecutor pool =
                builder(Duration.ofMillis(100)).spareWorkers(1).build()) {
            Set<Long> pids = meetInWorkersOfTheirOwn(pool, 0);
            awaitWorkers(pool, 1);
            WorkerInfo last = pool.workers().getFirst();
            assertTrue(pids.contains(last.pid()) || last.tasksDone() == 0, "it is one of those, or a spare one");
            ProcessHandle none = ProcessHandle.current();
            ProcessHandle spare = ProcessHandle.of(last.pid()).orElseThrow();
            assertEquals(
                    none,
                    spare.onExit()
                            .completeOnTimeout(none, 500, TimeUnit.MILLISECONDS)
                            .get(),
                    "five times the timeout, and it is there");
            assertEquals(last.pid(), pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void aWorkerThatIsBusyForLongerThanTheTimeoutStays() throws Exception {
        try (ProcessPoolExecutor pool = builder(Duration.ofMillis(50)).build()) {
            Future<Integer> busy = pool.submit(() -> {
                Thread.sleep(500);
                return 1;
            });
            assertEquals(1, busy.result());
        }
    }

    /// The timeout passes at the very moment at which a task comes, or a bit before, or after.
    @Test
    void noTaskIsLostThatComesWhenItsWorkerGoes() throws Exception {
        String trail = folder.resolve("trail").toString();
        Duration idle = Duration.ofMillis(20);
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(2).idleTimeout(idle).build()) {
            for (int i = 0; i < 60; i++) {
                int number = i;
                assertEquals(
                        number,
                        pool.submit(() -> {
                                    Signs.leave(trail, Integer.toString(number));
                                    return number;
                                })
                                .result());
                TimeUnit.MICROSECONDS.sleep(idle.toMillis() * 1000 - 2000 + 100L * (i % 40));
            }
            assertEquals(60, pool.statistics().succeeded());
        }
        assertEachRanOnce(trail, 60);
    }
}
