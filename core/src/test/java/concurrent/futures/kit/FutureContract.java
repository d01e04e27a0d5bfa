package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.Task;
import concurrent.futures.WaitInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a future tells of its task, before, while and after it runs.
public abstract class FutureContract extends Contract {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Duration MOMENT = Duration.ofMillis(20);

    /// For subclasses.
    protected FutureContract() {}

    @Test
    void resultIsWhatTheTaskReturned() throws Exception {
        Future<Integer> future = executor().submit(() -> 6 * 7);
        assertEquals(42, future.result());
        assertEquals(42, future.result(Duration.ZERO));
        assertEquals(42, future.get());
        assertEquals(42, future.get(0, TimeUnit.SECONDS));
        assertEquals(42, future.resultNow());
    }

    @Test
    void nullIsAResult() throws Exception {
        Future<String> future = executor().submit(() -> (String) null);
        assertNull(future.result());
        assertNull(future.get());
        assertNull(future.resultNow());
        assertNull(future.exception());
        assertEquals(Future.State.SUCCESS, future.state());
    }

    @Test
    void anActionHasNoResult() {
        Trail trail = trail();
        Action action = () -> trail.add("ran");
        assertNull(executor().submit(action).result());
        assertNull(executor().submit((Runnable) action).result());
        assertEquals(List.of("ran", "ran"), trail.events());
    }

    @Test
    void aResultGivenBeforehandIsThatObject() {
        Object result = new Object();
        Action action = () -> {};
        assertSame(result, executor().submit(action, result).result());
    }

    @Test
    void everyKindOfTaskIsAccepted() {
        Callable<String> callable = (Callable<String> & java.io.Serializable) () -> "callable";
        Task<String> task = () -> "task";
        assertEquals("callable", executor().submit(callable).result());
        assertEquals("task", executor().submit(task).result());
    }

    @Test
    void nullTasksAreRefused() {
        assertThrows(NullPointerException.class, () -> executor().submit((Task<?>) null));
        assertThrows(NullPointerException.class, () -> executor().submit((Action) null));
        assertThrows(NullPointerException.class, () -> executor().submit((Callable<?>) null));
        assertThrows(NullPointerException.class, () -> executor().submit((Runnable) null));
        assertThrows(NullPointerException.class, () -> executor().submit((Runnable) null, 1));
        assertThrows(NullPointerException.class, () -> executor().with(null));
        assertEquals(0, executor().statistics().submitted());
    }

    @Test
    void aPendingFutureIsNeitherRunningNorDone() {
        Executor single = open(1);
        occupy(single, gate());
        Future<Integer> pending = single.submit(() -> 1);
        assertFalse(pending.isRunning());
        assertFalse(pending.isDone());
        assertFalse(pending.isCancelled());
        assertEquals(Future.State.RUNNING, pending.state(), "the JDK's name for not ended");
        assertThrows(IllegalStateException.class, pending::resultNow);
        assertThrows(IllegalStateException.class, pending::exceptionNow);
    }

    @Test
    void isRunningIsTrueOnlyOnceATaskHasBegun() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> first = occupy(single, gate);
        List<Future<Boolean>> queued = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            queued.add(single.submit(() -> gate.pass()));
        }
        assertTrue(first.isRunning());
        for (Future<Boolean> each : queued) {
            assertFalse(each.isRunning(), "a task that waits for the worker runs");
        }
    }

    @Test
    void aRunningFutureIsNotDone() {
        Executor single = open(1);
        Future<Boolean> running = occupy(single, gate());
        assertTrue(running.isRunning());
        assertFalse(running.isDone());
        assertFalse(running.isCancelled());
        assertEquals(Future.State.RUNNING, running.state());
        assertThrows(IllegalStateException.class, running::resultNow);
        assertThrows(IllegalStateException.class, running::exceptionNow);
    }

    @Test
    void aSucceededFutureIsDone() {
        Future<Integer> future = executor().submit(() -> 1);
        assertNull(future.exception());
        assertTrue(future.isDone());
        assertFalse(future.isRunning());
        assertFalse(future.isCancelled());
        assertEquals(Future.State.SUCCESS, future.state());
        assertThrows(IllegalStateException.class, future::exceptionNow);
    }

    @Test
    void aFailedFutureIsDone() {
        Future<Integer> future = executor().submit(() -> Integer.parseInt("none"));
        assertEquals(NumberFormatException.class, future.exception().getClass());
        assertTrue(future.isDone());
        assertFalse(future.isRunning());
        assertFalse(future.isCancelled());
        assertEquals(Future.State.FAILED, future.state());
        assertSame(future.exception(), future.exceptionNow());
        assertThrows(IllegalStateException.class, future::resultNow);
    }

    @Test
    void aWaitWhoseTimeIsUpLeavesTheTaskAlone() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        String message = assertThrows(FutureTimeoutException.class, () -> future.result(MOMENT))
                .getMessage();
        assertTrue(message.contains("0.02s"), message);
        assertThrows(FutureTimeoutException.class, () -> future.exception(MOMENT));
        assertThrows(TimeoutException.class, () -> future.get(20, TimeUnit.MILLISECONDS));
        assertFalse(future.isDone());
        gate.open();
        assertEquals(5, future.result());
    }

    @Test
    void zeroAndNegativeTimesMeanNoWaiting() {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1), FOREVER.negated())) {
            assertThrows(FutureTimeoutException.class, () -> future.result(none));
            assertThrows(FutureTimeoutException.class, () -> future.exception(none));
        }
        assertThrows(TimeoutException.class, () -> future.get(0, TimeUnit.SECONDS));
        assertThrows(TimeoutException.class, () -> future.get(-1, TimeUnit.SECONDS));
        gate.open();
        assertEquals(5, future.result());
        assertEquals(5, future.result(Duration.ofSeconds(-1)), "an ended future ignores the timeout");
        assertNull(future.exception(Duration.ZERO));
    }

    @Test
    void hugeTimesAreLikeNoLimit() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        CompletableFuture<List<Object>> waits = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waits.complete(List.of(
                        future.result(FOREVER),
                        future.get(Long.MAX_VALUE, TimeUnit.DAYS),
                        future.get(Long.MAX_VALUE, TimeUnit.NANOSECONDS)));
            } catch (Throwable e) {
                waits.completeExceptionally(e);
            }
        });
        gate.awaitArrivals(1);
        gate.open();
        assertEquals(List.of(5, 5, 5), waits.get());
        assertThrows(NullPointerException.class, () -> future.result(null));
        assertThrows(NullPointerException.class, () -> future.exception(null));
        assertThrows(NullPointerException.class, () -> future.get(1, null));
    }

    @Test
    void manyThreadsGetTheSameObject() throws Exception {
        Gate gate = gate();
        Future<List<Integer>> future = executor().submit(() -> gate.pass(new ArrayList<>(List.of(1))));
        List<FutureTask<List<Integer>>> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<List<Integer>> wait = new FutureTask<>(i % 2 == 0 ? future::result : future::get);
            waiting.add(wait);
            Thread.ofPlatform().start(wait);
        }
        gate.open();
        for (FutureTask<List<Integer>> wait : waiting) {
            assertSame(future.result(), wait.get());
        }
    }

    @Test
    void anInterruptEndsTheWaitAndNotTheTask() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        gate.awaitArrivals(1);
        List<Callable<Object>> waits = List.of(
                future::result, future::exception, () -> future.result(FOREVER), () -> future.exception(FOREVER));
        for (Callable<Object> wait : waits) {
            FutureTask<Boolean> flagAfter = new FutureTask<>(() -> {
                assertThrows(WaitInterruptedException.class, wait::call);
                return Thread.interrupted();
            });
            Thread waiting = Thread.ofPlatform().start(flagAfter);
            awaitBlocked(waiting);
            waiting.interrupt();
            assertTrue(flagAfter.get(), "the interrupt flag was not set again");
        }
        gate.open();
        assertEquals(5, future.result());
    }

    @Test
    void getThrowsInterruptedExceptionWithTheFlagCleared() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        List<Callable<Object>> waits = List.of(future::get, () -> future.get(1, TimeUnit.DAYS));
        for (Callable<Object> wait : waits) {
            FutureTask<Boolean> flagAfter = new FutureTask<>(() -> {
                assertThrows(InterruptedException.class, wait::call);
                return Thread.interrupted();
            });
            Thread waiting = Thread.ofPlatform().start(flagAfter);
            awaitBlocked(waiting);
            waiting.interrupt();
            assertFalse(flagAfter.get(), "the interrupt flag was not cleared");
        }
    }

    @Test
    void completableFutureIsACopy() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(5));
        CompletableFuture<Integer> overtaken = future.toCompletableFuture();
        CompletableFuture<Integer> cancelled = future.toCompletableFuture();
        CompletableFuture<Integer> follower = future.toCompletableFuture();
        assertTrue(overtaken.complete(1));
        assertTrue(cancelled.cancel(true));
        assertFalse(future.isDone());
        gate.open();
        assertEquals(5, follower.get());
        assertEquals(5, future.result());
        assertEquals(1, overtaken.get());
        assertEquals(5, future.toCompletableFuture().getNow(0), "the copy of an ended future has ended");
    }

    @Test
    void completableFutureFailsAndIsCancelledAsTheFutureIs() {
        Future<Integer> failing = executor().submit(() -> Integer.parseInt("none"));
        CompletionException failure = assertThrows(
                CompletionException.class, () -> failing.toCompletableFuture().join());
        assertSame(failing.exception(), failure.getCause());
        Executor single = open(1);
        occupy(single, gate());
        Future<Integer> pending = single.submit(() -> 1);
        CompletableFuture<Integer> copy = pending.toCompletableFuture();
        assertTrue(pending.cancel());
        assertTrue(copy.isCancelled());
        assertThrows(CancellationException.class, copy::join);
    }

    @Test
    void getWrapsTheTasksException() {
        Future<Integer> future = executor().submit(() -> Integer.parseInt("none"));
        ExecutionException exception = assertThrows(ExecutionException.class, future::get);
        assertSame(future.exception(), exception.getCause());
        assertSame(
                future.exception(),
                assertThrows(ExecutionException.class, () -> future.get(1, TimeUnit.DAYS))
                        .getCause());
    }

    @Test
    void tasksStartInTheOrderOfSubmission() {
        Executor single = open(1);
        Gate gate = gate();
        Trail trail = trail();
        List<Future<?>> all = new ArrayList<>();
        all.add(occupy(single, gate));
        for (int i = 0; i < 100; i++) {
            int number = i;
            all.add(single.submit(() -> trail.add(number)));
        }
        gate.open();
        awaitAll(all);
        assertEquals(IntStream.range(0, 100).mapToObj(Integer::toString).toList(), trail.events());
    }

    @Test
    void everyTaskRunsExactlyOnce() {
        Trail trail = trail();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            all.add(executor().submit(() -> trail.add(number)));
        }
        awaitAll(all);
        List<String> events = trail.events();
        assertEquals(1000, events.size());
        assertEquals(1000, new HashSet<>(events).size());
    }

    @Test
    void asManyTasksRunAtOnceAsThereAreWorkers() {
        Executor three = open(3);
        assertEquals(3, three.maxWorkers());
        Gate gate = gate();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            all.add(three.submit(() -> gate.pass()));
        }
        gate.awaitArrivals(3);
        assertEquals(3, three.statistics().running());
        assertEquals(3, three.statistics().workers());
        assertEquals(9, three.statistics().pending());
        assertEquals(3, gate.arrivals(), "more tasks run than there are workers");
        gate.open();
        awaitAll(all);
    }

    @Test
    void submitNeverBlocks() {
        Executor single = open(1);
        Gate gate = gate();
        Future<?> blocker = occupy(single, gate);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            all.add(single.submit(() -> number));
        }
        assertFalse(blocker.isDone());
        assertEquals(10_000, single.statistics().pending());
        gate.open();
        for (int i = 0; i < all.size(); i++) {
            assertEquals(i, all.get(i).result());
        }
    }

    @Test
    void futuresOfManySubmittersDoNotMix() throws Exception {
        List<FutureTask<Void>> submitters = new ArrayList<>();
        Executor shared = executor();
        for (int i = 0; i < 4; i++) {
            int submitter = i;
            FutureTask<Void> work = new FutureTask<>(() -> {
                List<Future<Integer>> mine = new ArrayList<>();
                for (int n = 0; n < 500; n++) {
                    int number = submitter * 1000 + n;
                    mine.add(shared.submit(() -> number));
                }
                for (int n = 0; n < 500; n++) {
                    assertEquals(submitter * 1000 + n, mine.get(n).result());
                }
                return null;
            });
            submitters.add(work);
            Thread.ofPlatform().start(work);
        }
        for (FutureTask<Void> each : submitters) {
            each.get();
        }
        assertEquals(2000, shared.statistics().succeeded());
    }
}
