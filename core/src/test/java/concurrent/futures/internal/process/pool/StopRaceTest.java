package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tasks are stopped at the very moment at which they begin, are read, or end: one outcome, and nobody else is harmed.
@ExtendWith(NothingLeftBehind.class)
@Timeout(180)
class StopRaceTest {
    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers, Duration grace) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .cancelGrace(grace)
                .build();
    }

    private static void assertAllEnded(ProcessPoolExecutor pool, long submitted) {
        ExecutorStatistics end = pool.statistics();
        assertEquals(submitted, end.submitted());
        assertEquals(submitted, end.succeeded() + end.failed() + end.cancelled(), end::toString);
    }

    @Test
    void aCancelThatMeetsTheEndOfTheTaskLeavesOneOutcomeAndHarmsNobody() {
        int rounds = 2000;
        AtomicInteger callbacks = new AtomicInteger();
        int cancelled = 0;
        ProcessPoolExecutor pool = pool(2, Duration.ofSeconds(30));
        try (pool) {
            for (int i = 0; i < rounds; i++) {
                int number = i;
                Future<Integer> target = pool.submit(() -> {
                    Signs.pause(300);
                    return number;
                });
                target.addDoneCallback(ended -> callbacks.incrementAndGet());
                // Its worker's next task must not be interrupted.
                Future<Boolean> neighbour = pool.submit(() -> {
                    Signs.pause(100);
                    return Thread.interrupted();
                });
                Signs.pause(600);
                if (target.cancel(true)) {
                    cancelled++;
                    assertTrue(target.isCancelled());
                } else {
                    assertEquals(number, target.result());
                }
                assertFalse(neighbour.result(), "an interrupt met another task");
            }
        }
        assertEquals(rounds, callbacks.get());
        assertAllEnded(pool, 2L * rounds);
        assertEquals(cancelled, pool.statistics().cancelled());
        assertTrue(cancelled > 0 && cancelled < rounds, "both came first at times: " + cancelled);
    }

    @Test
    void aTimeLimitThatMeetsTheEndOfTheTaskLeavesOneOutcomeAndHarmsNobody() {
        int rounds = 500;
        int late = 0;
        ProcessPoolExecutor pool = pool(2, Duration.ofSeconds(30));
        try (pool) {
            Executor limited = pool.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(3)));
            for (int i = 0; i < rounds; i++) {
                int number = i;
                Future<Integer> target = limited.submit(() -> {
                    LockSupport.parkNanos(
                            2_000_000 + ThreadLocalRandom.current().nextInt(2_000_000));
                    return number;
                });
                Future<Boolean> neighbour = pool.submit(() -> Thread.interrupted());
                Throwable failure = target.exception();
                if (failure == null) {
                    assertEquals(number, target.result());
                } else {
                    assertInstanceOf(TaskTimeoutException.class, failure);
                    late++;
                }
                assertFalse(neighbour.result(), "an interrupt met another task");
            }
        }
        assertEquals(late, pool.statistics().failed());
        assertTrue(late > 0, "none was late");
    }

    /// The end comes at any moment: most workers are killed while others answer.
    @Test
    void killedAtTheVeryEndTheTaskHasOneOutcomeAndTheOthersHaveTheirs() {
        int rounds = 100;
        ProcessPoolExecutor pool = pool(2, Duration.ZERO);
        try (pool) {
            for (int i = 0; i < rounds; i++) {
                int number = i;
                Future<Integer> target = pool.submit(() -> {
                    Signs.pause(500);
                    return number;
                });
                List<Future<Integer>> others = new ArrayList<>();
                for (int k = 0; k < 10; k++) {
                    int other = k;
                    others.add(pool.submit(() -> other));
                }
                Signs.pause(1000);
                if (!target.cancel(true)) {
                    assertEquals(number, target.result());
                }
                for (int k = 0; k < 10; k++) {
                    // What runs in the killed worker by now is the next task, not the cancelled one.
                    assertEquals(k, others.get(k).result());
                }
            }
        }
        assertAllEnded(pool, 11L * rounds);
    }

    /// An argument that takes its time to be read.
    private record ReadSlowly(String begun, String end) implements Serializable {
        private Object readResolve() {
            Signs.leave(begun, "");
            Signs.spinUntil(end);
            return this;
        }
    }

    enum How {
        CANCEL,
        LIMIT,
        SHUTDOWN_NOW,
        TERMINATE,
        KILL,
    }

    @ParameterizedTest
    @EnumSource
    void aTaskIsStoppedWhileItsArgumentIsRead(How how) throws Exception {
        String begun = folder.resolve("begun").toString();
        Object slow = new ReadSlowly(begun, folder.resolve("never").toString());
        try (ProcessPoolExecutor pool = pool(1, Duration.ofMillis(100))) {
            Executor view =
                    how == How.LIMIT ? pool.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(1))) : pool;
            Future<Integer> task = view.submit(() -> slow.hashCode());
            Signs.await(Path.of(begun));
            assertTrue(task.isRunning() || task.isDone());
            switch (how) {
                case CANCEL -> assertTrue(task.cancel(true));
                case LIMIT -> assertInstanceOf(TaskTimeoutException.class, task.exception());
                case SHUTDOWN_NOW -> assertEquals(0, pool.shutdownNow().size());
                case TERMINATE -> pool.terminateWorkers();
                case KILL -> pool.killWorkers();
            }
            switch (how) {
                case CANCEL, SHUTDOWN_NOW -> assertTrue(task.isCancelled());
                case LIMIT -> assertEquals(Future.State.FAILED, task.state());
                case TERMINATE, KILL -> assertInstanceOf(WorkerCrashedException.class, task.exception());
            }
            if (how == How.CANCEL || how == How.LIMIT) {
                assertEquals(5, pool.submit(() -> 5).result());
            }
        }
    }

    @Test
    void aTaskIsCancelledWhileItIsWritten() {
        byte[] large = new byte[30_000_000];
        try (ProcessPoolExecutor pool = pool(1, Duration.ofSeconds(30))) {
            long pid = pool.submit(() -> Signs.pid()).result();
            for (int i = 0; i < 20; i++) {
                Future<Integer> task = pool.submit(() -> large.length);
                Signs.pause(20_000);
                if (!task.cancel()) {
                    assertEquals(large.length, task.result());
                }
                assertEquals(pid, pool.submit(() -> Signs.pid()).result());
            }
        }
    }

    @Test
    void all32WhoCancelAtOnceSeeItCancelledAndItEndsOnce() throws Exception {
        try (ProcessPoolExecutor pool = pool(2, Duration.ofMillis(100))) {
            for (int round = 0; round < 20; round++) {
                String begun = folder.resolve("begun" + round).toString();
                Future<?> target = pool.submit(() -> {
                    Signs.leave(begun, "");
                    Thread.sleep(60_000);
                    return 0;
                });
                if (round % 2 == 0) {
                    Signs.await(Path.of(begun));
                }
                AtomicInteger callbacks = new AtomicInteger();
                target.addDoneCallback(ended -> callbacks.incrementAndGet());
                AtomicInteger told = new AtomicInteger();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 32; i++) {
                    threads.add(Thread.ofPlatform().start(() -> {
                        if (target.cancel(true)) {
                            told.incrementAndGet();
                        }
                    }));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
                assertTrue(target.isCancelled());
                assertEquals(32, told.get(), "of those who cancelled, in round " + round);
                assertEquals(round, pool.submit(constant(round)).result());
                assertEquals(1, callbacks.get());
            }
        }
    }

    private static concurrent.futures.Task<Integer> constant(int number) {
        return () -> number;
    }

    @Test
    void aCallbackCancelsTheNext() throws Exception {
        try (ProcessPoolExecutor pool = pool(2, Duration.ofMillis(100))) {
            List<Future<Integer>> chain = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                chain.add(pool.submit(() -> {
                    Thread.sleep(60_000);
                    return 0;
                }));
            }
            for (int i = 0; i < 19; i++) {
                Future<Integer> next = chain.get(i + 1);
                chain.get(i).addDoneCallback(ended -> next.cancel(true));
            }
            assertTrue(chain.getFirst().cancel(true));
            for (Future<Integer> future : chain) {
                assertInstanceOf(java.util.concurrent.CancellationException.class, outcome(future));
            }
            assertEquals(1, pool.submit(() -> 1).result());
        }
    }

    private static Throwable outcome(Future<?> future) {
        try {
            return new AssertionError("a result: " + future.result());
        } catch (RuntimeException e) {
            return e;
        }
    }
}
