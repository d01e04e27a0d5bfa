package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/// What a running task can learn of itself, and do on its executor.
public abstract class TaskContextContract extends Contract {
    /// For subclasses.
    protected TaskContextContract() {}

    @Test
    void outsideOfATaskThereIsNoContext() {
        assertThrows(IllegalStateException.class, TaskContext::current);
        Future<Boolean> own = executor().submit(() -> {
            boolean[] none = new boolean[1];
            Thread thread = Thread.ofPlatform().start(() -> {
                try {
                    TaskContext.current();
                } catch (IllegalStateException e) {
                    none[0] = true;
                }
            });
            thread.join();
            return none[0];
        });
        assertTrue(own.result(), "a thread that a task started itself runs no task");
    }

    @Test
    void aTaskKnowsItsWorkerAndItsName() {
        assertNotNull(
                executor().submit(() -> TaskContext.current().workerName()).result());
        Executor named = executor().with(TaskOptions.defaults().withName("mine"));
        assertEquals(
                "mine", named.submit(() -> TaskContext.current().taskName()).result());
    }

    @Test
    void twoWorkersHaveTwoNames() {
        Gate gate = gate();
        List<Future<String>> names = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            names.add(executor().submit(() -> gate.pass(TaskContext.current().workerName())));
        }
        gate.awaitArrivals(2);
        gate.open();
        assertNotEquals(names.get(0).result(), names.get(1).result());
    }

    @Test
    void aTaskLearnsThatItWasCancelled() {
        Executor single = open(1);
        Gate before = gate();
        Gate cancelled = gate();
        Gate after = gate();
        Future<Boolean> future = single.submit(() -> {
            TaskContext context = TaskContext.current();
            context.checkCancelled();
            if (context.isCancelled()) {
                return false;
            }
            before.arrive();
            while (!context.isCancelled()) {
                Thread.onSpinWait();
            }
            cancelled.arrive();
            try {
                context.checkCancelled();
            } catch (CancellationException e) {
                after.arrive();
            }
            return true;
        });
        before.awaitArrivals(1);
        assertTrue(future.cancel(true));
        cancelled.awaitArrivals(1);
        after.awaitArrivals(1);
    }

    @Test
    void aTaskLearnsThatItsTimeIsUp() {
        Executor single = open(1);
        Gate before = gate();
        // So that its worker knows the code: who is stopped does not have much time.
        single.submit(() -> before.arrive()).result();
        before.awaitArrivals(1);
        Gate told = gate();
        Executor limited = single.with(TaskOptions.defaults().withTimeout(Duration.ofMillis(50)));
        Future<Boolean> future = limited.submit(() -> {
            TaskContext context = TaskContext.current();
            while (!context.isCancelled()) {
                Thread.onSpinWait();
            }
            return told.arrive();
        });
        told.awaitArrivals(1);
        assertNotNull(future.exception());
    }

    @Test
    void progressIsTakenAndCheckedAtOnce() {
        Future<Boolean> future = executor().submit(() -> {
            TaskContext context = TaskContext.current();
            context.progress(1, 10);
            context.progress(10, 10);
            context.progress(11, 0);
            try {
                context.progress(-1, 10);
                return false;
            } catch (IllegalArgumentException e) {
                return e.getMessage().contains("-1");
            }
        });
        assertTrue(future.result());
    }

    @Test
    void aTaskMayWaitForTasksOfItsOwnExecutor() {
        Executor single = open(1);
        if (!can(Capability.NESTED_SUBMIT)) {
            Future<Boolean> refused = single.submit(() -> TaskContext.current().executor() == null);
            assertEquals(IllegalStateException.class, refused.exception().getClass(), "it says so");
            return;
        }
        assertEquals(120, single.submit(() -> factorial(5)).result(), "a pool whose tasks all wait for others goes on");
        assertEquals(55, single.submit(() -> sumOfSquares(5)).result());
    }

    private static int factorial(int n) {
        if (n <= 1) {
            return 1;
        }
        return n
                * TaskContext.current()
                        .executor()
                        .submit(() -> factorial(n - 1))
                        .result();
    }

    private static int sumOfSquares(int n) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 1; i <= n; i++) {
            numbers.add(i);
        }
        return TaskContext.current().executor().map(x -> x * x, numbers).toList().stream()
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Test
    void everyWayToWaitFromATaskLendsItsSlot() {
        Executor single = open(1);
        if (!can(Capability.NESTED_SUBMIT)) {
            return;
        }
        List<concurrent.futures.Task<Integer>> ways = List.of(
                () -> inner().get(),
                () -> inner().result(Duration.ofDays(1)),
                () -> {
                    Future<Integer> inner = inner();
                    return inner.exception() == null ? inner.resultNow() : -1;
                },
                () -> Futures.waitFor(List.of(inner(), inner()))
                        .done()
                        .iterator()
                        .next()
                        .resultNow(),
                () -> Futures.asCompleted(List.of(inner())).iterator().next().resultNow(),
                () -> TaskContext.current()
                        .executor()
                        .map(
                                x -> x,
                                List.of(7),
                                concurrent.futures.MapOptions.defaults().unordered())
                        .toList()
                        .getFirst(),
                () -> TaskContext.current().executor().invokeAny(List.of(seven())),
                () -> TaskContext.current()
                        .executor()
                        .invokeAll(List.of(seven()))
                        .getFirst()
                        .get());
        for (concurrent.futures.Task<Integer> way : ways) {
            assertEquals(7, single.submit(way).result());
        }
    }

    private static concurrent.futures.Task<Integer> seven() {
        return () -> 7;
    }

    private static Future<Integer> inner() {
        return TaskContext.current().executor().submit(seven());
    }

    @Test
    void aWaitForFuturesOfSeveralExecutorsLendsTheSlotToo() {
        Executor single = open(1);
        if (!can(Capability.NESTED_SUBMIT) || can(Capability.RUNS_IN_OTHER_PROCESS)) {
            return;
        }
        Executor other = open(1);
        Gate gate = gate();
        Future<Boolean> foreign = occupy(other, gate);
        Future<Integer> outer = single.submit(() -> {
            Executor mine = TaskContext.current().executor();
            Future<Boolean> own = mine.submit(() -> {
                gate.open();
                return true;
            });
            return Futures.waitFor(List.of(foreign, own)).done().size();
        });
        assertEquals(2, outer.result());
    }

    @Test
    void aTaskMayCloseAndShutDownItsOwnExecutor() {
        if (!can(Capability.NESTED_SUBMIT)) {
            return;
        }
        for (int way = 0; way < 4; way++) {
            int number = way;
            Executor pool = open(2);
            Future<Boolean> future = pool.submit(() -> {
                Executor own = TaskContext.current().executor();
                switch (number) {
                    case 0 -> own.shutdown();
                    case 1 -> own.close();
                    case 2 -> own.shutdownNow();
                    default -> own.cancelPending();
                }
                return own.isShutdown();
            });
            awaitAll(List.of(future));
            assertEquals(number != 3, pool.isShutdown());
            if (number < 2) {
                assertTrue(future.result());
            }
            close(pool);
            assertTrue(pool.isTerminated());
        }
    }

    @Test
    void theContextIsGoneAfterTheTask() {
        Executor single = open(1);
        single.submit(() -> TaskContext.current().progress(1, 2)).result();
        boolean[] inCallback = {true};
        Gate gate = gate();
        Future<Boolean> future = single.submit(() -> gate.pass());
        future.addDoneCallback(ended -> {
            try {
                TaskContext.current();
            } catch (IllegalStateException e) {
                inCallback[0] = false;
            }
        });
        gate.open();
        close(single);
        assertFalse(inCallback[0], "a callback runs in no task");
    }
}
