package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals that others send to workers: a terminal, a curious person, a careless one.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class SignalTest {
    @TempDir
    Path folder;

    /// Counts the thread dumps of the workers: each shows that a worker has taken the signals that were sent before.
    private final Semaphore dumps = new Semaphore(0);

    private ProcessPoolExecutor pool() {
        return ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .workerOutput((pid, line) -> {
                    if (line.startsWith("Full thread dump")) {
                        dumps.release();
                    }
                })
                .build();
    }

    /// Sends a signal, and waits until the worker has taken it.
    private void send(String signal, long pid) throws Exception {
        Signs.signal(pid, signal);
        Signs.signal(pid, "QUIT");
        assertTrue(dumps.tryAcquire(60, TimeUnit.SECONDS), "the worker says no more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "HUP", "PIPE", "USR2", "QUIT"})
    void aWorkerGoesOnIdleAndBusyAsIfNothingHadHappened(String signal) throws Exception {
        String begun = folder.resolve("begun").toString();
        String end = folder.resolve("end").toString();
        try (ProcessPoolExecutor pool = pool()) {
            long pid = pool.submit(() -> Signs.pid()).result();
            send(signal, pid);
            assertEquals(pid, pool.submit(() -> Signs.pid()).result());
            Future<Boolean> busy = pool.submit(() -> {
                Signs.leave(begun, "");
                Signs.spinUntil(end);
                return Thread.interrupted();
            });
            Signs.await(Path.of(begun));
            send(signal, pid);
            assertTrue(busy.isRunning());
            Files.createFile(Path.of(end));
            assertFalse(busy.result(), "the task was not interrupted");
            assertEquals(pid, pool.submit(() -> Signs.pid()).result());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "USR1"})
    void aSignalThatEndsAWorkerFailsItsTaskAndIsNamed(String signal) throws Exception {
        String begun = folder.resolve("begun").toString();
        String never = folder.resolve("never").toString();
        try (ProcessPoolExecutor pool = pool()) {
            Future<?> busy = pool.submit(() -> {
                Signs.leave(begun, "");
                Signs.spinUntil(never);
            });
            Signs.await(Path.of(begun));
            Signs.signal(pool.workers().getFirst().pid(), signal);
            WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, busy.exception());
            assertEquals(Optional.of("SIG" + signal), crash.signal());
            assertNotEquals(crash.pid(), pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void aProgramThatATaskStartsCanBeInterrupted() throws Exception {
        long hangup = 1L;
        long interrupt = 1L << 1;
        // Under nohup, and in the background of some shells, a program is started so that it ignores one of them.
        long inherited = Signs.ignoredByAProgram();
        try (ProcessPoolExecutor pool = pool()) {
            long ignored = pool.submit(() -> Signs.ignoredByAProgram()).result();
            assertEquals(inherited & (hangup | interrupt), ignored & (hangup | interrupt));
        }
    }
}
