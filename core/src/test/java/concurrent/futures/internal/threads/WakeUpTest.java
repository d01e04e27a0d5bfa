package concurrent.futures.internal.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.ThreadPoolExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// No task is stranded, whatever the workers are about to do when it comes: to search, to park, to wake, to end.
class WakeUpTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void tasksThatComeWhenWorkersAreAboutToParkAreRun() throws Exception {
        for (int workers = 1; workers <= 3; workers++) {
            long seed = System.nanoTime();
            try (Executor pool = new ThreadPoolExecutor(workers)) {
                List<FutureTask<Integer>> submitters = new ArrayList<>();
                for (int s = 0; s < 2; s++) {
                    Random random = new Random(seed + s);
                    FutureTask<Integer> submitter = new FutureTask<>(() -> submitInBursts(pool, random));
                    submitters.add(submitter);
                    Thread.ofPlatform().start(submitter);
                }
                int all = 0;
                for (FutureTask<Integer> submitter : submitters) {
                    all += submitter.get();
                }
                ExecutorStatistics statistics = pool.statistics();
                assertEquals(all, statistics.succeeded(), () -> "seed " + seed);
                assertEquals(all, statistics.submitted());
                assertEquals(0, statistics.pending() + statistics.running());
            }
        }
    }

    private static int submitInBursts(Executor pool, Random random) {
        int all = 0;
        for (int round = 0; round < 1_500; round++) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int number = i;
                futures.add(pool.submit(() -> number));
            }
            all += futures.size();
            for (Future<Integer> future : futures) {
                future.result(LONG);
            }
            // From none to a little more than workers search before they park.
            LockSupport.parkNanos(random.nextInt(80_000));
        }
        return all;
    }

    /// The elements of a map are added together, and each of them waits for all others to begin.
    @Test
    void aMapIsRunByAllWorkersWhateverTheyAreAboutToDo() {
        Random random = new Random();
        long patience = LONG.toSeconds();
        for (int workers = 2; workers <= 4; workers++) {
            List<Integer> numbers = IntStream.range(0, workers).boxed().toList();
            try (Executor pool = new ThreadPoolExecutor(workers)) {
                for (int round = 0; round < 500; round++) {
                    CountDownLatch begun = new CountDownLatch(workers);
                    List<Integer> results = pool.<Integer, Integer>map(
                                    number -> {
                                        begun.countDown();
                                        assertTrue(begun.await(patience, TimeUnit.SECONDS));
                                        return number;
                                    },
                                    numbers)
                            .toList();
                    assertEquals(numbers, results);
                    LockSupport.parkNanos(random.nextInt(80_000));
                }
            }
        }
    }

    /// Not even where several maps are added at once, and their workers come and go.
    @Test
    void noElementOfAMapIsStranded() throws Exception {
        List<Integer> numbers = IntStream.range(0, 100).boxed().toList();
        for (int workers = 1; workers <= 3; workers++) {
            try (Executor pool = new ThreadPoolExecutor(workers)) {
                List<FutureTask<Integer>> callers = new ArrayList<>();
                for (int c = 0; c < 2; c++) {
                    Random random = new Random();
                    FutureTask<Integer> caller = new FutureTask<>(() -> {
                        int rounds = 0;
                        for (; rounds < 500; rounds++) {
                            assertEquals(
                                    numbers,
                                    pool.<Integer, Integer>map(number -> number, numbers)
                                            .toList());
                            LockSupport.parkNanos(random.nextInt(80_000));
                        }
                        return rounds;
                    });
                    callers.add(caller);
                    Thread.ofPlatform().start(caller);
                }
                for (FutureTask<Integer> caller : callers) {
                    assertEquals(500, caller.get());
                }
            }
        }
    }

    @Test
    void aShutdownThatComesWhenWorkersAreAboutToParkEndsThem() throws Exception {
        Random random = new Random();
        for (int round = 0; round < 500; round++) {
            Executor pool = new ThreadPoolExecutor(3);
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                futures.add(pool.submit(() -> 1));
            }
            for (int spins = random.nextInt(400); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            pool.shutdown();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
            for (Future<Integer> future : futures) {
                assertEquals(1, future.resultNow());
            }
        }
    }

    @Test
    void aPoolHasNoWorkerOnceItHasEndedThoughCancelledTasksWaited() throws Exception {
        Random random = new Random();
        for (int round = 0; round < 4_000; round++) {
            Executor pool = round % 2 == 0 ? ThreadPoolExecutor.virtual(1) : new ThreadPoolExecutor(1);
            CountDownLatch gate = new CountDownLatch(1);
            pool.submit(() -> {
                gate.await();
                return 1;
            });
            assertTrue(pool.submit(() -> 2).cancel());
            gate.countDown();
            for (int spins = random.nextInt(2_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            pool.shutdown();
            assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
            assertEquals(0, pool.statistics().workers(), "in round " + round);
        }
    }

    @Test
    void aTaskThatWaitsForAnotherGetsItRunThoughAllWorkersAreBusy() {
        try (Executor pool = new ThreadPoolExecutor(1)) {
            for (int round = 0; round < 2_000; round++) {
                Future<Integer> outer = pool.submit(() ->
                        pool.submit(() -> 1).result() + pool.submit(() -> 2).result());
                assertEquals(3, outer.result(LONG));
            }
            assertTrue(pool.statistics().workers() <= 2);
        }
    }
}
