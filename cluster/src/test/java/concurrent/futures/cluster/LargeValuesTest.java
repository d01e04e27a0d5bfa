package concurrent.futures.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Broadcast;
import concurrent.futures.TaskContext;
import concurrent.futures.cluster.internal.engine.TalkingProcess;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How much of a heap large values take: once their size in a worker, and twice in a driver.
class LargeValuesTest {
    private static final int MIB = 1 << 20;

    /// 36 MiB are for large arrays, and what else lives long.
    private static final String[] WORKER_OPTIONS = {"-XX:+UseSerialGC", "-Xmx44m", "-Xmn8m"};

    private static final int MOST_OF_A_WORKER = 20 * MIB;
    private static final int A_THIRD_OF_A_WORKER = 12 * MIB;

    /// Of 128 MiB, by a collector that has two thirds of that for large arrays.
    private static final int MOST_OF_HALF_A_DRIVER = 36 * MIB;

    private final NewProcesses processes = new NewProcesses();

    @AfterEach
    void nothingIsLeft() {
        processes.assertNone();
    }

    private static ClusterExecutor smallWorkers() {
        return ClusterExecutor.builder()
                .adapt(1, 1)
                .maxWorkers(1)
                .jvmOptions(WORKER_OPTIONS)
                .build();
    }

    private static byte[] made(int bytes) {
        byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i += 997) {
            value[i] = (byte) (i / 997);
        }
        return value;
    }

    /// To JUnit, this error of a task would be one of its own JVM, which it ends.
    private static void withinTheHeap(Consumer<ClusterExecutor> test) {
        try (ClusterExecutor executor = smallWorkers()) {
            test.accept(executor);
        } catch (OutOfMemoryError e) {
            throw new AssertionError("a worker has no room", e);
        }
    }

    @Test
    void aWorkerHasAnArgumentOnce() {
        withinTheHeap(executor -> {
            byte[] value = made(MOST_OF_A_WORKER);
            int hash = Arrays.hashCode(value);
            assertEquals(
                    List.of(hash, hash),
                    executor.map(Arrays::hashCode, List.of(value, value)).toList());
            assertEquals(hash, executor.submit(() -> Arrays.hashCode(value)).result());
        });
    }

    @Test
    void aWorkerHasAResultOnceAndNoArgumentBesideIt() {
        withinTheHeap(executor -> {
            byte[] value = made(A_THIRD_OF_A_WORKER);
            byte[] result = executor.submit(() -> Arrays.copyOf(value, MOST_OF_A_WORKER - value.length / 2))
                    .result();
            assertTrue(Arrays.equals(value, Arrays.copyOf(result, value.length)));
            for (int i = 0; i < 2; i++) {
                byte[] made = executor.submit(() -> made(MOST_OF_A_WORKER)).result();
                assertTrue(Arrays.equals(made(MOST_OF_A_WORKER), made));
            }
        });
    }

    @Test
    void aWorkerHasABroadcastValueOnce() {
        withinTheHeap(executor -> {
            byte[] value = made(MOST_OF_A_WORKER);
            Broadcast<byte[]> broadcast = executor.broadcast(value);
            assertEquals(
                    Arrays.hashCode(value),
                    executor.submit(() -> Arrays.hashCode(broadcast.value())).result());
        });
    }

    @Test
    void aWorkerHasWhatItSubmitsTwice() {
        withinTheHeap(executor -> {
            int expected = Arrays.hashCode(made(A_THIRD_OF_A_WORKER));
            assertEquals(
                    expected,
                    executor.submit(() -> {
                                byte[] value = made(A_THIRD_OF_A_WORKER);
                                return TaskContext.current()
                                        .executor()
                                        .submit(() -> Arrays.hashCode(value))
                                        .result();
                            })
                            .result());
            assertEquals(
                    MOST_OF_A_WORKER,
                    executor.submit(() -> TaskContext.current()
                                    .executor()
                                    .submit(() -> made(MOST_OF_A_WORKER))
                                    .result()
                                    .length)
                            .result());
        });
    }

    @Test
    void aDriverHasAValueTwice() throws Exception {
        try (TalkingProcess driver =
                new TalkingProcess(List.of(), SmallDriver.class, String.valueOf(MOST_OF_HALF_A_DRIVER))) {
            assertEquals(0, driver.awaitExit(), driver::said);
            driver.await("ended");
            assertEquals("argument right\ncaptured right\nresult right\nbroadcast right\nended", driver.said());
        }
    }
}
