package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.Futures;
import concurrent.futures.MapOptions;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskFailedException;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.spi.ProgressRow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tasks that submit tasks to the executor that runs them, and wait for these: as anybody else would.
public abstract class NestedContract extends Contract {
    /// For subclasses.
    protected NestedContract() {}

    @BeforeEach
    void nestedTasksArePossible() {
        assertTrue(can(Capability.NESTED_SUBMIT), "every executor can");
    }

    private static Executor mine() {
        return TaskContext.current().executor();
    }

    @Test
    void manyTasksThatAllWaitForOthersEnd() {
        Executor pair = open(2);
        List<Future<Integer>> outer = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            outer.add(pair.submit(() -> mine().submit(() -> number).result()));
        }
        awaitAll(outer);
        for (int i = 0; i < 100; i++) {
            assertEquals(i, outer.get(i).result());
        }
        assertEquals(200, pair.statistics().succeeded());
    }

    @Test
    void tasksMaySubmitAsMuchAsTheyLikeWithoutWaiting() {
        Trail trail = trail();
        Executor pair = open(2);
        assertTrue(pair.submit(() -> {
                    for (int i = 0; i < 1000; i++) {
                        int number = i;
                        mine().submit(() -> trail.add(number));
                    }
                    return true;
                })
                .result());
        close(pair);
        Set<String> ran = new TreeSet<>(trail.events());
        // What was submitted before the close was accepted, and was done, once.
        assertEquals(1000, trail.events().size());
        assertEquals(1000, ran.size());
    }

    @Test
    void aRecursionSpreadsOverThePool() {
        assertEquals(55, open(2).submit(() -> fibonacci(10, 4)).result());
    }

    private static int fibonacci(int n, int levels) {
        if (n < 2) {
            return n;
        }
        if (levels == 0) {
            return fibonacci(n - 1, 0) + fibonacci(n - 2, 0);
        }
        Future<Integer> other = mine().submit(() -> fibonacci(n - 1, levels - 1));
        return fibonacci(n - 2, 0) + other.result();
    }

    @Test
    void mapsMayBeNested() {
        List<Integer> sums = executor()
                .map(
                        x -> mine()
                                .map(
                                        y -> x * y,
                                        IntStream.range(0, 50).boxed().toList(),
                                        MapOptions.defaults().withChunkSize(10))
                                .toList()
                                .stream()
                                .mapToInt(Integer::intValue)
                                .sum(),
                        List.of(1, 2, 3))
                .toList();
        assertEquals(List.of(1225, 2450, 3675), sums);
    }

    @Test
    void aNestedMapWithABufferReadsNoFurther() {
        assertTrue(executor()
                .submit(() -> {
                    List<Integer> read = new ArrayList<>();
                    Iterable<Integer> endless = () -> IntStream.iterate(0, i -> i + 1)
                            .peek(read::add)
                            .boxed()
                            .iterator();
                    var results = mine().map(
                                    x -> x, endless, MapOptions.defaults().withBufferSize(3))
                            .iterator();
                    int sum = results.next() + results.next();
                    return sum == 1 && read.size() <= 5;
                })
                .result());
    }

    @Test
    void theExceptionOfANestedTaskIsThatOfTheTask() {
        Future<Boolean> outer = executor().submit(() -> {
            assertEquals(
                    "wrong",
                    assertThrows(
                                    IllegalArgumentException.class,
                                    () -> mine().submit(() -> {
                                                throw new IllegalArgumentException("wrong");
                                            })
                                            .result())
                            .getMessage());
            TaskFailedException checked = assertThrows(
                    TaskFailedException.class,
                    () -> mine().submit(() -> {
                                throw new IOException("disk");
                            })
                            .result());
            assertEquals(
                    "disk",
                    assertInstanceOf(IOException.class, checked.getCause()).getMessage());
            return true;
        });
        assertTrue(outer.result());
    }

    @Test
    void anUncaughtFailureOfANestedTaskFailsTheOuterOne() {
        Future<Integer> outer =
                executor().submit(() -> mine().submit(() -> nothing().length()).result());
        assertInstanceOf(NullPointerException.class, outer.exception());
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // it is what the test is about
    private static String nothing() {
        return null;
    }

    @Test
    void nullAndLargeResultsArrive() {
        assertEquals(
                5_000_000,
                executor()
                        .submit(() -> {
                            Object none = mine().submit(() -> null).result();
                            return none == null
                                    ? mine().submit(() -> new int[5_000_000]).result().length
                                    : -1;
                        })
                        .result());
    }

    @Test
    void aRunnableHasTheResultThatWasGivenForIt() {
        assertEquals(
                "mine",
                executor()
                        .submit(() -> mine().submit((concurrent.futures.Action) () -> {}, "mine")
                                .result())
                        .result());
    }

    @Test
    void aNestedTaskThatHasNotStartedIsCancelledAndNeverRuns() {
        Trail trail = trail();
        Gate gate = gate();
        Executor pair = open(2);
        occupy(pair, gate);
        Future<Boolean> outer = pair.submit(() -> {
            List<Future<Boolean>> inner = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                inner.add(mine().submit(() -> trail.add("ran")));
            }
            boolean all = true;
            for (Future<Boolean> future : inner) {
                all &= !future.isRunning() && future.cancel() && future.isCancelled() && future.isDone();
            }
            return all;
        });
        assertTrue(outer.result());
        gate.open();
        close(pair);
        assertEquals(List.of(), trail.events());
        assertEquals(5, pair.statistics().cancelled());
    }

    @Test
    void aNestedTaskThatRunsIsStopped() {
        Gate gate = gate();
        Gate begun = gate();
        Executor pair = open(2);
        Future<Boolean> outer = pair.submit(() -> {
            Future<Boolean> inner = mine().submit(() -> gate.pass());
            begun.pass();
            return inner.isRunning() && !inner.cancel() && inner.cancel(true) && inner.isCancelled();
        });
        gate.awaitArrivals(1);
        begun.open();
        assertTrue(outer.result());
        gate.awaitDeparture();
    }

    @Test
    void waitingForANestedTaskHasALimitIfWanted() {
        Gate gate = gate();
        Future<Boolean> outer = executor().submit(() -> {
            Future<Boolean> inner = mine().submit(() -> gate.pass());
            assertThrows(FutureTimeoutException.class, () -> inner.result(Duration.ofMillis(20)));
            return inner.cancel(true);
        });
        assertTrue(outer.result());
    }

    @Test
    void aNestedTaskHasOptionsOfItsOwn() {
        Gate gate = gate();
        Future<String> outer = executor().submit(() -> {
            Executor limited =
                    mine().with(TaskOptions.defaults().withName("inner").withTimeout(Duration.ofSeconds(1)));
            assertThrows(TaskTimeoutException.class, limited.submit(() -> gate.pass())::result);
            return limited.submit(() -> String.valueOf(TaskContext.current().taskName()))
                    .result();
        });
        assertEquals("inner", outer.result());
    }

    @Test
    void anOuterTaskThatIsCancelledWhileItWaitsIsInterrupted() {
        Gate inner = gate();
        Trail trail = trail();
        Executor pair = open(2);
        Future<Boolean> outer = pair.submit(() -> {
            try {
                return mine().submit(() -> inner.pass()).result();
            } catch (WaitInterruptedException e) {
                return trail.add("interrupted");
            }
        });
        inner.awaitArrivals(1);
        assertTrue(outer.cancel(true));
        await("it is interrupted", () -> !trail.events().isEmpty());
        inner.open();
        close(pair);
        assertEquals(1, pair.statistics().succeeded(), "the nested one went on");
        assertEquals(1, pair.statistics().cancelled());
    }

    @Test
    void callbacksOfNestedFuturesRunAndMayWait() {
        Trail trail = trail();
        Future<Integer> outer = executor().submit(() -> {
            Executor mine = mine();
            Future<Integer> first = mine.submit(() -> 1);
            Future<Integer> second = mine.submit(() -> 2);
            first.addDoneCallback(ended -> trail.add(second.result()));
            return first.result() + second.result();
        });
        assertEquals(3, outer.result());
        await("the callback has run", () -> trail.events().equals(List.of("2")));
    }

    @Test
    void callbacksOfNestedFuturesThatAreCancelledMayWaitToo() {
        Gate busy = gate();
        Gate cancelled = gate();
        Trail trail = trail();
        Executor pair = open(2);
        pair.submit(() -> busy.pass());
        busy.awaitArrivals(1);
        Future<Integer> outer = pair.submit(() -> {
            Executor mine = mine();
            Future<Integer> pending = mine.submit(() -> 1);
            pending.addDoneCallback(
                    ended -> trail.add(mine.submit(() -> 2).result(Duration.ofSeconds(10)) + ", " + ended.state()));
            assertTrue(mine.cancelPending() >= 1);
            cancelled.arrive();
            return mine.submit(() -> 3).result();
        });
        cancelled.awaitArrivals(1);
        busy.open();
        assertEquals(3, outer.result());
        await("the callback has run", () -> trail.events().equals(List.of("2, CANCELLED")));
    }

    @Test
    void whatANestedTaskReportsIsShownWhereItWasSubmitted() {
        Gate followed = gate();
        Gate begin = gate();
        Gate shown = gate();
        Gate end = gate();
        Executor pair = open(2);
        Heard heard = new Heard();
        pair.addListener(heard);
        Duration patience = kind().patience();
        Future<String> outer = pair.submit(() -> {
            try (SeenProgress.Seen seen = SeenProgress.begin(patience)) {
                Future<Boolean> inner = mine().with(TaskOptions.defaults().withName("inner"))
                        .submit(() -> {
                            begin.pass();
                            TaskContext.current().progress(3, 4);
                            return end.pass();
                        });
                Iterable<Future<Boolean>> ends = Futures.progress(List.of(inner));
                followed.pass();
                ProgressRow row = seen.await("three quarters", r -> r.portion() == 0.75);
                shown.pass();
                ends.forEach(Future::result);
                return row.name() + " " + row.running();
            }
        });
        followed.awaitArrivals(1);
        begin.open();
        followed.open();
        shown.awaitArrivals(1);
        await("the listener hears of it", () -> !heard.all(TaskProgressed.class).isEmpty());
        TaskProgressed told = heard.all(TaskProgressed.class).getFirst();
        assertEquals("inner 3 4", told.task().name() + " " + told.done() + " " + told.total());
        end.open();
        shown.open();
        assertEquals("inner 1", outer.result());
    }

    @Test
    void furtherAttemptsOfANestedTaskAreShownWhereItWasSubmitted() {
        Gate followed = gate();
        Gate never = gate();
        Executor pair = open(2);
        Duration patience = kind().patience();
        Future<Long> outer = pair.submit(() -> {
            try (SeenProgress.Seen seen = SeenProgress.begin(patience)) {
                Future<Boolean> inner = mine().with(TaskOptions.defaults()
                                .withTimeout(Duration.ofMillis(200))
                                .withRetries(1_000))
                        .submit(() -> never.pass());
                Iterable<Future<Boolean>> ends = Futures.progress(List.of(inner), "again");
                followed.pass();
                long retried =
                        seen.await("two more attempts", r -> r.retried() >= 2).retried();
                inner.cancel(true);
                ends.forEach(Future::isCancelled);
                return retried;
            }
        });
        followed.awaitArrivals(1);
        followed.open();
        // On a busy machine, there may have been more before anybody looks.
        assertTrue(outer.result() >= 2);
    }

    @Test
    void theExecutorOfATaskIsThatOfThePool() {
        Executor three = open(3);
        ExecutorStatistics seen = three.submit(() -> {
                            Executor mine = mine();
                            assertEquals(3, mine.maxWorkers());
                            assertFalse(mine.isShutdown());
                            assertFalse(mine.isTerminated());
                            Future<Integer> first = mine.submit(() -> 1);
                            Futures.waitFor(List.of(first));
                            ExecutorStatistics is = mine.statistics();
                            assertAddsUp(is);
                            assertEquals(2, is.submitted());
                            assertEquals(1, is.running());
                            assertEquals(1, is.succeeded());
                            return true;
                        })
                        .result()
                ? three.statistics()
                : null;
        assertEquals(2, java.util.Objects.requireNonNull(seen).submitted());
    }

    @Test
    void aPoolThatWasShutDownTakesNoNestedTasks() {
        Gate gate = gate();
        Executor pair = open(2);
        Future<Boolean> outer = pair.submit(() -> {
            gate.pass();
            assertThrows(RejectedExecutionException.class, () -> mine().submit(() -> 1));
            assertThrows(RejectedExecutionException.class, () -> mine().map(x -> x, List.of(1, 2)));
            return true;
        });
        gate.awaitArrivals(1);
        pair.shutdown();
        gate.open();
        assertTrue(outer.result());
    }

    @Test
    void nestedTasksThatWereAcceptedBeforeAShutdownAreDone() {
        Gate gate = gate();
        Executor pair = open(2);
        Future<Integer> outer = pair.submit(() -> {
            Executor mine = mine();
            List<Future<Integer>> inner = new ArrayList<>();
            for (int i = 1; i <= 10; i++) {
                int number = i;
                inner.add(mine.submit(() -> number));
            }
            gate.pass();
            int sum = 0;
            for (Future<Integer> future : inner) {
                sum += future.result();
            }
            return sum;
        });
        gate.awaitArrivals(1);
        pair.shutdown();
        gate.open();
        assertEquals(55, outer.result());
    }
}
