package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.NotSerializableTaskException;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.RemoteTaskException;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.WorkerOutput;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A worker that dies fails the task that it was running, and no other.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class CrashTest {
    @TempDir
    Path folder;

    private static ProcessPoolExecutor pool(int workers) {
        return ProcessPoolExecutor.builder()
                .maxWorkers(workers)
                .workerOutput(WorkerOutput.DISCARD)
                .build();
    }

    @Test
    void aKilledWorkerFailsItsTaskAloneAndTheOthersRunExactlyOnce() throws Exception {
        String trail = folder.resolve("trail").toString();
        String running = folder.resolve("running").toString();
        try (ProcessPoolExecutor pool = pool(2)) {
            Future<Long> victim = pool.submit(() -> {
                Signs.leave(running, Long.toString(ProcessHandle.current().pid()));
                Signs.spinUntil(running + ".never");
                return 0L;
            });
            Signs.await(Path.of(running));
            List<Future<Integer>> others = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                others.add(pool.submit(() -> {
                    Signs.leave(trail, Integer.toString(number));
                    return number;
                }));
            }
            long pid = Long.parseLong(Signs.read(Path.of(running)).getFirst());
            Signs.signal(pid, "KILL");
            WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, victim.exception());
            assertEquals(pid, crash.pid());
            assertEquals(Optional.of("SIGKILL"), crash.signal());
            for (int i = 0; i < 200; i++) {
                assertEquals(i, others.get(i).result());
            }
        }
        TreeMap<Integer, Integer> times = new TreeMap<>();
        Signs.read(Path.of(trail)).forEach(line -> times.merge(Integer.valueOf(line), 1, Integer::sum));
        assertEquals(200, times.size());
        assertTrue(times.values().stream().allMatch(count -> count == 1), () -> "each ran once: " + times);
    }

    @Test
    void tinyTasksBeforeACrashKeepTheirResults() {
        try (ProcessPoolExecutor pool = pool(1)) {
            pool.submit(() -> 0).result();
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                futures.add(pool.submit(() -> {
                    if (number == 50) {
                        Runtime.getRuntime().halt(17);
                    }
                    return number;
                }));
            }
            for (int i = 0; i < 100; i++) {
                if (i == 50) {
                    WorkerCrashedException crash = assertInstanceOf(
                            WorkerCrashedException.class, futures.get(i).exception());
                    assertEquals(OptionalInt.of(17), crash.exitCode());
                } else {
                    assertEquals(i, futures.get(i).result());
                }
            }
        }
    }

    @Test
    void systemExitInATaskFailsTheTaskAndSaysTheCode() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Future<?> exit = pool.submit(() -> System.exit(0));
            WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, exit.exception());
            assertEquals(OptionalInt.of(0), crash.exitCode());
            assertTrue(crash.getMessage().contains("exit code 0"), crash.getMessage());
            assertEquals(5, pool.submit(() -> 5).result());
        }
    }

    @Test
    void aCrashedTaskRunsAgainIfRetriesAreLeft() {
        String trail = folder.resolve("trail").toString();
        try (ProcessPoolExecutor pool = pool(2)) {
            Executor patient = pool.with(TaskOptions.defaults().withRetries(2));
            Future<Integer> third = patient.submit(() -> {
                Signs.leave(trail, "attempt");
                int attempts = Signs.read(Path.of(trail)).size();
                if (attempts < 3) {
                    Runtime.getRuntime().halt(1);
                }
                return attempts;
            });
            assertEquals(3, third.result());
            assertEquals(2, pool.statistics().retried());
        }
    }

    @Test
    void aPoisonTaskFailsAfterItsAttemptsAndDoesNotBreakThePool() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Executor patient = pool.with(TaskOptions.defaults().withRetries(4).withName("poison"));
            Future<?> poison = patient.submit(() -> Runtime.getRuntime().halt(9));
            WorkerCrashedException crash = assertInstanceOf(WorkerCrashedException.class, poison.exception());
            assertTrue(crash.getMessage().contains("poison (attempt 5 of 5)"), crash.getMessage());
            assertEquals(4, pool.statistics().retried());
            assertEquals(1, pool.submit(() -> 1).result());
        }
    }

    @Test
    void anIdleWorkerThatIsKilledIsReplacedUnseen() throws Exception {
        try (ProcessPoolExecutor pool = pool(1)) {
            long first = pool.submit(() -> ProcessHandle.current().pid()).result();
            Signs.signal(first, "KILL");
            long second = pool.submit(() -> ProcessHandle.current().pid()).result();
            assertNotEquals(first, second);
        }
    }

    @Test
    void heapExhaustionFailsTheTaskAndReplacesTheWorker() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .maxHeap(64 << 20)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            long before = pool.submit(() -> ProcessHandle.current().pid()).result();
            Throwable failure =
                    pool.submit(() -> Signs.hoard(new ArrayList<>())).exception();
            assertTrue(
                    failure instanceof OutOfMemoryError || failure instanceof WorkerCrashedException,
                    failure::toString);
            assertNotEquals(
                    before, pool.submit(() -> ProcessHandle.current().pid()).result());
        }
    }

    /// Exhausts the heap of a worker while it is read there.
    static final class Insatiable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            Signs.hoard(new ArrayList<>());
        }
    }

    @Test
    void heapExhaustionWhileAnArgumentIsReadReplacesTheWorkerToo() {
        Insatiable argument = new Insatiable();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .maxHeap(64 << 20)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            long before = pool.submit(() -> Signs.pid()).result();
            Throwable failure = pool.submit(() -> argument.hashCode()).exception();
            assertInstanceOf(NotSerializableTaskException.class, failure);
            assertInstanceOf(OutOfMemoryError.class, failure.getCause());
            assertNotEquals(before, pool.submit(() -> Signs.pid()).result());
        }
    }

    @Test
    void stackOverflowIsTheTasksOwnFailure() {
        try (ProcessPoolExecutor pool = pool(1)) {
            long before = pool.submit(() -> ProcessHandle.current().pid()).result();
            assertInstanceOf(
                    StackOverflowError.class, pool.submit(() -> Signs.dive(0)).exception());
            assertEquals(
                    before, pool.submit(() -> ProcessHandle.current().pid()).result());
        }
    }

    /// Can be written, and not be read.
    static final class Odd extends Exception {
        private static final long serialVersionUID = 1L;

        Odd(int a, String b) {
            super(a + b);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("not here");
        }
    }

    @Test
    void anExceptionThatCanNotBeRebuiltArrivesAsARemoteOne() {
        try (ProcessPoolExecutor pool = pool(1)) {
            Throwable failure = pool.submit(() -> {
                        throw new Odd(1, "x");
                    })
                    .exception();
            RemoteTaskException remote = assertInstanceOf(RemoteTaskException.class, failure);
            assertEquals(Odd.class.getName(), remote.className());
            assertEquals("1x", remote.originalMessage());
            assertEquals(2, pool.submit(() -> 2).result());
        }
    }

    /// Ends its process while it is written or read there.
    record Deadly(boolean inWriting) implements Serializable {
        private Object writeReplace() {
            if (inWriting) {
                Runtime.getRuntime().halt(3);
            }
            return this;
        }
    }

    /// Ends a worker while it is read.
    static final class DeadlyToRead implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            Runtime.getRuntime().halt(4);
        }
    }

    @Test
    void aWorkerThatDiesWhileItReadsOrWritesFailsThatTaskAlone() {
        try (ProcessPoolExecutor pool = pool(1)) {
            DeadlyToRead argument = new DeadlyToRead();
            Future<Integer> reading = pool.submit(() -> argument.hashCode());
            Future<Deadly> writing = pool.submit(() -> new Deadly(true));
            Future<Integer> innocent = pool.submit(() -> 3);
            assertInstanceOf(WorkerCrashedException.class, reading.exception());
            assertInstanceOf(WorkerCrashedException.class, writing.exception());
            assertEquals(3, innocent.result());
        }
    }

    @Test
    void argumentsAndResultsOf64MebibytesPass() {
        byte[] large = new byte[64 << 20];
        IntStream.range(0, 1000).forEach(i -> large[i * 60_000] = (byte) i);
        try (ProcessPoolExecutor pool = pool(1)) {
            byte[] back = pool.submit(() -> large).result();
            assertEquals(-1, java.util.Arrays.mismatch(large, back));
        }
    }

    @Test
    void anArgumentTooLargeForTheWorkersFailsItsTaskAlone() {
        byte[] large = new byte[200 << 20];
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .maxHeap(64 << 20)
                .workerOutput(WorkerOutput.DISCARD)
                .build()) {
            Future<Integer> tooLarge = pool.submit(() -> large.length);
            Future<Integer> small = pool.submit(() -> 1);
            assertInstanceOf(NotSerializableTaskException.class, tooLarge.exception());
            assertEquals(1, small.result());
        }
    }
}
