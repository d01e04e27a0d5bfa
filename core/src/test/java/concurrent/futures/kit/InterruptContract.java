package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// An interrupt meant for one task reaches that one or none, at whatever moment it comes.
public abstract class InterruptContract extends Contract {
    /// For subclasses.
    protected InterruptContract() {}

    @Test
    void aTaskStartsWithoutAnInterruptLeftByTheOneBefore() {
        Executor single = open(1);
        for (int i = 0; i < 50; i++) {
            single.submit(() -> Thread.currentThread().interrupt());
            assertFalse(
                    single.submit(() -> Thread.currentThread().isInterrupted()).result());
        }
    }

    @Test
    void aCancelThatMeetsTheEndOfATaskReachesNoOther() {
        Executor single = open(1);
        List<Future<Boolean>> witnesses = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        for (int i = 0; i < 3000 && System.nanoTime() - end < 0; i++) {
            int spins = i % 50;
            Future<Integer> target = single.submit(() -> spin(spins));
            if (i % 16 == 1) { // Too late for sure, and amid the next task, however busy the machine is.
                Future<Boolean> witness = single.submit(InterruptContract::interruptedWithinMillis);
                witnesses.add(witness);
                awaitBegin(witness);
                target.cancel(true);
                continue;
            }
            witnesses.add(single.submit(() -> interruptedWithin(300)));
            if (i % 2 == 0) { // Else, on a busy machine, the worker has mostly not begun by then.
                awaitBegin(target);
            }
            spin(i % 97);
            target.cancel(true);
            if (i % 4 == 0) { // Soon enough that cancel and end meet again and again, however fast the worker is.
                awaitAll(witnesses);
            }
        }
        for (Future<Boolean> witness : witnesses) {
            assertFalse(witness.result(), "an interrupt for another task has come");
        }
    }

    private static void awaitBegin(Future<?> target) {
        while (!target.isRunning() && !target.isDone()) {
            Thread.onSpinWait();
        }
    }

    private static int spin(int times) {
        int sum = 0;
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
            sum += i;
        }
        return sum;
    }

    private static boolean interruptedWithin(int spins) {
        for (int i = 0; i < spins; i++) {
            if (Thread.currentThread().isInterrupted()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return Thread.currentThread().isInterrupted();
    }

    private static boolean interruptedWithinMillis() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(3);
        while (System.nanoTime() - end < 0) {
            if (Thread.currentThread().isInterrupted()) {
                return true;
            }
            Thread.onSpinWait();
        }
        return Thread.currentThread().isInterrupted();
    }

    @Test
    void aCancelRightAfterTheStartStopsTheTask() {
        Executor single = open(1);
        int rounds = can(Capability.RUNS_IN_OTHER_PROCESS) ? 200 : 2000;
        for (int i = 0; i < rounds; i++) {
            Future<Boolean> endless = single.submit(InterruptContract::untilInterrupted);
            awaitBegin(endless);
            assertTrue(endless.cancel(true));
            assertEquals(i, single.submit(intOf(i)).result(), "the task before did not stop");
        }
        assertEquals(rounds, single.statistics().cancelled());
    }

    private static concurrent.futures.Task<Integer> intOf(int i) {
        return () -> i;
    }

    private static boolean untilInterrupted() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(1_000_000_000);
        }
        return true;
    }

    @Test
    void aTimeLimitThatMeetsTheEndOfATaskReachesNoOther() {
        Executor single = open(1);
        Executor limited = single.with(TaskOptions.defaults().withTimeout(Duration.ofNanos(50_000)));
        List<Future<Boolean>> witnesses = new ArrayList<>();
        int rounds = can(Capability.RUNS_IN_OTHER_PROCESS) ? 300 : 1500;
        for (int i = 0; i < rounds; i++) {
            int spins = i % 2000;
            limited.submit(() -> spin(spins));
            witnesses.add(single.submit(() -> interruptedWithin(300)));
            if (i % 16 == 0) {
                awaitAll(witnesses);
            }
        }
        for (Future<Boolean> witness : witnesses) {
            assertFalse(witness.result(), "an interrupt for another task has come");
        }
    }

    @Test
    void anInterruptDoesNotReachTheCallbacks() {
        Executor single = open(1);
        Trail trail = trail();
        int rounds = 500;
        for (int i = 0; i < rounds; i++) {
            Future<Boolean> task = single.submit(() -> {
                Thread.currentThread().interrupt();
                return true;
            });
            task.addDoneCallback(ended -> {
                if (Thread.currentThread().isInterrupted()) {
                    trail.add("interrupted");
                }
            });
        }
        close(single);
        assertEquals(List.of(), trail.events());
    }

    @Test
    void aCancelledTaskDoesNotInterruptTheElementsOfItsChunk() {
        Executor pool = executor();
        for (int round = 0; round < 50; round++) {
            Future<Boolean> target = pool.submit(InterruptContract::untilInterrupted);
            var results = pool.map(
                    x -> interruptedWithin(50),
                    List.of(1, 2, 3, 4, 5, 6),
                    concurrent.futures.MapOptions.defaults().withChunkSize(3));
            target.cancel(true);
            assertEquals(List.of(false, false, false, false, false, false), results.toList());
        }
    }
}
