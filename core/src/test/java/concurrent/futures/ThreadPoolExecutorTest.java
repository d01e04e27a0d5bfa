package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.kit.Watchdog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is special to the thread pools.
@ExtendWith({Watchdog.class, NothingLeftBehind.class})
class ThreadPoolExecutorTest {
    @Test
    void thereAreAsManyWorkersAsInPython() {
        try (Executor pool = new ThreadPoolExecutor()) {
            assertEquals(Math.min(32, Runtime.getRuntime().availableProcessors() + 4), pool.maxWorkers());
        }
        try (Executor virtual = ThreadPoolExecutor.virtual()) {
            assertEquals(Integer.MAX_VALUE, virtual.maxWorkers());
        }
    }

    @Test
    void aNumberOfWorkersBelowOneIsRefused() {
        for (int bad : new int[] {0, -3}) {
            for (IllegalArgumentException e : List.of(
                    assertThrows(IllegalArgumentException.class, () -> new ThreadPoolExecutor(bad)),
                    assertThrows(IllegalArgumentException.class, () -> ThreadPoolExecutor.virtual(bad)),
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> ThreadPoolExecutor.builder().maxWorkers(bad)))) {
                assertTrue(e.getMessage().contains(Integer.toString(bad)), e::getMessage);
            }
        }
        assertThrows(
                NullPointerException.class, () -> ThreadPoolExecutor.builder().threadNamePrefix(null));
        assertThrows(
                NullPointerException.class, () -> ThreadPoolExecutor.builder().initializer(null));
    }

    @Test
    void aContextThatOutlivesItsTaskIsNotThatOfTheNextOne() {
        try (Executor pool = new ThreadPoolExecutor(1)) {
            Executor named = pool.with(TaskOptions.defaults().withName("one"));
            TaskContext kept = named.submit(() -> TaskContext.current()).result();
            Future<Boolean> next = pool.with(TaskOptions.defaults().withName("two"))
                    .submit(() -> kept.isCancelled() && !TaskContext.current().isCancelled());
            assertTrue(next.result(), "what works for the first task is to stop, though the second one runs");
            assertEquals("one", kept.taskName());
        }
    }

    @Test
    void itsThreadsAreThoseThatRunItsTasks() throws Exception {
        for (boolean virtual : new boolean[] {true, false}) {
            CountDownLatch begun = new CountDownLatch(2);
            CountDownLatch gate = new CountDownLatch(1);
            ThreadPoolExecutor.Builder builder =
                    ThreadPoolExecutor.builder().virtual(virtual).threadNamePrefix("mill");
            ThreadPoolExecutor pool = builder.build();
            try (pool;
                    ThreadPoolExecutor other = builder.build()) {
                assertEquals(List.of(), pool.threads());
                Future<Thread> one = pool.submit(() -> pass(begun, gate));
                Future<Thread> another = other.submit(() -> pass(begun, gate));
                begun.await();
                List<Thread> threads = pool.threads();
                List<Thread> ofOther = other.threads();
                gate.countDown();
                assertEquals(List.of(one.result()), threads);
                assertEquals(List.of(another.result()), ofOther);
            }
            assertEquals(List.of(), pool.threads());
        }
    }

    private static Thread pass(CountDownLatch begun, CountDownLatch gate) throws InterruptedException {
        begun.countDown();
        gate.await();
        return Thread.currentThread();
    }

    @Test
    void threadsAreNamedByPrefixAndNumber() {
        for (boolean virtual : new boolean[] {true, false}) {
            try (Executor pool = ThreadPoolExecutor.builder()
                    .virtual(virtual)
                    .threadNamePrefix("mill")
                    .build()) {
                assertEquals(
                        "mill-0",
                        pool.submit(() -> Thread.currentThread().getName()).result());
                assertEquals(
                        virtual,
                        pool.submit(() -> Thread.currentThread().isVirtual()).result());
                assertTrue(pool.submit(() -> Thread.currentThread().isDaemon()).result());
                assertTrue(pool.submit(() -> TaskContext.current().workerName())
                        .result()
                        .startsWith("mill-"));
            }
        }
        try (Executor first = new ThreadPoolExecutor(1);
                Executor second = new ThreadPoolExecutor(1)) {
            String one = first.submit(() -> Thread.currentThread().getName()).result();
            String two = second.submit(() -> Thread.currentThread().getName()).result();
            assertTrue(one.matches("ThreadPoolExecutor-\\d+-0"), one);
            assertFalse(one.equals(two));
        }
    }

    @Test
    void noThreadIsStartedBeforeTheFirstTaskAndIdleOnesAreReused() {
        try (Executor pool = new ThreadPoolExecutor(4)) {
            assertEquals(0, pool.statistics().workers());
            Set<Thread> threads = new HashSet<>();
            for (int i = 0; i < 20; i++) {
                Thread thread = pool.submit(Thread::currentThread).result();
                threads.add(thread);
                while (thread.getState() == Thread.State.RUNNABLE) {
                    LockSupport.parkNanos(100_000);
                }
            }
            assertEquals(1, threads.size());
            assertEquals(1, pool.statistics().workers());
        }
    }

    @Test
    void virtualThreadsHaveNoLimit() {
        int count = 2_000;
        CountDownLatch all = new CountDownLatch(count);
        try (Executor virtual = ThreadPoolExecutor.virtual()) {
            List<Future<Boolean>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(virtual.submit(() -> {
                    all.countDown();
                    all.await();
                    return true;
                }));
            }
            assertEquals(count, Futures.waitFor(futures).done().size());
        }
    }

    @Test
    void theInitializerRunsOnceInEachThreadBeforeItsFirstTask() {
        Set<Thread> initialized = java.util.concurrent.ConcurrentHashMap.newKeySet();
        AtomicInteger runs = new AtomicInteger();
        Executor pool = ThreadPoolExecutor.builder()
                .maxWorkers(3)
                .initializer(() -> {
                    initialized.add(Thread.currentThread());
                    runs.incrementAndGet();
                })
                .build();
        try (pool) {
            for (int i = 0; i < 100; i++) {
                pool.submit(() -> assertTrue(initialized.contains(Thread.currentThread())));
            }
        }
        assertEquals(0, pool.statistics().failed());
        assertEquals(initialized.size(), runs.get());
    }

    @Test
    void aFailingInitializerBreaksThePool() throws Exception {
        Logger logger = Logger.getLogger("concurrent.futures");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        CountDownLatch submitted = new CountDownLatch(1);
        RuntimeException cause = new IllegalStateException("as the test wants");
        try (Executor pool = ThreadPoolExecutor.builder()
                .maxWorkers(1)
                .initializer(() -> {
                    awaitLatch(submitted);
                    throw cause;
                })
                .build()) {
            Future<Integer> first = pool.submit(() -> 1);
            Future<Integer> second = pool.submit(() -> 2);
            Future<Integer> cancelled = pool.submit(() -> 3);
            Future<Integer> last = pool.submit(() -> 4);
            assertTrue(cancelled.cancel());
            CompletableFuture<Throwable> resubmitted = new CompletableFuture<>();
            last.addDoneCallback(ended -> {
                try {
                    pool.submit(() -> 5);
                    resubmitted.complete(null);
                } catch (BrokenExecutorException e) {
                    resubmitted.complete(e);
                }
            });
            submitted.countDown();
            BrokenExecutorException one = assertInstanceOf(BrokenExecutorException.class, first.exception());
            BrokenExecutorException two = assertInstanceOf(BrokenExecutorException.class, second.exception());
            assertNotSame(one, two, "each future has an instance of its own");
            assertSame(cause, one.getCause());
            assertInstanceOf(BrokenExecutorException.class, last.exception(), "a cancelled one does not hide the rest");
            assertInstanceOf(BrokenExecutorException.class, resubmitted.get(), "a callback may submit meanwhile");
            assertThrows(BrokenExecutorException.class, () -> pool.submit(() -> 6));
            assertThrows(BrokenExecutorException.class, () -> pool.map(x -> x, List.of(1)));
            pool.shutdown();
            assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
            assertEquals(1, pool.statistics().crashedWorkers());
        } finally {
            logger.setLevel(before);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDroppedExecutorDoesItsWorkAndEndsItsThreads() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        List<Future<Thread>> futures = submitAndDrop(gate);
        System.gc();
        gate.countDown();
        Thread worker = futures.getFirst().result();
        for (Future<Thread> future : futures) {
            assertSame(worker, future.result(), "what was accepted is done");
        }
        for (int i = 0; i < 200 && !worker.join(java.time.Duration.ofMillis(50)); i++) {
            System.gc();
        }
        assertFalse(worker.isAlive(), "the thread outlives the executor");
    }

    private static List<Future<Thread>> submitAndDrop(CountDownLatch gate) {
        Executor dropped = new ThreadPoolExecutor(1);
        List<Future<Thread>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(dropped.submit(() -> {
                gate.await();
                return Thread.currentThread();
            }));
        }
        return futures;
    }

    @Test
    void aHundredThousandFuturesAreWaitedForInNoTime() {
        int count = 100_000;
        try (Executor pool = new ThreadPoolExecutor(2)) {
            List<Future<Integer>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(pool.submit(() -> number));
            }
            long start = System.nanoTime();
            int seen = 0;
            for (Future<Integer> future : Futures.asCompleted(futures)) {
                assertTrue(future.isDone());
                seen++;
            }
            assertEquals(count, seen);
            assertEquals(count, Futures.waitFor(futures).done().size());
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertTrue(millis < 10_000, () -> "the cost per future is not constant: " + millis + " ms");
        }
    }

    @Test
    void aTaskMayCancelItself() throws Exception {
        try (Executor pool = new ThreadPoolExecutor(1)) {
            CompletableFuture<Future<Boolean>> own = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Future<Boolean> future = pool.submit(() -> {
                assertTrue(own.get().cancel(true));
                assertTrue(TaskContext.current().isCancelled());
                return interrupted.complete(Thread.currentThread().isInterrupted());
            });
            own.complete(future);
            assertTrue(interrupted.get());
            assertTrue(future.isCancelled());
            assertFalse(
                    pool.submit(() -> Thread.currentThread().isInterrupted()).result());
        }
    }
}
