package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Results;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// An argument whose writing does not come to an end holds up the thread that submits it, and nothing else.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class WritingTest {
    private static volatile Semaphore begun = new Semaphore(0);
    private static volatile CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void closeTheGate() {
        begun = new Semaphore(0);
        end = new CountDownLatch(1);
    }

    @AfterEach
    void openTheGate() {
        end.countDown();
    }

    /// Stays in the writing, as long as it is in this process.
    static final class Hesitant implements Serializable {
        private static final long serialVersionUID = 1L;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.defaultWriteObject();
            begun.release();
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    // It is deaf.
                }
            }
        }

        int value() {
            return 7;
        }
    }

    private static CompletableFuture<Future<Integer>> submit(ProcessPoolExecutor pool) throws InterruptedException {
        CompletableFuture<Future<Integer>> submitted = new CompletableFuture<>();
        Hesitant argument = new Hesitant();
        Thread.ofPlatform().name("ping-submits").start(() -> submitted.complete(pool.submit(() -> argument.value())));
        assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS), "it is being written");
        return submitted;
    }

    private Future<Integer> afterwards(CompletableFuture<Future<Integer>> submitted) {
        assertFalse(submitted.isDone());
        end.countDown();
        return submitted.join();
    }

    @Test
    void itHoldsUpNoOtherTask() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            CompletableFuture<Future<Integer>> submitted = submit(pool);
            List<Future<Integer>> others =
                    IntStream.range(0, 100).mapToObj(i -> pool.submit(() -> i)).toList();
            for (int i = 0; i < 100; i++) {
                assertEquals(i, others.get(i).result());
            }
            assertEquals(7, afterwards(submitted).result());
        }
    }

    @Test
    void whatWaitsBehindItIsCancelledWithIt() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            CompletableFuture<Future<Integer>> submitted = submit(pool);
            pool.shutdown();
            assertEquals(1, pool.cancelPending());
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
            assertTrue(afterwards(submitted).isCancelled());
            ExecutorStatistics statistics = pool.statistics();
            assertEquals(1, statistics.submitted());
            assertEquals(1, statistics.cancelled());
        }
    }

    @Test
    void aMapIsCancelledWithAllItsElements() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            CompletableFuture<Results<Integer>> submitted = new CompletableFuture<>();
            List<Hesitant> arguments = List.of(new Hesitant(), new Hesitant());
            Thread.ofPlatform()
                    .name("ping-maps")
                    .start(() -> submitted.complete(pool.map(
                            Hesitant::value, arguments, MapOptions.defaults().withChunkSize(2))));
            assertTrue(begun.tryAcquire(60, TimeUnit.SECONDS), "it is being written");
            assertEquals(2, pool.shutdownNow().size());
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
            end.countDown();
            submitted.join().close();
            assertEquals(2, pool.statistics().cancelled());
        }
    }

    enum Stop {
        SHUTDOWN_NOW,
        KILL,
        TERMINATE;

        void end(ProcessPoolExecutor pool) {
            switch (this) {
                case SHUTDOWN_NOW -> assertEquals(1, pool.shutdownNow().size(), "it never began");
                case KILL -> pool.killWorkers();
                case TERMINATE -> pool.terminateWorkers();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfThePoolDoesNotWaitForIt(Stop stop) throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            CompletableFuture<Future<Integer>> submitted = submit(pool);
            stop.end(pool);
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
            assertTrue(afterwards(submitted).isCancelled());
        }
    }
}
