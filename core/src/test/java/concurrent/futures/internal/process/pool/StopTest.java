package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tasks are stopped: before they begin, while they run, and when they do not want to.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class StopTest {
    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .cancelGrace(Duration.ofMillis(100))
                .build();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /// Starts a task that spins until a file of the given name comes.
    private Future<Long> spinning(Executor executor, String name) throws Exception {
        String begun = path(name + ".begun");
        String end = path(name);
        Future<Long> future = executor.submit(() -> {
            Signs.leave(begun, "");
            Signs.spinUntil(end);
            return Signs.pid();
        });
        Signs.await(Path.of(begun));
        assertTrue(future.isRunning());
        return future;
    }

    @Test
    void aTaskThatWasSentButHasNotBegunIsCancelledAndNeverRuns() throws Exception {
        String ran = path("ran");
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<Long> running = spinning(pool, "end");
            List<Future<?>> behind = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                behind.add(pool.submit(() -> Signs.leave(ran, "")));
            }
            for (Future<?> future : behind) {
                assertFalse(future.isRunning());
                assertTrue(future.cancel());
            }
            Files.createFile(folder.resolve("end"));
            running.result();
            assertEquals(1, pool.submit(() -> 1).result());
        }
        assertFalse(Files.exists(Path.of(ran)));
    }

    @Test
    void cancelWithoutForceLeavesARunningTaskAlone() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<Long> running = spinning(pool, "end");
            assertFalse(running.cancel());
            Files.createFile(folder.resolve("end"));
            assertNotEquals(0, running.result());
        }
    }

    @Test
    void aTaskThatHeedsTheInterruptIsCancelledAndItsWorkerStays() throws Exception {
        String begun = path("begun");
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(1).build()) {
            long before = pool.submit(() -> Signs.pid()).result();
            Future<?> sleeper = pool.submit(() -> {
                Signs.leave(begun, "");
                Thread.sleep(60_000);
                return 0;
            });
            Signs.await(Path.of(begun));
            assertTrue(sleeper.cancel(true));
            assertTrue(sleeper.isCancelled());
            assertEquals(before, pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void aTaskThatIgnoresInterruptsIsKilledWithItsWorkerAndTheOthersGoOn() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<Long> running = spinning(pool, "never");
            List<Future<Integer>> behind = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int number = i;
                behind.add(pool.submit(() -> number));
            }
            assertTrue(running.cancel(true));
            for (int i = 0; i < 20; i++) {
                assertEquals(i, behind.get(i).result());
            }
        }
    }

    @Test
    void theTimeLimitStopsATaskThatIgnoresInterrupts() throws Exception {
        String never = path("never");
        try (ProcessPoolExecutor pool = pool(1)) {
            Executor limited = pool.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(300)));
            Future<?> endless = limited.submit(() -> Signs.spinUntil(never));
            assertInstanceOf(TaskTimeoutException.class, endless.exception());
            assertEquals(4, pool.submit(() -> 4).result());
        }
    }

    @Test
    void theTimeLimitCountsFromTheStartOfTheTask() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Executor limited = pool.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(2)));
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                futures.add(limited.submit(() -> {
                    Thread.sleep(300);
                    return number;
                }));
            }
            for (int i = 0; i < 8; i++) {
                assertEquals(i, futures.get(i).result());
            }
        }
    }

    @Test
    void aTaskWhoseTimeIsUpRunsAgainIfRetriesAreLeft() {
        String trail = path("trail");
        String never = path("never");
        try (ProcessPoolExecutor pool = pool(1)) {
            TaskOptions twice = TaskOptions.defaults().withRetries(2);
            Executor limited = pool.with(twice.withTimeout(Duration.ofSeconds(2)));
            Future<Integer> second = limited.submit(() -> {
                Signs.leave(trail, "attempt");
                int attempts = Signs.read(Path.of(trail)).size();
                if (attempts < 2) {
                    Signs.spinUntil(never);
                }
                return attempts;
            });
            assertEquals(2, second.result());
            Future<?> endless =
                    pool.with(twice.withTimeout(Duration.ofMillis(100))).submit(() -> Signs.spinUntil(never));
            Throwable failure = endless.exception();
            assertInstanceOf(TaskTimeoutException.class, failure);
            assertTrue(failure.getMessage().contains("attempt 3 of 3"), failure.getMessage());
        }
    }

    @Test
    void theTimeLimitFiresForASuspendedWorker() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            long pid = pool.submit(() -> Signs.pid()).result();
            String begun = path("begun");
            Executor limited = pool.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(1)));
            Future<?> stuck = limited.submit(() -> {
                Signs.leave(begun, "");
                Thread.sleep(60_000);
                return 0;
            });
            Signs.await(Path.of(begun));
            Signs.signal(pid, "STOP");
            assertInstanceOf(TaskTimeoutException.class, stuck.exception());
            assertNotEquals(pid, pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void shutdownNowStopsWhatRunsAndReturnsWhatNeverBegan() throws Exception {
        ProcessPoolExecutor pool = pool(1);
        Future<Long> running = spinning(pool, "never");
        Future<Integer> pending = pool.submit(() -> 1);
        List<Runnable> never = pool.shutdownNow();
        assertEquals(1, never.size());
        assertTrue(pending.isCancelled());
        assertTrue(running.isCancelled());
        assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    }

    @Test
    void killWorkersFailsWhatRunsAndCancelsWhatIsPending() throws Exception {
        for (boolean kill : new boolean[] {true, false}) {
            ProcessPoolExecutor pool = pool(1);
            Future<Long> running = spinning(pool, "never" + kill);
            Future<Integer> pending = pool.submit(() -> 1);
            if (kill) {
                pool.killWorkers();
            } else {
                pool.terminateWorkers();
            }
            assertTrue(pending.isCancelled());
            assertInstanceOf(WorkerCrashedException.class, running.exception());
            pool.close();
        }
    }

    /// The thread that buries the worker finds that there will be no further attempt. It does not run the callbacks
    /// itself: the end of the pool waits for it.
    @Test
    void aTaskBetweenTwoAttemptsIsCancelledByKillWorkersAndItsCallbackMayWaitForTheEnd() throws Exception {
        ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .cancelGrace(Duration.ofMinutes(1))
                .build();
        String hit = path("hit");
        String never = path("never");
        CountDownLatch called = new CountDownLatch(1);
        TaskOptions again =
                TaskOptions.defaults().withTimeout(Duration.ofMillis(20)).withRetries(1);
        Future<Integer> future = pool.with(again).submit(() -> {
            while (!Thread.interrupted()) {
                Thread.onSpinWait();
            }
            Signs.leave(hit, "the time is up");
            Signs.spinUntil(never);
            return 1;
        });
        future.addDoneCallback(ended -> {
            pool.close();
            called.countDown();
        });
        Signs.await(Path.of(hit));
        assertFalse(future.isDone(), "there is to be another attempt");
        pool.killWorkers();
        assertTrue(called.await(60, TimeUnit.SECONDS), "the callback comes to its end");
        assertTrue(future.isCancelled());
        assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    }

    @Test
    void cancelPendingLeavesWhatRuns() throws Exception {
        try (ProcessPoolExecutor pool = pool(2)) {
            Future<Long> first = spinning(pool, "end");
            Future<Long> second = spinning(pool, "end2");
            for (int i = 0; i < 100; i++) {
                pool.submit(() -> 1);
            }
            assertEquals(2, pool.statistics().running());
            assertEquals(100, pool.statistics().pending());
            assertEquals(100, pool.cancelPending());
            Files.createFile(folder.resolve("end"));
            Files.createFile(folder.resolve("end2"));
            assertNotEquals(first.result(), second.result());
            assertEquals(100, pool.statistics().cancelled());
        }
    }

    @Test
    void aTaskSentBehindALongOneIsRunByAnotherWorker() throws Exception {
        try (ProcessPoolExecutor pool = pool(2)) {
            Future<Long> running = spinning(pool, "end");
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                int number = i;
                others.add(pool.submit(() -> number));
            }
            for (int i = 0; i < 300; i++) {
                assertEquals(i, others.get(i).result(Duration.ofSeconds(30)));
            }
            assertFalse(running.isDone());
            Files.createFile(folder.resolve("end"));
        }
    }
}
