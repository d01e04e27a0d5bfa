package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerInfo;
import concurrent.futures.WorkerOutput;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Workers come on demand, are reused, recycled and let go; and when they can not come, the pool says why.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class WorkersTest {
    @TempDir
    Path folder;

    @Test
    void noTaskWaitsForAnotherWhileAWorkerIsIdle() throws Exception {
        for (int round = 0; round < 5; round++) {
            String signs = folder.resolve("round" + round).toString();
            try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                    .maxWorkers(6)
                    .workerOutput(WorkerOutput.DISCARD)
                    .build()) {
                List<Future<?>> futures = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    String sign = signs + "-" + i;
                    futures.add(pool.submit(() -> {
                        Signs.leave(sign, "begun");
                        Signs.await(Path.of(signs + "-all"));
                        return sign;
                    }));
                }
                // Each one ends only when all have begun.
                for (int i = 0; i < 6; i++) {
                    Signs.await(Path.of(signs + "-" + i));
                }
                Signs.leave(signs + "-all", "go on");
                futures.forEach(Future::result);
            }
        }
    }

    @Test
    void oneAfterTheOtherNeedsOneWorker() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(4)) {
            assertEquals(List.of(), pool.workers());
            Set<Long> pids = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                pids.add(pool.submit(() -> Signs.pid()).result());
            }
            assertEquals(1, pids.size());
            WorkerInfo worker = pool.workers().getFirst();
            assertEquals(pids, Set.of(worker.pid()));
            assertEquals(WorkerInfo.State.IDLE, worker.state());
            assertEquals(5, worker.tasksDone());
            assertTrue(worker.residentBytes() > 1_000_000);
        }
    }

    @Test
    void aWorkerEndsAfterItsTasksAndIsReplaced() {
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(1).maxTasksPerWorker(3).build()) {
            List<Future<Long>> futures = IntStream.range(0, 9)
                    .mapToObj(i -> pool.submit(() -> Signs.pid()))
                    .toList();
            var tasksOf = futures.stream()
                    .map(Future::result)
                    .collect(Collectors.groupingBy(pid -> pid, Collectors.counting()));
            assertEquals(3, tasksOf.size(), () -> "three workers: " + tasksOf);
            assertTrue(tasksOf.values().stream().allMatch(count -> count == 3), tasksOf::toString);
        }
    }

    @Test
    void anIdleWorkerEndsAfterTheIdleTimeoutAndDemandBringsAnother() throws Exception {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .idleTimeout(Duration.ofMillis(100))
                .build()) {
            long first = pool.submit(() -> Signs.pid()).result();
            Optional<ProcessHandle> worker = ProcessHandle.of(first);
            if (worker.isPresent()) {
                worker.get().onExit().get(30, TimeUnit.SECONDS);
            }
            assertNotEquals(first, pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void spareWorkersAreKeptReady() throws Exception {
        String begun = folder.resolve("begun").toString();
        String end = folder.resolve("end").toString();
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(3).spareWorkers(1).build()) {
            Future<?> running = pool.submit(() -> {
                Signs.leave(begun, "");
                Signs.spinUntil(end);
            });
            Signs.await(Path.of(begun));
            assertEquals(2, pool.statistics().workers());
            Files.createFile(Path.of(end));
            running.result();
        }
    }

    @Test
    void resizingUpAndDownLosesNothing() throws Exception {
        String trail = folder.resolve("trail").toString();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int round = 0; round < 4; round++) {
                for (int i = 0; i < 50; i++) {
                    int number = round * 50 + i;
                    futures.add(pool.submit(() -> {
                        Signs.leave(trail, Integer.toString(number));
                        return number;
                    }));
                }
                pool.resize(round % 2 == 0 ? 3 : 1);
            }
            for (int i = 0; i < futures.size(); i++) {
                assertEquals(i, futures.get(i).result());
            }
            assertEquals(1, pool.maxWorkers());
        }
        List<String> lines = Signs.read(Path.of(trail));
        assertEquals(200, lines.size());
        assertEquals(200, Set.copyOf(lines).size());
        assertThrows(IllegalArgumentException.class, () -> new ProcessPoolExecutor(1).resize(0));
    }

    @Test
    void theFirstTasksOfANewPoolBeginFirstInWhateverOrderItsWorkersComeUp() throws Exception {
        for (List<Integer> order : List.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0))) {
            beginFirst(order);
        }
    }

    /// Each of the first three tasks waits until the others have begun.
    private void beginFirst(List<Integer> order) throws Exception {
        String place = Files.createDirectory(
                        folder.resolve(order.stream().map(String::valueOf).collect(Collectors.joining("-"))))
                .toString();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(3)
                .initializer(() -> Signs.comeUpInTurn(place))
                .build()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    Signs.leave(place + "/" + number, "");
                    for (int other = 0; other < 3; other++) {
                        Signs.await(Path.of(place, Integer.toString(other)));
                    }
                    return number;
                }));
            }
            for (int i = 0; i < 3; i++) {
                Signs.await(Path.of(place, "turn-" + i));
            }
            for (int i = 0; i < 3; i++) {
                Signs.leave(place + "/up-" + order.get(i), "");
            }
            futures.forEach(Future::result);
        }
    }

    @Test
    void resizingToAndFroLetsNoMoreTasksRunThanTheLimit() throws Exception {
        String begun = folder.resolve("begun").toString();
        String end = folder.resolve("end").toString();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(3)) {
            List<Future<Long>> futures = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                String sign = begun + i;
                futures.add(pool.submit(() -> {
                    Signs.leave(sign, "");
                    Signs.spinUntil(end);
                    return Signs.pid();
                }));
            }
            for (int i = 0; i < 3; i++) {
                Signs.await(Path.of(begun + i));
            }
            for (int round = 0; round < 3; round++) {
                pool.resize(1);
                pool.resize(3);
            }
            // Two of the three go after their task. Nobody takes their places as long as they run.
            int workers = pool.statistics().workers();
            pool.resize(4);
            int oneMore = pool.statistics().workers();
            Files.createFile(Path.of(end));
            assertEquals(3, workers);
            assertEquals(4, oneMore);
            for (Future<Long> future : futures) {
                future.result();
            }
        }
    }

    @Test
    void aTaskThatNeverEndsInAWorkerThatIsTooManyHoldsUpNoOther() throws Exception {
        String begun = folder.resolve("begun").toString();
        String end = folder.resolve("end").toString();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            for (int i = 0; i < 2; i++) {
                String sign = begun + i;
                pool.submit(() -> {
                    Signs.leave(sign, Long.toString(Signs.pid()));
                    Signs.spinUntil(end);
                });
                Signs.await(Path.of(sign));
            }
            pool.resize(1);
            Set<Long> pids = pool.workers().stream().map(WorkerInfo::pid).collect(Collectors.toSet());
            long kept = pool.workers().stream()
                    .filter(worker -> worker.state() == WorkerInfo.State.BUSY)
                    .findFirst()
                    .orElseThrow()
                    .pid();
            Signs.signal(kept, "KILL");
            assertFalse(pids.contains(pool.submit(() -> Signs.pid()).result()), "in a third one");
            Files.createFile(Path.of(end));
        }
    }

    @Test
    void theInitializerRunsInEachWorkerBeforeItsFirstTask() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> System.setProperty("prepared", "yes"))
                .build()) {
            assertEquals(
                    "yes", pool.submit(() -> System.getProperty("prepared")).result());
        }
    }

    @Test
    void anInitializerThatThrowsBreaksThePoolWithItsOwnException() {
        ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .initializer(() -> {
                    throw new IllegalStateException("no licence");
                })
                .build();
        List<Future<Integer>> futures =
                IntStream.range(0, 5).mapToObj(i -> pool.submit(() -> i)).toList();
        Set<Throwable> failures = new HashSet<>();
        for (Future<Integer> future : futures) {
            BrokenExecutorException broken = assertInstanceOf(BrokenExecutorException.class, future.exception());
            assertInstanceOf(IllegalStateException.class, broken.getCause());
            failures.add(broken);
        }
        assertEquals(5, failures.size(), "each has its own");
        assertThrows(BrokenExecutorException.class, () -> pool.submit(() -> 1));
        pool.close();
        assertTrue(pool.isTerminated());
    }

    @Test
    void workersThatDieAtTheirStartBreakThePoolAndTheMessageSaysWhy() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .jvmOptions("-XX:NoSuchOption=1")
                // It would be taken for the cause, and removed.
                .startupCache(false)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            Future<Integer> first = pool.submit(() -> 1);
            Future<Integer> second = pool.submit(() -> 2);
            Throwable one = first.exception();
            assertInstanceOf(BrokenExecutorException.class, one);
            assertInstanceOf(BrokenExecutorException.class, second.exception());
            assertNotSame(one, second.exception());
            String message = one.getMessage();
            assertTrue(message.contains("exit code 1"), message);
            assertTrue(message.contains("NoSuchOption"), message);
            assertTrue(message.contains("WorkerMain"), message);
        }
    }

    @Test
    void aMissingJavaBreaksThePool() {
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(1).javaHome(folder).build()) {
            Throwable failure = pool.submit(() -> 1).exception();
            assertInstanceOf(BrokenExecutorException.class, failure);
            assertTrue(failure.getMessage().contains(folder.toString()), failure.getMessage());
        }
    }

    @Test
    void anInitializerThatExitsBreaksThePool() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> System.exit(42))
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            Throwable failure = pool.submit(() -> 1).exception();
            assertInstanceOf(BrokenExecutorException.class, failure);
            assertTrue(failure.getMessage().contains("exit code 42"), failure.getMessage());
        }
    }

    @Test
    void aPoolThatIsDroppedWithoutACloseDoesItsWorkAndEnds() throws Exception {
        Future<Long> future = submitAndForget();
        ProcessHandle worker = ProcessHandle.of(future.result()).orElseThrow();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (worker.isAlive() && System.nanoTime() < deadline) {
            System.gc();
            worker.onExit().completeOnTimeout(worker, 50, TimeUnit.MILLISECONDS).get();
        }
        assertFalse(worker.isAlive());
    }

    private static Future<Long> submitAndForget() {
        return new ProcessPoolExecutor(1).submit(() -> Signs.pid());
    }

    @Test
    void closingWhileWorkersStartLeavesNothing() {
        for (int i = 0; i < 5; i++) {
            ProcessPoolExecutor pool = new ProcessPoolExecutor(3);
            Future<Integer> future = pool.submit(() -> 1);
            pool.shutdownNow();
            pool.close();
            assertTrue(future.isDone());
        }
    }
}
