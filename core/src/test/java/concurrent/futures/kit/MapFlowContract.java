package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.TaskFunction;
import concurrent.futures.WaitInterruptedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A map under way: how far it reads ahead, when its time is up, when it is closed, when its consumer is interrupted.
public abstract class MapFlowContract extends Contract {
    private static final MapOptions DEFAULTS = MapOptions.defaults();
    private static final TaskFunction<Integer, Integer> SAME = x -> x;

    /// For subclasses.
    protected MapFlowContract() {}

    private static Iterable<Integer> endless(AtomicInteger read) {
        return () ->
                Stream.iterate(0, x -> x + 1).peek(x -> read.incrementAndGet()).iterator();
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void atMostTheBufferIsReadAheadAndNeverOneMore() {
        for (int buffer : new int[] {1, 2, 5, 16}) {
            for (boolean ordered : new boolean[] {true, false}) {
                AtomicInteger read = new AtomicInteger();
                MapOptions options = new MapOptions(1, buffer, null, ordered);
                try (Results<Integer> results = executor().map(SAME, endless(read), options)) {
                    assertEquals(buffer, read.get(), "read at the call");
                    Iterator<Integer> iterator = results.iterator();
                    for (int taken = 1; taken <= 40; taken++) {
                        iterator.next();
                        assertEquals(buffer + taken, read.get(), "read after " + taken + " results");
                    }
                }
            }
        }
    }

    @Test
    void whileItWaitsAMapReadsNoFurther() {
        Gate gate = gate();
        AtomicInteger read = new AtomicInteger();
        try (Results<Integer> results = executor().map(x -> gate.pass(x), endless(read), DEFAULTS.withBufferSize(3))) {
            Thread consumer = Thread.ofPlatform().start(() -> results.iterator().next());
            awaitBlocked(consumer);
            assertEquals(3, read.get());
            gate.open();
            await("the next element is read", () -> read.get() == 4);
        }
    }

    @Test
    void chunksKeepWithinTheBufferToo() {
        for (int chunk : new int[] {2, 3, 10, 100}) {
            AtomicInteger read = new AtomicInteger();
            MapOptions options = DEFAULTS.withBufferSize(10).withChunkSize(chunk);
            try (Results<Integer> results = executor().map(SAME, endless(read), options)) {
                Iterator<Integer> iterator = results.iterator();
                for (int taken = 0; taken < 100; taken++) {
                    int ahead = read.get() - taken;
                    assertTrue(ahead <= 10, "chunks of " + chunk + ": " + ahead + " elements were read ahead");
                    assertTrue(ahead >= 1);
                    assertEquals(taken, iterator.next());
                }
            }
        }
    }

    @Test
    void anEndlessInputWorks() {
        AtomicInteger read = new AtomicInteger();
        for (MapOptions options :
                List.of(DEFAULTS.withBufferSize(8), DEFAULTS.withBufferSize(64).withChunkSize(16))) {
            try (Stream<Integer> stream = executor().map(SAME, endless(read), options).stream()) {
                assertEquals(range(2000), stream.limit(2000).toList());
            }
        }
    }

    @Test
    void whatTheInputThrowsLaterComesAfterTheResultsBeforeIt() {
        for (int chunk : new int[] {1, 2}) {
            IOException failure = new IOException("as the test wants");
            Iterable<Integer> input = MapContract.failingAfter(7, failure);
            Iterator<Integer> iterator = executor()
                    .map(SAME, input, DEFAULTS.withBufferSize(4).withChunkSize(chunk))
                    .iterator();
            for (int i = 0; i < 7; i++) {
                assertEquals(i, iterator.next());
            }
            assertTrue(iterator.hasNext());
            assertSame(failure, assertThrows(IOException.class, iterator::next));
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
        }
    }

    @Test
    void aShutdownWithInputLeftLosesNoResult() {
        AtomicInteger read = new AtomicInteger();
        Iterator<Integer> iterator =
                executor().map(SAME, endless(read), DEFAULTS.withBufferSize(5)).iterator();
        assertEquals(0, iterator.next());
        executor().shutdown();
        for (int i = 1; i <= 5; i++) {
            assertEquals(i, iterator.next());
        }
        assertThrows(RejectedExecutionException.class, iterator::next);
        assertFalse(iterator.hasNext());
    }

    @Test
    void aMapWhoseTimeIsUpCancelsWhatHasNotStarted() {
        Executor single = open(1);
        assertEquals(1, single.submit(() -> 1).result(), "a worker is there: the time is for the map");
        Gate gate = gate();
        Iterator<Integer> iterator = single.map(
                        x -> x == 1 ? gate.pass(x) : x, range(20), DEFAULTS.withTimeout(Duration.ofMillis(500)))
                .iterator();
        assertEquals(0, iterator.next());
        gate.awaitArrivals(1);
        String message =
                assertThrows(FutureTimeoutException.class, iterator::next).getMessage();
        assertTrue(message.contains("0.5s"), message);
        assertEquals(18, single.statistics().cancelled());
        assertFalse(iterator.hasNext(), "there are no more elements");
        assertThrows(NoSuchElementException.class, iterator::next);
        gate.open();
        close(single);
        assertEquals(3, single.statistics().succeeded(), "the running one went on");
    }

    @Test
    void theDeadlineOfAMapCountsFromTheCall() {
        Gate gate = gate();
        Duration limit = Duration.ofMillis(150);
        long call = System.nanoTime();
        Results<Integer> results = executor().map(x -> gate.pass(x), range(2), DEFAULTS.withTimeout(limit));
        letPass(call + limit.toNanos());
        long next = System.nanoTime();
        assertThrows(FutureTimeoutException.class, results.iterator()::next);
        assertTrue(System.nanoTime() - next < limit.toNanos(), "the deadline counted from the first next");
    }

    @Test
    void endedElementsAreHandedOutEvenAfterTheDeadline() {
        for (boolean ordered : new boolean[] {true, false}) {
            Gate gate = gate();
            Executor pool = open(2);
            MapOptions options = new MapOptions(1, 0, Duration.ofMillis(300), ordered);
            long call = System.nanoTime();
            Iterator<Integer> iterator =
                    pool.map(x -> x == 5 ? gate.pass(x) : x, range(6), options).iterator();
            await("five have ended", () -> pool.statistics().succeeded() == 5);
            letPass(call + 300_000_000);
            for (int i = 0; i < 5; i++) {
                iterator.next();
            }
            assertThrows(FutureTimeoutException.class, iterator::next);
            assertFalse(iterator.hasNext());
            gate.open();
        }
    }

    @Test
    void hugeTimesAreLikeNoLimit() {
        MapOptions options = DEFAULTS.withTimeout(Duration.ofSeconds(Long.MAX_VALUE));
        assertEquals(range(10), executor().map(SAME, range(10), options).toList());
    }

    @Test
    void aTimeOfZeroOrLessHandsOutWhatHasEnded() {
        Gate gate = gate();
        for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
            Results<Integer> results = executor().map(x -> gate.pass(x), range(3), DEFAULTS.withTimeout(none));
            assertThrows(FutureTimeoutException.class, results.iterator()::next);
        }
    }

    @Test
    void closeCancelsWhatHasNotStarted() {
        Executor single = open(1);
        Trail trail = trail();
        for (int chunk : new int[] {1, 4}) {
            Gate gate = gate();
            long before = single.statistics().cancelled();
            Results<Integer> results = single.map(
                    x -> {
                        trail.add(x);
                        return gate.pass(x);
                    },
                    range(12),
                    DEFAULTS.withChunkSize(chunk));
            gate.awaitArrivals(1);
            Iterator<Integer> iterator = results.iterator();
            results.close();
            results.close();
            assertFalse(iterator.hasNext());
            assertThrows(NoSuchElementException.class, iterator::next);
            assertEquals(11, single.statistics().cancelled() - before);
            assertEquals(1, single.statistics().running(), "the running one goes on");
            gate.open();
            await("the running one ends", () -> single.statistics().running() == 0);
        }
        assertEquals(List.of("0", "0"), trail.events());
    }

    @Test
    void closeFromAnotherThreadEndsAWaitForWhatHasNotStarted() throws Exception {
        Executor single = open(1);
        Gate gate = gate();
        occupy(single, gate);
        Results<Integer> results = single.map(SAME, range(5));
        FutureTask<NoSuchElementException> next =
                new FutureTask<>(() -> assertThrows(NoSuchElementException.class, results.iterator()::next));
        awaitBlocked(Thread.ofPlatform().start(next));
        results.close();
        next.get();
    }

    @Test
    void closeFromAnotherThreadEndsAWaitForWhatRuns() throws Exception {
        for (boolean ordered : new boolean[] {true, false}) {
            Gate gate = gate();
            MapOptions options = new MapOptions(1, 0, null, ordered);
            Results<Integer> results = open(1).map(x -> gate.pass(x), range(3), options);
            gate.awaitArrivals(1);
            FutureTask<NoSuchElementException> next =
                    new FutureTask<>(() -> assertThrows(NoSuchElementException.class, results.iterator()::next));
            awaitBlocked(Thread.ofPlatform().start(next));
            results.close();
            next.get();
            gate.open();
        }
    }

    @Test
    void anInterruptedNextCanBeRepeated() throws Exception {
        for (boolean ordered : new boolean[] {true, false}) {
            Gate gate = gate();
            MapOptions options = new MapOptions(1, 2, null, ordered);
            Iterator<Integer> iterator =
                    executor().map(x -> gate.pass(x), List.of(7, 7, 7), options).iterator();
            FutureTask<List<Integer>> consume = new FutureTask<>(() -> {
                assertThrows(WaitInterruptedException.class, iterator::next);
                assertTrue(Thread.interrupted(), "the flag is set again");
                List<Integer> all = new ArrayList<>();
                iterator.forEachRemaining(all::add);
                return all;
            });
            Thread consumer = Thread.ofPlatform().start(consume);
            awaitBlocked(consumer);
            consumer.interrupt();
            await("the interrupt was taken", () -> !consumer.isInterrupted());
            gate.open();
            assertEquals(List.of(7, 7, 7), consume.get());
        }
    }

    @Test
    void mapsSideBySideDoNotMix() {
        List<Iterator<Integer>> maps = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int base = i * 1000;
            maps.add(executor()
                    .map(x -> base + x, range(100), DEFAULTS.withBufferSize(3))
                    .iterator());
        }
        for (int x = 0; x < 100; x++) {
            for (int i = 0; i < 5; i++) {
                assertEquals(i * 1000 + x, maps.get(i).next());
            }
        }
    }

    @Test
    void cancelPendingFailsTheElementsThatItCancels() {
        Executor single = open(1);
        for (int chunk : new int[] {1, 10}) {
            Gate own = gate();
            Iterator<Integer> iterator = single.map(x -> own.pass(x), range(6), DEFAULTS.withChunkSize(chunk))
                    .iterator();
            own.awaitArrivals(1);
            assertEquals(5, single.cancelPending(), "chunks of " + chunk);
            own.open();
            assertEquals(0, iterator.next());
            for (int i = 1; i < 6; i++) {
                assertThrows(java.util.concurrent.CancellationException.class, iterator::next);
            }
            assertFalse(iterator.hasNext());
        }
    }
}
