package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/// What runs at the end of a future: how often, in which order, in which thread, and what it may do.
public abstract class CallbackContract extends Contract {
    /// For subclasses.
    protected CallbackContract() {}

    private void awaitLatch(CountDownLatch latch) {
        try {
            assertTrue(latch.await(kind().patience().toMillis(), TimeUnit.MILLISECONDS), "the latch was not opened");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void callbacksRunOnceInTheOrderAdded() {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        List<Integer> order = new ArrayList<>();
        CountDownLatch last = new CountDownLatch(1);
        for (int i = 0; i < 50; i++) {
            int number = i;
            assertSame(future, future.addDoneCallback(ended -> order.add(number)));
        }
        future.addDoneCallback(ended -> last.countDown());
        gate.open();
        awaitLatch(last);
        close(executor());
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add(i);
        }
        assertEquals(expected, order);
    }

    @Test
    void aCallbackGetsTheEndedFuture() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        future.addDoneCallback(ended ->
                seen.complete(ended == future && ended.isDone() && !ended.isRunning() && ended.resultNow() == 5));
        gate.open();
        assertTrue(seen.get());
        assertThrows(NullPointerException.class, () -> future.addDoneCallback(null));
    }

    @Test
    void theSameCallbackAddedTwiceRunsTwice() {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        AtomicInteger runs = new AtomicInteger();
        java.util.function.Consumer<Future<Integer>> callback = ended -> runs.incrementAndGet();
        future.addDoneCallback(callback).addDoneCallback(callback);
        gate.open();
        close(executor());
        assertEquals(2, runs.get());
    }

    @Test
    void onAnEndedFutureACallbackRunsAtOnceInTheCaller() {
        Future<Integer> future = executor().submit(() -> 1);
        future.result();
        AtomicReference<Thread> thread = new AtomicReference<>();
        future.addDoneCallback(ended -> thread.set(Thread.currentThread()));
        assertSame(Thread.currentThread(), thread.get());
    }

    @Test
    void callbacksOfACancelRunInTheCanceller() {
        Executor single = open(1);
        occupy(single, gate());
        List<Thread> threads = new ArrayList<>();
        for (Future<Integer> pending : List.of(single.submit(() -> 1), single.submit(() -> 2))) {
            pending.addDoneCallback(ended -> threads.add(Thread.currentThread()));
            if (threads.isEmpty()) {
                assertTrue(pending.cancel());
            } else {
                assertEquals(1, single.cancelPending());
            }
        }
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), threads);
    }

    @Test
    void callbacksOfACancelledRunningTaskRunInTheCanceller() {
        Executor single = open(1);
        Future<Boolean> running = occupy(single, gate());
        AtomicReference<Thread> thread = new AtomicReference<>();
        running.addDoneCallback(ended -> thread.set(Thread.currentThread()));
        assertTrue(running.cancel(true));
        assertSame(Thread.currentThread(), thread.get());
    }

    @Test
    void callbacksOfATasksEndRunInItsThreadOrInOneKeptForThem() throws Exception {
        Gate gate = gate();
        Future<String> future = executor().submit(() -> gate.pass(here()));
        CompletableFuture<String> place = new CompletableFuture<>();
        future.addDoneCallback(ended -> place.complete(here()));
        gate.open();
        assertNotEquals(here(), place.get());
        boolean inTaskThread = place.get().equals(future.result());
        assertEquals(can(Capability.RUNS_CALLBACKS_IN_TASK_THREAD), inTaskThread, () -> place.join() + " ran it");
    }

    private static String here() {
        return Thread.currentThread().getName() + " in process "
                + ProcessHandle.current().pid();
    }

    @Test
    void whatACallbackThrowsIsLoggedAndTheRestRun() {
        Logger logger = Logger.getLogger("concurrent.futures");
        ConcurrentLinkedQueue<LogRecord> records = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        RuntimeException exception = new IllegalStateException("thrown by a callback, as the test wants");
        Error error = new AssertionError("thrown by a callback, as the test wants");
        AtomicInteger runs = new AtomicInteger();
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            Gate gate = gate();
            Future<Integer> future = executor().submit(() -> gate.pass(5));
            future.addDoneCallback(ended -> {
                throw exception;
            });
            future.addDoneCallback(ended -> {
                throw error;
            });
            future.addDoneCallback(ended -> runs.incrementAndGet());
            gate.open();
            assertEquals(5, future.result());
            executor().submit(() -> 1).result();
            close(executor());
            future.addDoneCallback(ended -> {
                throw exception;
            });
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        assertEquals(1, runs.get());
        assertEquals(
                List.of(exception, error, exception),
                records.stream().map(LogRecord::getThrown).toList());
    }

    @Test
    void aCallbackAddedByACallbackRuns() {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        AtomicInteger runs = new AtomicInteger();
        future.addDoneCallback(ended -> ended.addDoneCallback(inner -> runs.incrementAndGet()));
        gate.open();
        close(executor());
        assertEquals(1, runs.get());
    }

    @Test
    void aCallbackMayCallAnythingOnItsExecutor() throws Exception {
        Gate gate = gate();
        Executor pool = executor();
        Future<Integer> future = pool.submit(() -> gate.pass(5));
        CompletableFuture<List<Object>> done = new CompletableFuture<>();
        future.addDoneCallback(ended -> {
            try {
                Future<Integer> other = pool.submit(() -> 6);
                List<Object> seen = new ArrayList<>();
                seen.add(other.result());
                seen.add(pool.map(x -> x + 1, List.of(6)).toList().getFirst());
                seen.add(pool.statistics().succeeded());
                seen.add(ended.cancel(true));
                seen.add(pool.cancelPending());
                pool.shutdown();
                seen.add(pool.isShutdown());
                done.complete(seen);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        gate.open();
        assertEquals(List.of(6, 7, 3L, false, 0, true), done.get());
    }

    @Test
    void noLockIsHeldWhileACallbackRuns() throws Exception {
        Gate gate = gate();
        Executor pool = executor();
        Future<Integer> future = pool.submit(() -> gate.pass(5));
        CompletableFuture<Integer> done = new CompletableFuture<>();
        future.addDoneCallback(ended -> {
            CompletableFuture<Integer> elsewhere = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> {
                Future<Integer> other = pool.submit(() -> 6);
                pool.statistics();
                future.addDoneCallback(again -> {});
                future.cancel();
                elsewhere.complete(other.result());
            });
            done.complete(elsewhere
                    .orTimeout(kind().patience().toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        });
        gate.open();
        await("a callback can wait for another thread's calls", done::isDone);
        assertEquals(6, done.get());
    }

    @Test
    void noLockIsHeldWhileCallbacksOfCancelPendingRun() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        CompletableFuture<Future<Integer>> submitted = new CompletableFuture<>();
        single.submit(() -> 1).addDoneCallback(ended -> {
            CompletableFuture<Future<Integer>> elsewhere = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> elsewhere.complete(single.submit(() -> 6)));
            submitted.complete(elsewhere
                    .orTimeout(kind().patience().toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        });
        assertEquals(1, single.cancelPending());
        gate.open();
        assertEquals(6, submitted.get().result());
    }

    @Test
    void aCallbackMayWaitForTheCompletableFutureOfAnother() throws Exception {
        Executor pool = open(2);
        Gate first = gate();
        Gate second = gate();
        Future<Integer> other = pool.submit(() -> second.pass(6));
        CompletableFuture<Integer> copy = other.toCompletableFuture();
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        CountDownLatch entered = new CountDownLatch(1);
        Future<Integer> future = pool.submit(() -> first.pass(5));
        future.addDoneCallback(ended -> {
            entered.countDown();
            seen.complete(copy.orTimeout(kind().patience().toMillis(), TimeUnit.MILLISECONDS)
                    .join());
        });
        first.open();
        awaitLatch(entered);
        second.open();
        assertEquals(6, seen.get(kind().patience().toMillis(), TimeUnit.MILLISECONDS));
    }

    /// So the log can not write it down either.
    private static final class Unspeakable extends Error {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw this;
        }
    }

    @Test
    void aCallbackWhoseExceptionCanNotBeLoggedHoldsUpNoOther() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        AtomicReference<Throwable> told = new AtomicReference<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, exception) -> told.set(exception));
        Error unspeakable = new Unspeakable();
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        CountDownLatch both = new CountDownLatch(2);
        try {
            future.addDoneCallback(ended -> {
                throw unspeakable;
            });
            future.addDoneCallback(ended -> both.countDown());
            gate.open();
            executor().submit(() -> 6).addDoneCallback(ended -> both.countDown());
            awaitLatch(both);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertSame(unspeakable, told.get());
    }

    @Test
    void aSlowCallbackHoldsUpNoOtherResult() {
        Gate gate = gate();
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch entered = new CountDownLatch(1);
        Future<Integer> slow = executor().submit(() -> gate.pass(5));
        slow.addDoneCallback(ended -> {
            entered.countDown();
            awaitLatch(release);
        });
        gate.open();
        awaitLatch(entered);
        assertEquals(5, slow.result(), "waiters are not held up either");
        for (int i = 0; i < 20; i++) {
            int number = i;
            assertEquals(number, executor().submit(() -> number).result());
        }
        release.countDown();
    }

    @Test
    void callbacksHaveRunWhenCloseReturns() {
        Gate gate = gate();
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        future.addDoneCallback(ended -> {
            entered.countDown();
            awaitLatch(release);
            runs.incrementAndGet();
        });
        gate.open();
        awaitLatch(entered);
        Thread closing = Thread.ofPlatform().start(executor()::close);
        awaitBlocked(closing);
        assertFalse(executor().isTerminated());
        release.countDown();
        close(executor());
        assertEquals(1, runs.get());
    }

    @Test
    void callbacksAddedWhileATaskEndsRunExactlyOnce() {
        int rounds = 3000;
        AtomicInteger runs = new AtomicInteger();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            int number = i;
            Future<Integer> future = executor().submit(() -> number);
            for (int n = 0; n < 4; n++) {
                future.addDoneCallback(ended -> runs.incrementAndGet());
            }
            all.add(future);
        }
        awaitAll(all);
        close(executor());
        assertEquals(4 * rounds, runs.get());
    }

    @Test
    void waitsThatGiveUpWhileATaskEndsLeaveTheCallbacksAlone() throws Exception {
        int rounds = 2000;
        AtomicInteger runs = new AtomicInteger();
        AtomicReference<Future<Integer>> current = new AtomicReference<>();
        AtomicInteger stop = new AtomicInteger();
        List<Thread> impatient = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            impatient.add(Thread.ofPlatform().start(() -> {
                while (stop.get() == 0) {
                    Future<Integer> future = current.get();
                    if (future != null) {
                        try {
                            future.result(java.time.Duration.ofNanos(500));
                        } catch (concurrent.futures.FutureTimeoutException e) {
                            // It asks again.
                        }
                    }
                }
            }));
        }
        for (int i = 0; i < rounds; i++) {
            int number = i;
            Future<Integer> future = executor().submit(() -> number);
            future.addDoneCallback(ended -> runs.incrementAndGet());
            current.set(future);
            future.addDoneCallback(ended -> runs.incrementAndGet());
            assertEquals(number, future.result());
        }
        stop.set(1);
        for (Thread thread : impatient) {
            thread.join();
        }
        close(executor());
        assertEquals(2 * rounds, runs.get());
    }
}
