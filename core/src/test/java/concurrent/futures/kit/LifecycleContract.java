package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Action;
import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The end of an executor: orderly and abrupt, from anywhere, in any order, as often as one likes.
public abstract class LifecycleContract extends Contract {
    /// In which a call that does not wait would have returned.
    private static final Duration TIME_TO_RETURN = Duration.ofMillis(300);

    /// For subclasses.
    protected LifecycleContract() {}

    @Test
    void closeWaitsForEverythingAccepted() throws InterruptedException {
        Executor single = open(1);
        Gate gate = gate();
        Trail trail = trail();
        occupy(single, gate);
        List<Future<Boolean>> pending = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            pending.add(single.submit(() -> trail.add(number)));
        }
        Thread closing = Thread.ofPlatform().start(single::close);
        assertFalse(closing.join(TIME_TO_RETURN), "close returned before the tasks had ended");
        assertFalse(single.isTerminated());
        assertEquals(List.of(), trail.events());
        gate.open();
        close(single);
        for (Future<Boolean> each : pending) {
            assertTrue(each.isDone());
        }
        assertEquals(10, trail.events().size());
        assertTrue(single.isTerminated());
    }

    @Test
    void shutdownRefusesNewWorkAndDoesTheOld() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> running = occupy(single, gate);
        Future<Integer> pending = single.submit(() -> 2);
        assertFalse(single.isShutdown());
        single.shutdown();
        assertTrue(single.isShutdown());
        assertFalse(single.isTerminated());
        assertFalse(running.isDone());
        assertRefuses(single);
        assertFalse(single.awaitTermination(1, TimeUnit.MILLISECONDS));
        gate.open();
        assertEquals(2, pending.result());
        assertTrue(single.awaitTermination(kind().patience().toSeconds(), TimeUnit.SECONDS));
        assertTrue(single.isTerminated());
        assertRefuses(single);
    }

    private static void assertRefuses(Executor executor) {
        Action action = () -> {};
        assertThrows(RejectedExecutionException.class, () -> executor.submit(() -> 1));
        assertThrows(RejectedExecutionException.class, () -> executor.submit(action));
        assertThrows(RejectedExecutionException.class, () -> executor.submit(action, 1));
        assertThrows(RejectedExecutionException.class, () -> executor.execute(action));
        assertThrows(
                RejectedExecutionException.class,
                () -> executor.with(TaskOptions.defaults().withName("late")).submit(() -> 1));
        assertThrows(RejectedExecutionException.class, () -> executor.invokeAll(List.of(() -> 1)));
    }

    @Test
    void shutdownAndCancelPendingIsPythonsCancelFutures() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> running = occupy(single, gate);
        List<Future<Integer>> pending = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            pending.add(single.submit(() -> number));
        }
        single.shutdown();
        assertEquals(10, single.cancelPending());
        pending.forEach(each -> assertTrue(each.isCancelled()));
        assertFalse(running.isDone());
        gate.open();
        assertTrue(running.result());
        close(single);
        assertEquals(10, single.statistics().cancelled());
    }

    @Test
    void shutdownNowStopsWhatRunsAndReturnsWhatNeverBegan() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Trail trail = trail();
        Action action = () -> trail.add("action");
        Future<Boolean> running = occupy(single, gate);
        Future<Boolean> task = single.submit(() -> trail.add("task"));
        Future<?> runnable = single.submit(action);
        List<Runnable> never = single.shutdownNow();
        assertEquals(2, never.size());
        assertTrue(task.isCancelled());
        assertTrue(runnable.isCancelled());
        gate.awaitDeparture();
        awaitAll(List.of(running));
        assertEquals(can(Capability.SHUTDOWN_NOW_CANCELS_RUNNING_TASKS), running.isCancelled());
        if (!running.isCancelled()) {
            assertEquals(InterruptedException.class, running.exception().getClass());
        }
        assertTrue(single.awaitTermination(kind().patience().toSeconds(), TimeUnit.SECONDS));
        assertEquals(List.of(), trail.events());
        assertTrue(never.contains(action), "the user's own object comes back");
        never.forEach(Runnable::run);
        assertEquals(List.of("task", "action"), trail.events(), "what never began can be run now");
    }

    @Test
    void anUnusedExecutorTerminatesAtOnce() throws Exception {
        Executor first = open(2);
        first.shutdown();
        assertTrue(first.isTerminated());
        Executor second = open(2);
        assertEquals(List.of(), second.shutdownNow());
        assertTrue(second.isTerminated());
        assertTrue(second.awaitTermination(0, TimeUnit.SECONDS));
        Executor third = open(2);
        assertFalse(third.awaitTermination(0, TimeUnit.SECONDS));
        assertFalse(third.isShutdown());
        close(third);
        assertTrue(third.isTerminated());
    }

    @Test
    void allFourMayBeCalledAgainInAnyOrder() {
        Random random = new Random(4711);
        for (int round = 0; round < 8; round++) {
            Executor pool = open(2);
            Future<Integer> accepted = pool.submit(() -> 1);
            for (int call = 0; call < 12; call++) {
                switch (random.nextInt(4)) {
                    case 0 -> pool.shutdown();
                    case 1 -> pool.shutdownNow();
                    case 2 -> pool.cancelPending();
                    default -> pool.close();
                }
            }
            close(pool);
            assertTrue(accepted.isDone());
            assertTrue(pool.isTerminated());
        }
    }

    @Test
    void allFourMayBeCalledFromManyThreads() throws Exception {
        Executor pool = executor();
        Gate gate = gate();
        List<Future<Boolean>> accepted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            accepted.add(pool.submit(() -> gate.pass()));
        }
        CountDownLatch start = new CountDownLatch(1);
        List<FutureTask<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int number = i;
            FutureTask<Void> call = new FutureTask<>(() -> {
                start.await();
                switch (number % 4) {
                    case 0 -> pool.shutdown();
                    case 1 -> pool.shutdownNow();
                    case 2 -> pool.cancelPending();
                    default -> pool.close();
                }
                return null;
            });
            calls.add(call);
            Thread.ofPlatform().start(call);
        }
        start.countDown();
        for (FutureTask<Void> call : calls) {
            call.get();
        }
        assertTrue(pool.isTerminated());
        accepted.forEach(each -> assertTrue(each.isDone()));
    }

    @Test
    void aCallbackMayEndItsExecutor() throws Exception {
        List<java.util.function.Consumer<Executor>> ways =
                List.of(Executor::shutdown, Executor::shutdownNow, Executor::cancelPending, Executor::close);
        for (java.util.function.Consumer<Executor> way : ways) {
            Executor pool = open(2);
            Gate gate = gate();
            CompletableFuture<Boolean> done = new CompletableFuture<>();
            Future<Boolean> future = pool.submit(() -> gate.pass());
            future.addDoneCallback(ended -> {
                way.accept(pool);
                done.complete(pool.isShutdown());
            });
            gate.open();
            await("the callback returns", done::isDone);
            done.get();
            close(pool);
            assertTrue(pool.isTerminated());
        }
    }

    @Test
    void aCallbackOfACancelMayCloseItsExecutor() {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        Future<Integer> pending = single.submit(() -> 1);
        pending.addDoneCallback(ended -> {
            gate.open();
            single.close();
        });
        assertTrue(pending.cancel());
        assertTrue(single.isTerminated());
    }

    @Test
    void submitRacesWithShutdownAndNothingIsLost() throws Exception {
        for (int round = 0; round < 10; round++) {
            Executor pool = open(2);
            AtomicInteger accepted = new AtomicInteger();
            List<FutureTask<List<Future<Integer>>>> submitters = new ArrayList<>();
            CountDownLatch started = new CountDownLatch(2);
            for (int i = 0; i < 2; i++) {
                FutureTask<List<Future<Integer>>> submitter = new FutureTask<>(() -> {
                    List<Future<Integer>> mine = new ArrayList<>();
                    started.countDown();
                    try {
                        while (mine.size() < 100_000) {
                            mine.add(pool.submit(() -> 1));
                            accepted.incrementAndGet();
                        }
                    } catch (RejectedExecutionException e) {
                        // The shutdown has come.
                    }
                    return mine;
                });
                submitters.add(submitter);
                Thread.ofPlatform().start(submitter);
            }
            started.await();
            int enough = 20 * round;
            await("some were accepted", () -> accepted.get() >= enough);
            if (round % 2 == 0) {
                pool.shutdown();
            } else {
                pool.shutdownNow();
            }
            long futures = 0;
            for (FutureTask<List<Future<Integer>>> submitter : submitters) {
                awaitAll(submitter.get());
                futures += submitter.get().size();
            }
            close(pool);
            ExecutorStatistics statistics = pool.statistics();
            assertEquals(futures, statistics.submitted(), "what was refused does not count");
            assertEquals(futures, statistics.succeeded() + statistics.failed() + statistics.cancelled());
        }
    }

    @Test
    void closingAViewClosesTheExecutor() {
        Executor view = executor().with(TaskOptions.defaults().withName("view"));
        assertEquals(3, view.submit(() -> 3).result());
        view.close();
        assertTrue(executor().isTerminated());
        assertThrows(RejectedExecutionException.class, () -> executor().submit(() -> 1));
        assertEquals(1, view.statistics().submitted());
    }

    @Test
    void anInterruptedCloseStopsTheWorkKeepsWaitingAndSetsTheFlagAgain() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Gate hold = gate();
        single.submit(() -> {
            try {
                return gate.pass();
            } catch (InterruptedException e) {
                return hold.pass();
            }
        });
        gate.awaitArrivals(1);
        Future<Integer> pending = single.submit(() -> 1);
        FutureTask<Boolean> close = new FutureTask<>(() -> {
            single.close();
            return Thread.interrupted();
        });
        Thread closing = Thread.ofPlatform().start(close);
        awaitBlocked(closing);
        closing.interrupt();
        hold.awaitArrivals(1);
        assertTrue(pending.isCancelled());
        if (!can(Capability.STOPS_TASKS_THAT_IGNORE_INTERRUPTS)) {
            awaitBlocked(closing);
            assertFalse(close.isDone(), "close did not wait on");
        }
        hold.open();
        assertTrue(close.get(), "the interrupt flag was not set again");
        assertTrue(single.isTerminated());
    }

    @Test
    void closeByAnInterruptedThreadStopsTheWorkToo() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        FutureTask<Boolean> close = new FutureTask<>(() -> {
            Thread.currentThread().interrupt();
            single.close();
            return Thread.interrupted();
        });
        Thread.ofPlatform().start(close);
        assertTrue(close.get(), "the interrupt flag was not set again");
        assertTrue(single.isTerminated());
    }

    @Test
    void awaitTerminationIsInterruptible() throws Exception {
        Executor single = open(1);
        occupy(single, gate());
        FutureTask<InterruptedException> wait = new FutureTask<>(
                () -> assertThrows(InterruptedException.class, () -> single.awaitTermination(1, TimeUnit.DAYS)));
        Thread waiting = Thread.ofPlatform().start(wait);
        awaitBlocked(waiting);
        waiting.interrupt();
        wait.get();
        assertFalse(single.isShutdown());
        assertThrows(NullPointerException.class, () -> single.awaitTermination(1, null));
    }

    @Test
    void closeReturnsAlsoWhenTasksFail() {
        for (int i = 0; i < 20; i++) {
            executor().submit(() -> Integer.parseInt("none"));
        }
        close(executor());
        assertEquals(20, executor().statistics().failed());
    }
}
