package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerOutput;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A worker has a limited time from its start until it is ready, the initializer included.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class StartLimitTest {
    @TempDir
    Path folder;

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /// An initializer that hangs, whatever anybody says, while there is a certain file.
    private ProcessPoolExecutor.Builder hanging(int workers) {
        String hang = path("hang");
        String begun = path("begun");
        String never = path("never");
        return ProcessPoolExecutor.builder().maxWorkers(workers).initializer(() -> {
            if (Files.exists(Path.of(hang))) {
                Signs.leave(begun, "");
                Signs.spinUntil(never);
            }
        });
    }

    @Test
    void anInitializerThatHangsBreaksThePoolAndTheMessageNamesTheLimit() throws Exception {
        Files.createFile(folder.resolve("hang"));
        try (ProcessPoolExecutor pool =
                hanging(2).startupTimeout(Duration.ofSeconds(10)).build()) {
            Future<Integer> first = pool.submit(() -> 1);
            Future<Integer> second = pool.submit(() -> 2);
            Future<Integer> third = pool.submit(() -> 3);
            String message = broken(first).getMessage();
            assertTrue(message.contains("its initializer was still running"), message);
            assertTrue(message.contains("10s"), message);
            assertTrue(message.contains("startupTimeout"), message);
            assertTrue(message.contains(pool + "-worker-"), message);
            assertNotSame(broken(first), broken(second));
            assertNotSame(broken(second), broken(third));
            assertThrows(BrokenExecutorException.class, () -> pool.submit(() -> 4));
        }
        assertTrue(Signs.read(folder.resolve("begun")).size() <= 2, "no further worker was tried");
    }

    private static BrokenExecutorException broken(Future<?> future) {
        return assertInstanceOf(BrokenExecutorException.class, future.exception());
    }

    @Test
    void anInitializerThatHangsOnceItHasComeToItsEndElsewhereIsTriedAgain() throws Exception {
        try (ProcessPoolExecutor pool =
                hanging(1).startupTimeout(Duration.ofSeconds(5)).build()) {
            long first = pool.submit(() -> Signs.pid()).result();
            Files.createFile(folder.resolve("hang"));
            Signs.signal(first, "KILL");
            Future<Integer> future = pool.submit(() -> 7);
            Signs.await(folder.resolve("begun"));
            Files.delete(folder.resolve("hang"));
            assertEquals(7, future.result());
        }
    }

    @Test
    void aWorkerThatNeverConnectsIsKilledAndTheMessageSaysSo() {
        // The JVM waits for a debugger before it runs anything.
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .jvmOptions("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:0")
                .startupTimeout(Duration.ofSeconds(1))
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            Future<Integer> future = pool.submit(() -> 1);
            String message = broken(future).getMessage();
            assertTrue(message.contains("it had not connected yet"), message);
            assertTrue(message.contains("3 workers in a row"), message);
            assertTrue(message.contains("startupTimeout"), message);
        }
    }

    enum Stop {
        SHUTDOWN_NOW,
        KILL,
        TERMINATE;

        void end(ProcessPoolExecutor pool) {
            switch (this) {
                case SHUTDOWN_NOW -> assertEquals(1, pool.shutdownNow().size());
                case KILL -> pool.killWorkers();
                case TERMINATE -> pool.terminateWorkers();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfThePoolEndsAnInitializerThatHangs(Stop stop) throws Exception {
        Files.createFile(folder.resolve("hang"));
        try (ProcessPoolExecutor pool = hanging(1).build()) {
            Future<Integer> future = pool.submit(() -> 1);
            Signs.await(folder.resolve("begun"));
            stop.end(pool);
            assertTrue(future.isCancelled());
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void cancellingTheOnlyTaskLetsThePoolCloseAlthoughTheInitializerHangs() throws Exception {
        Files.createFile(folder.resolve("hang"));
        try (ProcessPoolExecutor pool = hanging(1).build()) {
            Future<Integer> future = pool.submit(() -> 1);
            Signs.await(folder.resolve("begun"));
            assertTrue(future.cancel());
            assertFalse(future.isRunning());
        }
    }

    @Test
    void aLimitBeyondAllTimesIsNoLimit() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .startupTimeout(ages)
                .idleTimeout(ages)
                .cancelGrace(ages)
                .build()) {
            assertEquals(1, pool.submit(() -> 1).result());
            assertEquals(2, pool.submit(() -> 2).result());
        }
    }
}
