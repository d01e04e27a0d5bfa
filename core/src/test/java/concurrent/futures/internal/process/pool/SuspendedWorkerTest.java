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
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A suspended worker (SIGSTOP) lives, and does nothing: whatever it was doing, the pool goes on without it.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class SuspendedWorkerTest {
    private static final TaskOptions SHORT = TaskOptions.defaults().withTimeout(Duration.ofSeconds(1));

    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .cancelGrace(Duration.ofMillis(100))
                .build();
    }

    /// A worker that has done a task, and was suspended after it.
    private static long suspendIdle(ProcessPoolExecutor pool) throws Exception {
        long pid = pool.submit(() -> Signs.pid()).result();
        Signs.signal(pid, "STOP");
        awaitSuspended(pool);
        return pid;
    }

    /// A task that suspends its own worker.
    private static Future<Integer> suspendItself(Executor executor) {
        return executor.submit(() -> {
            Signs.suspend();
            return 1;
        });
    }

    private static void awaitSuspended(ProcessPoolExecutor pool) throws Exception {
        while (pool.workers().stream().noneMatch(worker -> Signs.isSuspended(worker.pid()))) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    enum End {
        CLOSE,
        SHUTDOWN_NOW,
        TERMINATE,
        KILL;

        void of(ProcessPoolExecutor pool) throws Exception {
            switch (this) {
                case CLOSE -> pool.close();
                case SHUTDOWN_NOW -> assertTrue(pool.shutdownNow().size() <= 1);
                case TERMINATE -> pool.terminateWorkers();
                case KILL -> pool.killWorkers();
            }
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdleOneDoesNotHoldUpTheEndOfThePool(End end) throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            suspendIdle(pool);
            end.of(pool);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "CLOSE", mode = EnumSource.Mode.EXCLUDE)
    void oneThatWasSentATaskDoesNotHoldUpTheEndOfThePool(End end) throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            suspendIdle(pool);
            Future<Integer> sent = pool.submit(() -> 1);
            end.of(pool);
            assertTrue(sent.isCancelled());
        }
    }

    @ParameterizedTest
    @EnumSource(names = "CLOSE", mode = EnumSource.Mode.EXCLUDE)
    void oneInsideATaskDoesNotHoldUpTheEndOfThePool(End end) throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<Integer> inside = suspendItself(pool);
            awaitSuspended(pool);
            end.of(pool);
            assertTrue(
                    end == End.SHUTDOWN_NOW
                            ? inside.isCancelled()
                            : inside.exception() instanceof WorkerCrashedException);
        }
    }

    @Test
    void whatAnIdleOneWasSentIsRunByAnotherHoweverLargeItIs() throws Exception {
        // Side by side, since it takes a while.
        try (ProcessPoolExecutor pool = pool(1);
                ProcessPoolExecutor other = pool(1)) {
            long suspended = suspendIdle(pool);
            Future<Integer> small = pool.submit(() -> 10);
            suspendIdle(other);
            byte[] argument = new byte[50_000_000];
            Future<Integer> large = other.submit(() -> argument.length);
            assertEquals(10, small.result());
            assertEquals(argument.length, large.result());
            assertNotEquals(suspended, pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void whatWasSentCanBeCancelledAtOnceAlsoWhileItIsWritten() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            suspendIdle(pool);
            byte[] argument = new byte[50_000_000];
            Future<Integer> sent = pool.submit(() -> argument.length);
            assertTrue(sent.cancel());
            assertFalse(sent.isRunning());
        }
    }

    @Test
    void othersGoOnWhileOneIsSuspendedInsideATask() throws Exception {
        try (ProcessPoolExecutor pool = pool(2)) {
            Future<Integer> stuck = suspendItself(pool);
            awaitSuspended(pool);
            List<Future<Integer>> others =
                    IntStream.range(0, 300).mapToObj(i -> pool.submit(() -> i)).toList();
            for (int i = 0; i < 300; i++) {
                assertEquals(i, others.get(i).result());
            }
            assertTrue(stuck.isRunning());
            assertTrue(stuck.cancel(true));
        }
    }

    @Test
    void theTimeLimitOfATaskThatIsWithinFires() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<Integer> stuck = suspendItself(pool.with(SHORT));
            assertInstanceOf(TaskTimeoutException.class, stuck.exception());
            assertEquals(4, pool.submit(() -> 4).result());
        }
    }

    /// What it writes suspends its process when half of it is out.
    private static final class SuspendsItsWriter implements Serializable {
        private static final long serialVersionUID = 1;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.write(new byte[1000]);
            Signs.suspend();
            out.write(new byte[1000]);
        }
    }

    @Test
    void theTimeLimitFiresWhileTheResultIsEncoded() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<Object> stuck = pool.with(SHORT).submit(() -> new SuspendsItsWriter());
            assertInstanceOf(TaskTimeoutException.class, stuck.exception());
            assertEquals(4, pool.submit(() -> 4).result());
        }
    }

    @Test
    void theTimeLimitFiresWhileTheResultIsWrittenUnlessThatIsThere() throws Exception {
        String begun = folder.resolve("begun").toString();
        try (ProcessPoolExecutor pool = pool(1)) {
            Executor limited = pool.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(3)));
            Future<byte[]> large = limited.submit(() -> {
                Signs.leave(begun, Long.toString(Signs.pid()));
                return new byte[100_000_000];
            });
            Signs.await(Path.of(begun));
            long pid = Long.parseLong(Signs.read(Path.of(begun)).getFirst());
            Signs.signal(pid, "STOP");
            Throwable failure = large.exception();
            assertTrue(failure == null || failure instanceof TaskTimeoutException, () -> "" + failure);
            assertEquals(4, pool.submit(() -> 4).result());
        }
    }

    @Test
    void othersDoTheWorkOfOneThatIsSuspendedWhileItStarts() throws Exception {
        Path stop = folder.resolve("stop");
        String stops = stop.toString();
        String begun = folder.resolve("begun").toString();
        String end = folder.resolve("end").toString();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .initializer(() -> {
                    if (Files.exists(Path.of(stops))) {
                        Signs.suspend();
                    }
                })
                .build()) {
            Future<Long> busy = pool.submit(() -> {
                Signs.leave(begun, "");
                Signs.spinUntil(end);
                return Signs.pid();
            });
            Signs.await(Path.of(begun));
            Files.createFile(stop);
            Future<Long> waits = pool.submit(() -> Signs.pid());
            awaitSuspended(pool);
            Files.createFile(Path.of(end));
            assertEquals(busy.result(), waits.result());
        }
    }
}
