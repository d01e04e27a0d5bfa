package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/// The numbers of an executor add up, at every moment.
public abstract class StatisticsContract extends Contract {
    /// For subclasses.
    protected StatisticsContract() {}

    @Test
    void aNewExecutorHasDoneNothing() {
        assertEquals(new ExecutorStatistics(2, 0, 0, 0, 0, 0, 0, 0), executor().statistics());
    }

    @Test
    void eachOutcomeIsCountedOnce() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Integer> succeeded = single.submit(() -> 1);
        Future<Integer> failed = single.submit(() -> Integer.parseInt("none"));
        awaitAll(List.of(succeeded, failed));
        Future<Boolean> running = occupy(single, gate);
        Future<Integer> cancelled = single.submit(() -> 2);
        Future<Integer> pending = single.submit(() -> 3);
        assertTrue(cancelled.cancel());
        assertEquals(new ExecutorStatistics(1, 1, 1, 1, 5, 1, 1, 1), single.statistics());
        assertTrue(running.cancel(true));
        assertEquals(2, single.statistics().cancelled());
        assertEquals(3, pending.result());
        close(single);
        assertEquals(new ExecutorStatistics(1, 0, 0, 0, 5, 2, 1, 2), single.statistics());
    }

    @Test
    void aFutureThatHasEndedIsCounted() {
        for (int i = 1; i <= 500; i++) {
            int number = i;
            executor().submit(() -> number).result();
            ExecutorStatistics statistics = executor().statistics();
            assertEquals(i, statistics.succeeded());
            assertEquals(0, statistics.running() + statistics.pending());
        }
    }

    /// Who looks may do so at the very moment at which a task comes, and nothing else happens that would help it on.
    @Test
    void aTaskRunsHoweverOftenSomebodyLooks() throws Exception {
        Executor single = open(1);
        AtomicReference<Future<?>> latest = new AtomicReference<>(single.submit(() -> 0));
        whileSomebodyLooks(
                () -> single.statistics().submitted() > 0 || latest.get().isRunning(), number -> {
                    Future<Integer> future = single.submit(() -> number);
                    latest.set(future);
                    assertEquals(number, future.result(kind().patience()));
                });
    }

    /// Likewise, where elements come together.
    @Test
    void aMapEndsHoweverOftenSomebodyLooks() throws Exception {
        Executor single = open(1);
        MapOptions patient = MapOptions.defaults().withTimeout(kind().patience());
        whileSomebodyLooks(() -> single.statistics().submitted() > 0, number -> {
            List<Integer> input = List.of(number, number + 1, number + 2);
            List<Integer> expected = List.of(number + 1, number + 2, number + 3);
            assertEquals(expected, single.map(x -> x + 1, input, patient).toList());
        });
    }

    private static void whileSomebodyLooks(BooleanSupplier look, IntConsumer action) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Long> onlooker = new FutureTask<>(() -> {
            long looks = 0;
            while (!stop.get()) {
                looks += look.getAsBoolean() ? 1 : 0;
            }
            return looks;
        });
        Thread.ofPlatform().name("onlooker").start(onlooker);
        try {
            long begin = System.nanoTime();
            for (int i = 0; i < 20_000 && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1); i++) {
                action.accept(i);
            }
        } finally {
            stop.set(true);
        }
        assertTrue(onlooker.get() > 0);
    }

    @Test
    void theSumHoldsInEverySnapshotUnderLoad() throws Exception {
        Executor pool = executor();
        AtomicBoolean stop = new AtomicBoolean();
        List<FutureTask<Integer>> auditors = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            FutureTask<Integer> auditor = new FutureTask<>(() -> {
                int snapshots = 0;
                long submitted = 0;
                while (!stop.get()) {
                    ExecutorStatistics statistics = pool.statistics();
                    assertAddsUp(statistics);
                    assertTrue(statistics.submitted() >= submitted, "submitted went back");
                    assertTrue(statistics.workers() <= 2, statistics::toString);
                    submitted = statistics.submitted();
                    snapshots++;
                }
                return snapshots;
            });
            auditors.add(auditor);
            Thread.ofPlatform().start(auditor);
        }
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 6000; i++) {
            int number = i;
            Future<Integer> future = pool.submit(() -> number % 3 == 0 ? Integer.parseInt("none") : number);
            if (i % 5 == 0) {
                future.cancel(i % 2 == 0);
            }
            all.add(future);
        }
        awaitAll(all);
        stop.set(true);
        for (FutureTask<Integer> auditor : auditors) {
            assertTrue(auditor.get() > 0);
        }
        ExecutorStatistics end = pool.statistics();
        assertEquals(6000, end.submitted());
        assertEquals(6000, end.succeeded() + end.failed() + end.cancelled());
        assertEquals(all.stream().filter(Future::isCancelled).count(), end.cancelled());
    }
}
