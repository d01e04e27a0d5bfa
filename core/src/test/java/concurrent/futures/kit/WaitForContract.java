package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.DoneAndNotDone;
import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ReturnWhen;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.WaitInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Waiting for the first, for a failure, or for all.
public abstract class WaitForContract extends Contract {
    /// For subclasses.
    protected WaitForContract() {}

    private FutureTask<DoneAndNotDone<Integer>> waiting(List<Future<Integer>> futures, ReturnWhen when) {
        FutureTask<DoneAndNotDone<Integer>> wait = new FutureTask<>(() -> Futures.waitFor(futures, when));
        awaitBlocked(Thread.ofPlatform().start(wait));
        assertFalse(wait.isDone());
        return wait;
    }

    private static int fail(Gate gate) throws InterruptedException {
        gate.pass();
        throw new IllegalStateException("as the test wants");
    }

    @Test
    void allCompletedWaitsForAll() throws Exception {
        Gate a = gate();
        Gate b = gate();
        Future<Integer> first = executor().submit(() -> a.pass(1));
        Future<Integer> second = executor().submit(() -> fail(b));
        FutureTask<DoneAndNotDone<Integer>> wait = waiting(List.of(first, second), ReturnWhen.ALL_COMPLETED);
        b.open();
        second.exception();
        assertFalse(wait.isDone());
        a.open();
        assertEquals(Set.of(first, second), wait.get().done());
        assertEquals(Set.of(), wait.get().notDone());
        assertEquals(
                Set.of(first, second), Futures.waitFor(List.of(first, second)).done());
    }

    @Test
    void firstCompletedWaitsForTheFirst() throws Exception {
        Gate a = gate();
        Gate b = gate();
        Future<Integer> first = executor().submit(() -> a.pass(1));
        Future<Integer> second = executor().submit(() -> b.pass(2));
        FutureTask<DoneAndNotDone<Integer>> wait = waiting(List.of(first, second), ReturnWhen.FIRST_COMPLETED);
        b.open();
        assertEquals(Set.of(second), wait.get().done());
        assertEquals(Set.of(first), wait.get().notDone());
        assertEquals(
                Set.of(second),
                Futures.waitFor(List.of(first, second), ReturnWhen.FIRST_COMPLETED)
                        .done(),
                "one that has ended already is enough");
    }

    @Test
    void firstExceptionWaitsForAFailure() throws Exception {
        Executor three = open(3);
        Gate a = gate();
        Gate b = gate();
        Gate c = gate();
        Future<Integer> first = three.submit(() -> a.pass(1));
        Future<Integer> second = three.submit(() -> fail(b));
        Future<Integer> third = three.submit(() -> c.pass(3));
        List<Future<Integer>> all = List.of(first, second, third);
        FutureTask<DoneAndNotDone<Integer>> wait = waiting(all, ReturnWhen.FIRST_EXCEPTION);
        a.open();
        first.result();
        assertFalse(wait.isDone(), "a success is no failure");
        b.open();
        assertEquals(Set.of(third), wait.get().notDone());
        assertEquals(Set.of(first, second), wait.get().done());
        assertEquals(
                Set.of(third),
                Futures.waitFor(all, ReturnWhen.FIRST_EXCEPTION).notDone(),
                "one that has failed already is enough");
    }

    @Test
    void aCancelIsNoException() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Future<Integer> running = single.submit(() -> gate.pass(1));
        gate.awaitArrivals(1);
        Future<Integer> pending = single.submit(() -> 2);
        FutureTask<DoneAndNotDone<Integer>> wait = waiting(List.of(running, pending), ReturnWhen.FIRST_EXCEPTION);
        assertTrue(pending.cancel());
        assertFalse(wait.isDone());
        gate.open();
        assertEquals(Set.of(running, pending), wait.get().done(), "without a failure it waits for all");
    }

    @Test
    void aCancelledFutureIsDoneAtOnce() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Future<Integer> running = single.submit(() -> gate.pass(1));
        gate.awaitArrivals(1);
        Future<Integer> pending = single.submit(() -> 2);
        FutureTask<DoneAndNotDone<Integer>> wait = waiting(List.of(running, pending), ReturnWhen.FIRST_COMPLETED);
        assertTrue(pending.cancel());
        assertEquals(Set.of(pending), wait.get().done());
        assertEquals(Set.of(pending), Futures.waitFor(List.of(pending)).done());
    }

    @Test
    void futuresCancelledAtShutdownAreDoneAtOnce() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> running = occupy(single, gate);
        List<Future<Boolean>> pending = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            pending.add(single.submit(() -> true));
        }
        single.shutdown();
        assertEquals(10, single.cancelPending());
        assertEquals(10, Futures.waitFor(pending).done().size());
        assertFalse(running.isDone());
    }

    @Test
    void aTimeoutIsNoException() {
        Gate gate = gate();
        Future<Integer> ended = executor().submit(() -> 1);
        ended.result();
        Future<Integer> running = executor().submit(() -> gate.pass(2));
        for (Duration timeout : List.of(Duration.ofMillis(20), Duration.ZERO, Duration.ofSeconds(-1))) {
            DoneAndNotDone<Integer> both = Futures.waitFor(List.of(running, ended), ReturnWhen.ALL_COMPLETED, timeout);
            assertEquals(Set.of(ended), both.done());
            assertEquals(Set.of(running), both.notDone());
        }
        gate.open();
        assertEquals(
                2,
                Futures.waitFor(List.of(running, ended), ReturnWhen.ALL_COMPLETED, Duration.ofSeconds(Long.MAX_VALUE))
                        .done()
                        .size());
    }

    @Test
    void ofNoFuturesBothSetsAreEmpty() {
        List<Future<Integer>> none = List.of();
        for (ReturnWhen when : ReturnWhen.values()) {
            assertEquals(new DoneAndNotDone<Integer>(Set.of(), Set.of()), Futures.waitFor(none, when));
        }
    }

    @Test
    void duplicatesCountOnceAndTheOrderIsKept() {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            futures.add(executor().submit(() -> number));
        }
        List<Future<Integer>> twice = new ArrayList<>(futures);
        twice.addAll(futures);
        DoneAndNotDone<Integer> all = Futures.waitFor(twice);
        assertEquals(futures, new ArrayList<>(all.done()));
        assertThrows(UnsupportedOperationException.class, () -> all.done().clear());
    }

    @Test
    void futuresOfDifferentExecutorsMix() throws Exception {
        try (Executor threads = new ThreadPoolExecutor(1);
                Executor virtual = ThreadPoolExecutor.virtual()) {
            Gate gate = gate();
            List<Future<Integer>> all = List.of(
                    executor().submit(() -> gate.pass(1)),
                    threads.submit(() -> gate.pass(2)),
                    virtual.submit(() -> gate.pass(3)));
            FutureTask<DoneAndNotDone<Integer>> wait = waiting(all, ReturnWhen.ALL_COMPLETED);
            gate.open();
            assertEquals(Set.copyOf(all), wait.get().done());
        }
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        Gate gate = gate();
        Future<Integer> future = executor().submit(() -> gate.pass(1));
        FutureTask<Boolean> flagAfter = new FutureTask<>(() -> {
            assertThrows(WaitInterruptedException.class, () -> Futures.waitFor(List.of(future)));
            return Thread.interrupted();
        });
        Thread thread = Thread.ofPlatform().start(flagAfter);
        awaitBlocked(thread);
        thread.interrupt();
        assertTrue(flagAfter.get(), "the interrupt flag was not set again");
        gate.open();
        assertEquals(1, future.result());
    }

    @Test
    void nullArgumentsAreRefused() {
        List<Future<Integer>> none = List.of();
        assertThrows(NullPointerException.class, () -> Futures.waitFor(null));
        assertThrows(NullPointerException.class, () -> Futures.waitFor(none, null));
        assertThrows(NullPointerException.class, () -> Futures.waitFor(none, ReturnWhen.ALL_COMPLETED, null));
    }

    @Test
    void theHalvesAreConsistentWhileFuturesEnd() {
        for (int round = 0; round < 200; round++) {
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                all.add(executor().submit(() -> number));
            }
            DoneAndNotDone<Integer> halves = Futures.waitFor(all, ReturnWhen.FIRST_COMPLETED);
            assertTrue(halves.done().size() >= 1);
            assertEquals(10, halves.done().size() + halves.notDone().size());
            for (Future<Integer> done : halves.done()) {
                assertTrue(done.isDone());
            }
        }
    }
}
