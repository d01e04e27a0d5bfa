package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Task;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A result, or an exception, whose reading in the parent does not come to an end holds up its own future alone.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class ReadingTest {
    /// Tells that the reading of a value has begun here.
    private static volatile Semaphore begun = new Semaphore(0);

    /// Lets it end.
    private static volatile CountDownLatch end = new CountDownLatch(1);

    /// Tells that it has ended because its thread was interrupted.
    private static volatile Semaphore interrupted = new Semaphore(0);

    @BeforeEach
    void closeTheGate() {
        begun = new Semaphore(0);
        interrupted = new Semaphore(0);
        end = new CountDownLatch(1);
    }

    @AfterEach
    void openTheGate() {
        end.countDown();
    }

    /// Stays in the reading, and ignores interrupts or does not.
    static final class Hesitant implements Serializable {
        private static final long serialVersionUID = 1L;

        private final boolean stubborn;

        Hesitant(boolean stubborn) {
            this.stubborn = stubborn;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            linger(stubborn);
        }
    }

    static final class HesitantFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            linger(true);
        }
    }

    private static void linger(boolean stubborn) {
        begun.release();
        while (end.getCount() > 0) {
            try {
                end.await();
            } catch (InterruptedException e) {
                if (!stubborn) {
                    interrupted.release();
                    return;
                }
            }
        }
    }

    private static void awaitReading(int count) throws InterruptedException {
        assertTrue(begun.tryAcquire(count, 60, TimeUnit.SECONDS), "it is being read");
    }

    private static final Task<Object> STUBBORN = () -> new Hesitant(true);

    private static List<Future<Integer>> others(ProcessPoolExecutor pool) {
        List<Future<Integer>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            others.add(pool.submit(() -> number));
        }
        return others;
    }

    private static void assertTheirResults(List<Future<Integer>> others) {
        assertEquals(
                IntStream.range(0, others.size()).boxed().toList(),
                others.stream().map(Future::result).toList());
    }

    @Test
    void itHoldsUpNoOtherResultOfItsWorkerAndCanBeCancelled() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Future<Object> victim = pool.submit(STUBBORN);
            assertTheirResults(others(pool));
            awaitReading(1);
            assertTrue(victim.isRunning());
            assertFalse(victim.cancel(), "it has begun");
            assertTrue(victim.cancel(true));
            assertEquals(101, pool.statistics().submitted());
        }
    }

    @Test
    void itIsInterruptedWhenItsFutureIsCancelled() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Future<Object> victim = pool.submit(() -> new Hesitant(false));
            awaitReading(1);
            assertTrue(victim.cancel(true));
            assertTrue(interrupted.tryAcquire(60, TimeUnit.SECONDS));
            assertEquals(1, pool.submit(() -> 1).result());
        }
    }

    @Test
    void itHasItsValueIfItComesToAnEndAfterAll() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Future<Object> victim = pool.submit(STUBBORN);
            assertTheirResults(others(pool));
            awaitReading(1);
            end.countDown();
            assertInstanceOf(Hesitant.class, victim.result());
        }
    }

    /// Is read once another task of the pool has ended.
    static final class Dependent implements Serializable {
        private static final long serialVersionUID = 1L;

        private static volatile @Nullable ProcessPoolExecutor pool;

        private transient int value;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            ProcessPoolExecutor known = pool;
            if (known != null) {
                value = known.submit(() -> 5).result();
            }
        }
    }

    @Test
    void itMayWaitForAnotherTaskOfTheSameWorker() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Dependent.pool = pool;
            Future<Dependent> future = pool.submit(() -> new Dependent());
            assertEquals(5, future.result().value);
        } finally {
            Dependent.pool = null;
        }
    }

    @Test
    void itsTimeLimitCounts() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            TaskOptions limited =
                    TaskOptions.defaults().withTimeout(Duration.ofSeconds(2)).withRetries(3);
            Future<Object> victim = pool.with(limited).submit(STUBBORN);
            TaskTimeoutException failure = assertInstanceOf(TaskTimeoutException.class, victim.exception());
            assertTrue(failure.getMessage().contains("still being read in the parent"), failure.getMessage());
            assertEquals(0, pool.statistics().retried(), "the task has run to its end");
        }
    }

    @Test
    void itDoesNotDependOnItsWorkerAnyMore() throws Exception {
        try (ProcessPoolExecutor pool =
                ProcessPoolExecutor.builder().maxWorkers(1).maxTasksPerWorker(1).build()) {
            long first = pool.submit(() -> Signs.pid()).result();
            Future<Object> victim = pool.submit(STUBBORN);
            long third = pool.submit(() -> Signs.pid()).result();
            assertNotEquals(first, third);
            awaitReading(1);
            end.countDown();
            assertInstanceOf(Hesitant.class, victim.result());
        }
    }

    @Test
    void anExceptionThatIsNotReadHoldsUpNobodyEither() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            Future<Object> victim = pool.submit(() -> {
                throw new HesitantFailure();
            });
            assertTheirResults(others(pool));
            awaitReading(1);
            assertTrue(victim.cancel(true));
        }
    }

    @Test
    void anExceptionOfTheInitializerThatIsNotReadBreaksThePool() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    throw new HesitantFailure();
                })
                .build()) {
            Throwable failure = pool.submit(() -> 1).exception();
            assertInstanceOf(BrokenExecutorException.class, failure);
            assertTrue(failure.getMessage().contains("can not be read in time"), failure.getMessage());
        }
    }

    @Test
    void whenManyAreBeingReadTheWorkerWaitsUntilTheyAreCancelled() throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            List<Future<Object>> victims =
                    IntStream.range(0, 6).mapToObj(i -> pool.submit(STUBBORN)).toList();
            Future<Integer> innocent = pool.submit(() -> 1);
            awaitReading(5);
            assertFalse(innocent.isDone());
            victims.forEach(victim -> assertTrue(victim.cancel(true)));
            assertEquals(1, innocent.result());
        }
    }

    enum Stop {
        SHUTDOWN_NOW,
        KILL,
        TERMINATE;

        void end(ProcessPoolExecutor pool) {
            switch (this) {
                case SHUTDOWN_NOW -> pool.shutdownNow();
                case KILL -> pool.killWorkers();
                case TERMINATE -> pool.terminateWorkers();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfThePoolDoesNotWaitForIt(Stop stop) throws Exception {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            Future<Object> early = pool.submit(STUBBORN);
            assertTheirResults(others(pool));
            Future<Object> late = pool.submit(STUBBORN);
            awaitReading(2);
            stop.end(pool);
            assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
            assertTrue(early.isCancelled());
            assertTrue(late.isCancelled());
        }
    }

    /// The thread that listens next may find that the pool was stopped meanwhile. It does not run the callbacks itself:
    /// the end of the pool waits for it.
    @Test
    void aCallbackMayCloseThePoolThatWasStoppedWhileTheResultWasRead() throws Exception {
        ProcessPoolExecutor pool = new ProcessPoolExecutor(1);
        Semaphore called = new Semaphore(0);
        Future<Object> victim = pool.submit(STUBBORN).addDoneCallback(ended -> {
            pool.close();
            called.release();
        });
        awaitReading(1);
        pool.shutdownNow();
        assertTrue(called.tryAcquire(60, TimeUnit.SECONDS), "the callback comes to its end");
        assertTrue(victim.isCancelled());
        assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    }
}
