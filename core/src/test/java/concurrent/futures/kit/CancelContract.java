package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/// What cancelling does to tasks that wait, run, or have ended, and to the others.
public abstract class CancelContract extends Contract {
    /// For subclasses.
    protected CancelContract() {}

    @Test
    void aPendingTaskIsCancelledAndNeverRuns() {
        Executor single = open(1);
        Gate gate = gate();
        Trail trail = trail();
        occupy(single, gate);
        Future<Boolean> pending = single.submit(() -> trail.add("ran"));
        assertTrue(pending.cancel());
        assertTrue(pending.isCancelled());
        assertTrue(pending.isDone());
        assertFalse(pending.isRunning());
        assertEquals(Future.State.CANCELLED, pending.state());
        gate.open();
        close(single);
        assertEquals(List.of(), trail.events());
    }

    @Test
    void aCancelledFutureThrowsCancellationExceptionEverywhere() {
        Executor single = open(1);
        occupy(single, gate());
        Future<Integer> pending = single.submit(() -> 1);
        assertTrue(pending.cancel(false));
        assertThrows(CancellationException.class, pending::result);
        assertThrows(CancellationException.class, pending::exception);
        assertThrows(CancellationException.class, pending::get);
        assertThrows(CancellationException.class, () -> pending.result(Duration.ZERO));
        assertThrows(CancellationException.class, () -> pending.exception(Duration.ZERO));
        assertThrows(IllegalStateException.class, pending::resultNow);
        assertThrows(IllegalStateException.class, pending::exceptionNow);
    }

    @Test
    void cancellingAgainIsTrueAgain() {
        Executor single = open(1);
        occupy(single, gate());
        Future<Integer> pending = single.submit(() -> 1);
        AtomicInteger callbacks = new AtomicInteger();
        pending.addDoneCallback(ended -> callbacks.incrementAndGet());
        assertTrue(pending.cancel());
        assertTrue(pending.cancel());
        assertTrue(pending.cancel(true));
        assertEquals(1, callbacks.get());
        assertEquals(1, single.statistics().cancelled());
    }

    @Test
    void aRunningTaskIsNotCancelledUnlessItMayBeInterrupted() {
        Gate gate = gate();
        Future<Integer> running = executor().submit(() -> gate.pass(5));
        gate.awaitArrivals(1);
        assertFalse(running.cancel());
        assertFalse(running.cancel(false));
        assertFalse(running.isCancelled());
        gate.open();
        assertEquals(5, running.result());
    }

    @Test
    void aRunningTaskIsStoppedByCancelTrue() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> running = occupy(single, gate);
        assertTrue(running.cancel(true));
        assertTrue(running.isCancelled());
        assertFalse(running.isRunning());
        assertThrows(CancellationException.class, running::result);
        gate.awaitDeparture();
        assertEquals(2, single.submit(() -> 2).result(), "the worker is free again");
    }

    @Test
    void aStoppedTaskIsInterrupted() {
        Executor single = open(1);
        Gate gate = gate();
        Gate interrupted = gate();
        Future<Boolean> running = single.submit(() -> {
            try {
                return gate.pass();
            } catch (InterruptedException e) {
                return interrupted.arrive();
            }
        });
        gate.awaitArrivals(1);
        assertTrue(running.cancel(true));
        interrupted.awaitArrivals(1);
        assertTrue(running.isCancelled());
    }

    @Test
    void anEndedTaskCanNotBeCancelled() {
        Future<Integer> succeeded = executor().submit(() -> 1);
        Future<Integer> failed = executor().submit(() -> Integer.parseInt("none"));
        awaitAll(List.of(succeeded, failed));
        assertFalse(succeeded.cancel());
        assertFalse(succeeded.cancel(true));
        assertFalse(failed.cancel(true));
        assertFalse(failed.isCancelled());
        assertEquals(1, succeeded.result());
    }

    @Test
    void cancellingWakesThoseWhoWait() throws Exception {
        Executor single = open(1);
        occupy(single, gate());
        Future<Integer> pending = single.submit(() -> 1);
        List<FutureTask<CancellationException>> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FutureTask<CancellationException> wait =
                    new FutureTask<>(() -> assertThrows(CancellationException.class, pending::result));
            waiting.add(wait);
            awaitBlocked(Thread.ofPlatform().start(wait));
        }
        assertTrue(pending.cancel());
        for (FutureTask<CancellationException> wait : waiting) {
            wait.get();
        }
    }

    @Test
    void cancellingOneTaskLeavesTheOthers() {
        Executor single = open(1);
        Gate gate = gate();
        Trail trail = trail();
        occupy(single, gate);
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            all.add(single.submit(() -> trail.add(number)));
        }
        for (int i = 0; i < 60; i += 2) {
            assertTrue(all.get(i).cancel(), "up to its start a task can be cancelled, even if it was sent");
        }
        gate.open();
        close(single);
        List<String> expected = new ArrayList<>();
        for (int i = 1; i < 60; i += 2) {
            expected.add(Integer.toString(i));
        }
        assertEquals(expected, trail.events());
    }

    @Test
    void cancelPendingTellsHowManyItCancelled() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> running = occupy(single, gate);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            all.add(single.submit(() -> number));
        }
        assertTrue(all.get(7).cancel());
        assertEquals(39, single.cancelPending());
        assertEquals(0, single.cancelPending());
        for (Future<Integer> each : all) {
            assertTrue(each.isCancelled());
        }
        assertFalse(running.isDone());
        gate.open();
        assertTrue(running.result());
        assertEquals(1, single.submit(() -> 1).result(), "the executor goes on");
    }

    /// Each step looks at all of them: one that took longer the more tasks wait would take minutes.
    @Test
    void theCrowdThatWaitsIsCountedCancelledAndRun() {
        int count = can(Capability.RUNS_IN_OTHER_PROCESS) ? 30_000 : 200_000;
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        List<Future<Integer>> crowd = submitCrowd(single, count);
        assertEquals(count, single.statistics().pending());
        for (int i = count - 1; i >= 0; i -= 3) {
            assertTrue(crowd.get(i).cancel());
        }
        gate.open();
        for (int i = 0; i < count; i++) {
            Future<Integer> each = crowd.get(i);
            if ((count - 1 - i) % 3 == 0) {
                assertTrue(each.isCancelled());
            } else {
                assertEquals(i, each.result());
            }
        }
        Gate second = gate();
        occupy(single, second);
        submitCrowd(single, count);
        assertEquals(count, single.cancelPending());
        assertEquals(0, single.statistics().pending());
        second.open();
        submitCrowd(single, count);
        close(single);
        ExecutorStatistics end = single.statistics();
        assertEquals(3L * count + 2, end.submitted());
        assertEquals((count + 2L) / 3 + count, end.cancelled());
    }

    private static List<Future<Integer>> submitCrowd(Executor single, int count) {
        List<Future<Integer>> crowd = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            crowd.add(single.submit(() -> number));
        }
        return crowd;
    }

    @Test
    void tasksThatIgnoreInterruptsAreStoppedOrKeepTheirWorker() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> stubborn = single.submit(() -> gate.passIgnoringInterrupts());
        gate.awaitArrivals(1);
        Future<Integer> next = single.submit(() -> 2);
        assertTrue(stubborn.cancel(true));
        assertTrue(stubborn.isCancelled(), "the future is cancelled at once");
        if (can(Capability.STOPS_TASKS_THAT_IGNORE_INTERRUPTS)) {
            assertEquals(2, next.result());
        } else {
            gate.awaitArrivals(2);
            assertFalse(next.isDone());
            gate.open();
            assertEquals(2, next.result());
        }
    }

    @Test
    void noOtherTaskIsLostWhenOneIsStopped() {
        Executor pool = executor();
        Gate gate = gate();
        Trail trail = trail();
        Future<Boolean> stubborn = pool.submit(() -> {
            boolean passed = gate.passIgnoringInterrupts();
            return passed;
        });
        gate.awaitArrivals(1);
        List<Future<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            others.add(pool.submit(() -> trail.add(number)));
        }
        assertTrue(stubborn.cancel(true));
        awaitAll(others);
        for (Future<Boolean> other : others) {
            assertTrue(other.result());
        }
        assertEquals(200, trail.events().size());
        assertEquals(200, new HashSet<>(trail.events()).size());
    }

    @Test
    void whenCancelMeetsStartAndEndThereIsOneOutcome() {
        int rounds = 4000;
        AtomicIntegerArray callbacks = new AtomicIntegerArray(rounds);
        Trail trail = trail();
        List<Future<Boolean>> all = new ArrayList<>();
        Set<Integer> reportedCancelled = new HashSet<>();
        for (int i = 0; i < rounds; i++) {
            int number = i;
            Future<Boolean> future = executor().submit(() -> trail.add(number));
            future.addDoneCallback(ended -> callbacks.incrementAndGet(number));
            all.add(future);
            if (i % 3 == 0 && future.cancel()) {
                reportedCancelled.add(i);
            }
            int earlier = i - i % 40;
            if (i % 5 == 0 && all.get(earlier).cancel(false)) {
                reportedCancelled.add(earlier);
            }
        }
        awaitAll(all);
        close(executor());
        Set<String> ran = new HashSet<>(trail.events());
        assertEquals(ran.size(), trail.events().size(), "a task ran twice");
        for (int i = 0; i < rounds; i++) {
            assertEquals(1, callbacks.get(i), "callbacks of one future");
            assertEquals(reportedCancelled.contains(i), all.get(i).isCancelled());
            assertEquals(!all.get(i).isCancelled(), ran.contains(Integer.toString(i)));
        }
        ExecutorStatistics statistics = executor().statistics();
        assertEquals(reportedCancelled.size(), statistics.cancelled());
        assertEquals(rounds - reportedCancelled.size(), statistics.succeeded());
    }

    @Test
    void ofManyCancellersAtOnceTheFutureKnowsOneEnd() throws Exception {
        int rounds = 500;
        Executor pool = executor();
        for (int i = 0; i < rounds; i++) {
            AtomicInteger callbacks = new AtomicInteger();
            Future<Integer> future = pool.submit(() -> 1);
            future.addDoneCallback(ended -> callbacks.incrementAndGet());
            FutureTask<Boolean> other = new FutureTask<>(future::cancel);
            Thread.ofVirtual().start(other);
            boolean mine = future.cancel(false);
            boolean theirs = other.get();
            awaitAll(List.of(future));
            assertEquals(mine || theirs, future.isCancelled());
            if (!future.isCancelled()) {
                assertEquals(1, future.result());
            }
            await("the callback", () -> callbacks.get() == 1);
        }
        assertSame(pool, executor());
        close(pool);
        assertEquals(rounds, pool.statistics().submitted());
    }
}
