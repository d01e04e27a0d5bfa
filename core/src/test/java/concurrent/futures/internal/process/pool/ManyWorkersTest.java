package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ReturnWhen;
import concurrent.futures.WorkerInfo;
import concurrent.futures.WorkerOutput;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Many workers, many pools, many threads that use one: all futures end, the figures add up, and nothing grows.
@ExtendWith(NothingLeftBehind.class)
@Timeout(240)
class ManyWorkersTest {
    private static final int WORKERS = 32;
    private static final int POOLS = 64;
    private static final int THREADS = 8;
    private static final long FIRE_NANOS = TimeUnit.SECONDS.toNanos(5);

    @TempDir
    Path folder;

    @Test
    void manyMoreWorkersThanProcessorsRunAtOnce() throws Exception {
        String signs = folder.resolve("sign").toString();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(WORKERS)) {
            List<Future<Long>> futures = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                String sign = signs + i;
                futures.add(pool.submit(() -> {
                    Signs.leave(sign, "");
                    Signs.await(Path.of(signs + "-all"));
                    return Signs.pid();
                }));
            }
            // Each one ends only when all have begun.
            for (int i = 0; i < WORKERS; i++) {
                Signs.await(Path.of(signs + i));
            }
            assertEquals(WORKERS, pool.statistics().running());
            Signs.leave(signs + "-all", "");
            Set<Long> pids = new HashSet<>();
            futures.forEach(future -> pids.add(future.result()));
            assertEquals(WORKERS, pids.size());
        }
    }

    @Test
    void manyPoolsInARowLeaveNothing() throws Exception {
        useAPool(0);
        Usage before = Usage.now();
        for (int i = 1; i < POOLS; i++) {
            useAPool(i);
        }
        Usage.now().assertNoMoreThan(before);
    }

    private static void useAPool(int number) {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            assertEquals(number, pool.submit(() -> number).result());
        }
    }

    @Test
    void threadsThatSubmitCancelResizeAndKillAtRandomLoseNothing() throws Exception {
        useAPool(0);
        Usage before = Usage.now();
        beUnderFire();
        Usage.now().assertNoMoreThan(before);
    }

    private static void beUnderFire() throws Exception {
        Queue<Future<Integer>> futures = new ConcurrentLinkedQueue<>();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .cancelGrace(Duration.ofMillis(50))
                .workerOutput(WorkerOutput.DISCARD)
                .build();
        try (pool) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom random = new SplittableRandom(i);
                threads.add(Thread.ofPlatform().name("fire-" + i).start(() -> {
                    long until = System.nanoTime() + FIRE_NANOS;
                    try {
                        while (System.nanoTime() - until < 0) {
                            act(pool, random, futures);
                        }
                    } catch (Throwable e) {
                        failures.add(e);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(
                Set.of(),
                Futures.waitFor(futures, ReturnWhen.ALL_COMPLETED, Duration.ZERO)
                        .notDone());
        ExecutorStatistics statistics = pool.statistics();
        assertEquals(futures.size(), statistics.submitted());
        assertEquals(count(futures, Future.State.SUCCESS), statistics.succeeded());
        assertEquals(count(futures, Future.State.FAILED), statistics.failed());
        assertEquals(count(futures, Future.State.CANCELLED), statistics.cancelled());
        assertTrue(statistics.succeeded() > 0 && statistics.cancelled() > 0, statistics::toString);
    }

    private static void act(ProcessPoolExecutor pool, SplittableRandom random, Queue<Future<Integer>> futures)
            throws InterruptedException {
        int number = random.nextInt(1000);
        Future<Integer> future = pool.submit(() -> {
            Thread.sleep(number % 4);
            return number;
        });
        futures.add(future);
        switch (random.nextInt(40)) {
            case 0 -> pool.resize(random.nextInt(1, 4));
            case 1 -> pool.cancelPending();
            case 2 -> kill(pool, random);
            case 3, 4, 5 -> future.cancel();
            case 6, 7, 8 -> future.cancel(/* mayInterruptIfRunning= */ true);
            default -> {
                Throwable failure = future.isCancelled() ? null : exception(future);
                if (failure == null && future.state() == Future.State.SUCCESS) {
                    assertEquals(number, future.resultNow());
                }
            }
        }
    }

    private static Throwable exception(Future<Integer> future) {
        try {
            return future.exception();
        } catch (java.util.concurrent.CancellationException e) {
            return e;
        }
    }

    private static void kill(ProcessPoolExecutor pool, SplittableRandom random) {
        List<WorkerInfo> ready =
                pool.workers().stream().filter(worker -> worker.tasksDone() > 0).toList();
        if (!ready.isEmpty()) {
            long pid = ready.get(random.nextInt(ready.size())).pid();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private static long count(Queue<Future<Integer>> futures, Future.State state) {
        return futures.stream().filter(future -> future.state() == state).count();
    }

    /// What this JVM holds at one moment.
    private record Usage(long threads, long descriptors, long heap) {
        private static final long HEAP_MARGIN = 8 << 20;

        static Usage now() throws IOException, InterruptedException {
            long heap = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(50);
                Runtime runtime = Runtime.getRuntime();
                heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
            }
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("ProcessPoolExecutor-"))
                    .count();
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                return new Usage(threads, descriptors.count(), heap);
            } catch (java.nio.file.NoSuchFileException e) {
                return new Usage(threads, 0, heap); // Not this kind of system.
            }
        }

        void assertNoMoreThan(Usage before) {
            assertTrue(
                    threads <= before.threads && descriptors <= before.descriptors && heap <= before.heap + HEAP_MARGIN,
                    () -> this + ", before " + before);
        }
    }
}
