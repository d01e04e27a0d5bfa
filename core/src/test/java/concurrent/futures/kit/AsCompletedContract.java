package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.Futures;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.WaitInterruptedException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Futures in the order in which they end.
public abstract class AsCompletedContract extends Contract {
    /// For subclasses.
    protected AsCompletedContract() {}

    private record Gated(Gate gate, Future<Integer> future) {
        void end() {
            gate.open();
            future.result();
        }
    }

    private Gated gated(Executor executor, int result) {
        Gate gate = gate();
        return new Gated(gate, executor.submit(() -> gate.pass(result)));
    }

    @Test
    void thoseAlreadyEndedComeFirstThenTheOthersAsTheyEnd() {
        Executor four = open(4);
        Gated a = gated(four, 0);
        Gated b = gated(four, 1);
        Gated c = gated(four, 2);
        Gated d = gated(four, 3);
        c.end();
        Iterator<Future<Integer>> iterator = Futures.asCompleted(List.of(a.future, b.future, c.future, d.future))
                .iterator();
        assertSame(c.future, iterator.next());
        d.end();
        assertSame(d.future, iterator.next());
        b.end();
        assertSame(b.future, iterator.next());
        a.end();
        assertSame(a.future, iterator.next());
        assertFalse(iterator.hasNext());
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void nextWaitsForAnEnd() throws Exception {
        Gated a = gated(executor(), 0);
        Iterator<Future<Integer>> iterator =
                Futures.asCompleted(List.of(a.future)).iterator();
        FutureTask<Future<Integer>> next = new FutureTask<>(iterator::next);
        awaitBlocked(Thread.ofPlatform().start(next));
        assertFalse(next.isDone());
        a.end();
        assertSame(a.future, next.get());
    }

    @Test
    void duplicatesComeOnce() {
        Future<Integer> one = executor().submit(() -> 1);
        Future<Integer> two = executor().submit(() -> 2);
        List<Future<Integer>> seen = new ArrayList<>();
        Futures.asCompleted(List.of(one, two, one, two, one)).forEach(seen::add);
        assertEquals(2, seen.size());
        assertEquals(Set.of(one, two), new HashSet<>(seen));
    }

    @Test
    void ofNoFuturesThereIsNone() {
        List<Future<Integer>> none = List.of();
        assertFalse(Futures.asCompleted(none).iterator().hasNext());
        assertFalse(Futures.asCompleted(none, Duration.ZERO).iterator().hasNext());
    }

    @Test
    void aCancelledFutureComesAtOnce() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> running = occupy(single, gate);
        Future<Boolean> before = single.submit(() -> true);
        Future<Boolean> during = single.submit(() -> true);
        assertTrue(before.cancel());
        Iterator<Future<Boolean>> iterator =
                Futures.asCompleted(List.of(running, before, during)).iterator();
        assertSame(before, iterator.next());
        FutureTask<Future<Boolean>> next = new FutureTask<>(iterator::next);
        awaitBlocked(Thread.ofPlatform().start(next));
        assertTrue(during.cancel());
        assertSame(during, next.get());
        assertTrue(running.cancel(true));
        assertSame(running, iterator.next());
    }

    @Test
    void futuresCancelledByCancelPendingAfterShutdownComeAtOnce() {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        List<Future<Integer>> pending = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            pending.add(single.submit(() -> number));
        }
        Iterable<Future<Integer>> asCompleted = Futures.asCompleted(pending);
        single.shutdown();
        assertEquals(10, single.cancelPending());
        int count = 0;
        for (Future<Integer> each : asCompleted) {
            assertTrue(each.isCancelled());
            count++;
        }
        assertEquals(10, count);
    }

    @Test
    void theDeadlineCountsFromTheCall() {
        Gated a = gated(executor(), 0);
        Duration limit = Duration.ofMillis(150);
        long call = System.nanoTime();
        Iterable<Future<Integer>> asCompleted = Futures.asCompleted(List.of(a.future), limit);
        letPass(call + limit.toNanos());
        long next = System.nanoTime();
        assertThrows(FutureTimeoutException.class, asCompleted.iterator()::next);
        assertTrue(System.nanoTime() - next < limit.toNanos(), "the deadline counted from the first next");
    }

    @Test
    void anEndedFutureComesEvenAfterTheDeadline() {
        Executor four = open(4);
        Gated a = gated(four, 0);
        Gated b = gated(four, 1);
        Iterator<Future<Integer>> iterator =
                Futures.asCompleted(List.of(a.future, b.future), Duration.ZERO).iterator();
        a.end();
        assertSame(a.future, iterator.next());
        assertThrows(FutureTimeoutException.class, iterator::next);
        b.end();
        assertSame(b.future, iterator.next());
    }

    @Test
    void theTimeoutTellsHowManyAreUnfinished() {
        Executor single = open(1);
        Gate gate = gate();
        List<Future<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.add(single.submit(() -> true));
        }
        awaitAll(all);
        all.add(occupy(single, gate));
        all.add(single.submit(() -> true));
        Iterator<Future<Boolean>> iterator =
                Futures.asCompleted(all, Duration.ofMillis(250)).iterator();
        for (int i = 0; i < 3; i++) {
            iterator.next();
        }
        assertEquals(
                "2 of 5 futures unfinished after 0.25s",
                assertThrows(FutureTimeoutException.class, iterator::next).getMessage());
        assertFalse(all.get(4).isCancelled(), "nothing is cancelled");
    }

    @Test
    void negativeAndHugeTimesAreTimes() {
        Gated a = gated(executor(), 0);
        List<Future<Integer>> one = List.of(a.future);
        assertThrows(
                FutureTimeoutException.class,
                Futures.asCompleted(one, Duration.ofSeconds(-1)).iterator()::next);
        Iterator<Future<Integer>> patient =
                Futures.asCompleted(one, Duration.ofSeconds(Long.MAX_VALUE)).iterator();
        a.end();
        assertSame(a.future, patient.next());
    }

    @Test
    void noReferenceIsKeptToAFutureAlreadyYielded() {
        Gated late = gated(executor(), 0);
        List<Future<Integer>> futures = new ArrayList<>();
        futures.add(late.future);
        WeakReference<Future<Integer>> yielded = new WeakReference<>(addEnded(futures));
        Iterator<Future<Integer>> iterator = Futures.asCompleted(futures).iterator();
        futures.clear();
        assertEquals(77_777, iterator.next().result());
        await("the yielded future is collected", () -> {
            System.gc();
            return yielded.get() == null;
        });
        late.end();
        assertSame(late.future, iterator.next());
    }

    @Test
    void anIterationThatIsGivenUpKeepsNothing() {
        Gated late = gated(executor(), 0);
        WeakReference<Future<Integer>> other = new WeakReference<>(giveUpOn(late.future));
        await("what nobody iterates over any more is collected, although one of it has not ended", () -> {
            System.gc();
            return other.get() == null;
        });
        late.end();
    }

    private Future<Integer> giveUpOn(Future<Integer> late) {
        List<Future<Integer>> futures = new ArrayList<>();
        futures.add(late);
        Future<Integer> first = addEnded(futures);
        Future<Integer> second = addEnded(futures);
        Iterator<Future<Integer>> iterator = Futures.asCompleted(futures).iterator();
        assertSame(first, iterator.next());
        return second;
    }

    @Test
    void anIterationCanGoOnAfterATimeout() {
        Executor two = open(2);
        Gated a = gated(two, 0);
        Gated b = gated(two, 1);
        Iterator<Future<Integer>> iterator =
                Futures.asCompleted(List.of(a.future, b.future), Duration.ZERO).iterator();
        assertThrows(FutureTimeoutException.class, iterator::next);
        b.end();
        assertSame(b.future, iterator.next());
        assertThrows(FutureTimeoutException.class, iterator::next);
        a.end();
        assertSame(a.future, iterator.next());
        assertFalse(iterator.hasNext());
    }

    private Future<Integer> addEnded(List<Future<Integer>> futures) {
        Future<Integer> future = executor().submit(() -> 77_777);
        future.result();
        futures.add(future);
        return future;
    }

    @Test
    void futuresOfDifferentExecutorsMix() {
        try (Executor threads = new ThreadPoolExecutor(1);
                Executor virtual = ThreadPoolExecutor.virtual()) {
            Gated a = gated(executor(), 0);
            Gated b = gated(threads, 1);
            Gated c = gated(virtual, 2);
            Iterator<Future<Integer>> iterator =
                    Futures.asCompleted(List.of(a.future, b.future, c.future)).iterator();
            for (Gated each : List.of(c, a, b)) {
                each.end();
                assertSame(each.future, iterator.next());
            }
        }
    }

    @Test
    void theCollectionIsReadAtTheCall() {
        Future<Integer> one = executor().submit(() -> 1);
        List<Future<Integer>> futures = new ArrayList<>(List.of(one));
        Iterable<Future<Integer>> asCompleted = Futures.asCompleted(futures);
        futures.clear();
        assertSame(one, asCompleted.iterator().next());
        assertThrows(NullPointerException.class, () -> Futures.asCompleted(null));
        assertThrows(NullPointerException.class, () -> Futures.asCompleted(List.of(one), null));
        List<Future<Integer>> withNull = Arrays.asList(one, null);
        assertThrows(
                NullPointerException.class,
                () -> Futures.asCompleted(withNull).iterator().next());
    }

    @Test
    void anInterruptedNextCanBeRepeated() throws Exception {
        Gated a = gated(executor(), 0);
        Iterator<Future<Integer>> iterator =
                Futures.asCompleted(List.of(a.future)).iterator();
        FutureTask<Future<Integer>> task = new FutureTask<>(() -> {
            assertThrows(WaitInterruptedException.class, iterator::next);
            assertTrue(Thread.interrupted(), "the flag is set again");
            return iterator.next();
        });
        Thread thread = Thread.ofPlatform().start(task);
        awaitBlocked(thread);
        thread.interrupt();
        a.end();
        assertSame(a.future, task.get());
    }

    @Test
    void leavingTheLoopCancelsNothing() {
        Executor single = open(1);
        Gate gate = gate();
        Future<Boolean> blocker = single.submit(() -> true);
        blocker.result();
        Future<Boolean> running = occupy(single, gate);
        Future<Boolean> pending = single.submit(() -> true);
        for (Future<Boolean> first : Futures.asCompleted(List.of(running, pending, blocker))) {
            assertSame(blocker, first);
            break;
        }
        gate.open();
        assertTrue(running.result());
        assertTrue(pending.result());
    }

    @Test
    void thousandsAreYieldedOnceEach() {
        int count = 5_000;
        Set<Future<Integer>> all = new HashSet<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(executor().submit(() -> number));
        }
        long sum = 0;
        Set<Future<Integer>> seen = new HashSet<>();
        for (Future<Integer> future : Futures.asCompleted(all)) {
            assertTrue(future.isDone());
            assertNull(future.exception());
            assertTrue(seen.add(future));
            sum += future.resultNow();
        }
        assertEquals(all, seen);
        assertEquals((long) count * (count - 1) / 2, sum);
    }
}
