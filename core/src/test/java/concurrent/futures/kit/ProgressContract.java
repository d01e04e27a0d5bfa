package concurrent.futures.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.Futures;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.TaskContext;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.spi.ProgressRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is shown of work under way; and that to show it changes nothing.
@ExtendWith(NothingLeftBehind.class)
public abstract class ProgressContract extends Contract {
    private static final TaskOptions DEFAULTS = TaskOptions.defaults();
    private static final TaskFunction<Integer, Integer> SAME = x -> x;

    private SeenProgress.Seen seen;

    /// For subclasses.
    protected ProgressContract() {}

    @BeforeEach
    void see() {
        seen = SeenProgress.begin(kind().patience());
    }

    @AfterEach
    void seeNoMore() {
        seen.close();
    }

    private static List<Integer> range(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    /// An input whose length nobody knows.
    private static Iterable<Integer> lazily(int end) {
        return () -> range(end).iterator();
    }

    private static Iterable<Integer> endless(AtomicInteger read) {
        return () ->
                Stream.iterate(0, x -> x + 1).peek(x -> read.incrementAndGet()).iterator();
    }

    private static <T> List<T> list(Iterable<T> all) {
        List<T> list = new ArrayList<>();
        all.forEach(list::add);
        return list;
    }

    private ProgressRow onlyRow() {
        List<ProgressRow> over = seen.over();
        assertEquals(1, over.size(), over::toString);
        return over.getFirst();
    }

    @Test
    void futuresAreShownByNameAndStayShownAtTheEnd() {
        Gate gate = gate();
        Executor single = open(1);
        Executor scale = single.with(DEFAULTS.withName("scale"));
        Executor store = single.with(DEFAULTS.withName("store"));
        List<Future<Integer>> futures = new ArrayList<>();
        futures.add(scale.submit(() -> gate.pass(1)));
        futures.add(scale.submit(() -> Integer.parseInt("none")));
        futures.add(store.submit(() -> 2));
        futures.add(store.submit(() -> 3));
        Future<Integer> unnamed = single.submit(() -> 4);
        futures.add(unnamed);
        futures.add(unnamed);
        gate.awaitArrivals(1);
        assertTrue(futures.get(3).cancel());
        Iterable<Future<Integer>> ends = Futures.progress(futures);
        ProgressRow running = seen.await("a running task", row -> row.running() == 1);
        assertEquals("scale", running.name());
        assertEquals(2, running.total());
        gate.open();
        assertEquals(5, list(ends).size(), "duplicates count once");
        List<ProgressRow> over = seen.over();
        Set<String> names = new HashSet<>();
        for (ProgressRow row : over) {
            names.add(row.name());
            assertEquals(row.total(), row.done(), row::toString);
            assertEquals(0, row.running());
        }
        assertTrue(names.containsAll(Set.of("scale", "store")), over::toString);
        assertTrue(names.stream().anyMatch(name -> name.startsWith("ProgressContract")), over::toString);
        assertEquals(5, over.stream().mapToLong(ProgressRow::total).sum());
        assertEquals(1, over.stream().mapToLong(ProgressRow::failed).sum());
        assertEquals(1, over.stream().mapToLong(ProgressRow::cancelled).sum());
        assertEquals(3, over.stream().mapToLong(ProgressRow::succeeded).sum());
        assertEquals(1, seen.closes());
    }

    @Test
    void futuresAreYieldedAsTheyEnd() {
        Gate gate = gate();
        Future<Integer> slow = executor().submit(() -> gate.pass(1));
        Future<Integer> quick = executor().submit(() -> 2);
        Iterator<Future<Integer>> ends =
                Futures.progress(List.of(slow, quick), "both").iterator();
        assertSame(quick, ends.next());
        seen.await("one of two", row -> row.name().equals("both") && row.done() == 1 && row.total() == 2);
        gate.open();
        assertSame(slow, ends.next());
        assertFalse(ends.hasNext());
        assertEquals(2, onlyRow().succeeded());
    }

    @Test
    void whoeverDoesNotIterateSeesTheSame() {
        List<Future<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            futures.add(executor().submit(() -> number));
        }
        Iterable<?> unused = Futures.progress(futures, "all");
        ProgressRow end = seen.await("the end", ProgressRow::isOver);
        assertEquals(50, end.succeeded());
        assertTrue(unused != null);
    }

    @Test
    void noFuturesAreDone() {
        assertEquals(List.of(), list(Futures.progress(List.<Future<Integer>>of(), "nothing")));
        assertEquals(1, onlyRow().fraction());
    }

    @Test
    void aNameThatCanNotBeSeenIsRefused() {
        List<Future<Integer>> none = List.of();
        for (String bad : List.of("", "  ")) {
            try (Results<Integer> results = executor().map(SAME, range(1))) {
                for (IllegalArgumentException e : List.of(
                        assertThrows(IllegalArgumentException.class, () -> Futures.progress(none, bad)),
                        assertThrows(IllegalArgumentException.class, () -> results.withProgress(bad)),
                        assertThrows(IllegalArgumentException.class, () -> results.withProgress(bad, 1)))) {
                    assertTrue(e.getMessage().contains("'" + bad + "': say what is done"), e::getMessage);
                }
                assertEquals(range(1), results.toList());
            }
        }
    }

    @Test
    void aMapShowsHowFarItHasCome() {
        Gate gate = gate();
        Results<Integer> results =
                executor().map(x -> x == 7 ? gate.pass(x) : x, range(20)).withProgress("twenty");
        gate.awaitArrivals(1);
        ProgressRow row = seen.await("nineteen of twenty", r -> r.done() == 19 && r.running() == 1);
        assertEquals(20, row.total());
        assertEquals(0.95, row.fraction(), 1e-9);
        gate.open();
        assertEquals(range(20), results.toList());
        ProgressRow end = onlyRow();
        assertEquals("twenty", end.name());
        assertEquals(20, end.succeeded());
        assertTrue(end.rate() > 0);
    }

    @Test
    void howLongAnInputIsIsShownOnceItHasEnded() {
        Gate gate = gate();
        Iterator<Integer> results = executor()
                .map(x -> gate.pass(x), lazily(6), MapOptions.defaults().withBufferSize(2))
                .withProgress("lazy")
                .iterator();
        gate.awaitArrivals(2);
        ProgressRow row = seen.await("two that run", r -> r.running() == 2);
        assertEquals(-1, row.total());
        assertEquals(-1, row.fraction());
        assertEquals(null, row.remaining());
        gate.open();
        for (int i = 0; i < 6; i++) {
            assertEquals(i, results.next());
        }
        assertFalse(results.hasNext());
        assertEquals(6, onlyRow().total());
        assertEquals(6, onlyRow().done());
    }

    @Test
    void whoeverKnowsTheLengthMaySayIt() {
        Results<Integer> results = executor()
                .map(SAME, lazily(6), MapOptions.defaults().withBufferSize(2))
                .withProgress("six", 6);
        seen.await("the length", row -> row.total() == 6);
        assertEquals(range(6), results.toList());
    }

    @Test
    void nothingMoreIsReadAhead() {
        for (int buffer : new int[] {1, 5}) {
            for (int chunk : new int[] {1, 3}) {
                AtomicInteger read = new AtomicInteger();
                MapOptions options = new MapOptions(chunk, buffer, null, /* ordered= */ true);
                try (Results<Integer> results =
                        executor().map(SAME, endless(read), options).withProgress("endless")) {
                    int before = read.get();
                    assertTrue(before <= buffer);
                    Iterator<Integer> iterator = results.iterator();
                    assertEquals(before, read.get());
                    for (int taken = 0; taken < 30; taken++) {
                        assertEquals(taken, iterator.next());
                        int ahead = read.get() - taken - 1;
                        assertTrue(ahead <= buffer, "read ahead: " + ahead);
                    }
                }
            }
        }
    }

    @Test
    void aFailingElementIsCountedAndTheOthersGoOn() {
        for (boolean ordered : new boolean[] {true, false}) {
            MapOptions options = new MapOptions(1, 0, null, ordered);
            Iterator<Integer> results = executor()
                    .map(x -> 12 / (x % 4), range(12), options)
                    .withProgress("ordered " + ordered)
                    .iterator();
            int failed = 0;
            while (results.hasNext()) {
                try {
                    results.next();
                } catch (ArithmeticException e) {
                    failed++;
                }
            }
            assertEquals(3, failed);
        }
        assertEquals(
                List.of(3L, 3L), seen.over().stream().map(ProgressRow::failed).toList());
        assertEquals(
                List.of(9L, 9L),
                seen.over().stream().map(ProgressRow::succeeded).toList());
    }

    @Test
    void closingHalfWayEndsIt() {
        Gate gate = gate();
        Executor single = open(1);
        try (Results<Integer> results =
                single.map(x -> x == 1 ? gate.pass(x) : x, range(10)).withProgress("half")) {
            assertEquals(0, results.iterator().next());
            gate.awaitArrivals(1);
            seen.await("one that runs", row -> row.running() == 1 && row.done() == 1);
        }
        ProgressRow end = seen.await("the end", ProgressRow::isOver);
        assertEquals(10, end.total());
        assertEquals(8, end.cancelled());
        assertEquals(1, end.running(), "it goes on, and nobody waits for it");
    }

    @Test
    void aMapWhoseTimeIsUpIsOver() {
        Gate gate = gate();
        MapOptions options = MapOptions.defaults().withTimeout(Duration.ofMillis(300));
        Iterator<Integer> results = executor()
                .map(x -> gate.pass(x), range(5), options)
                .withProgress("late")
                .iterator();
        assertThrows(FutureTimeoutException.class, results::next);
        assertFalse(results.hasNext());
        assertEquals(0, onlyRow().succeeded());
    }

    @Test
    void aConsumerThatIsInterruptedGoesOn() throws Exception {
        Gate gate = gate();
        Iterator<Integer> results = executor()
                .map(x -> gate.pass(x), range(3))
                .withProgress("interrupted")
                .iterator();
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<List<Integer>> consumer = new FutureTask<>(() -> {
            begun.countDown();
            assertThrows(WaitInterruptedException.class, results::next);
            assertTrue(Thread.interrupted());
            gate.open();
            List<Integer> all = new ArrayList<>();
            results.forEachRemaining(all::add);
            return all;
        });
        Thread thread = Thread.ofPlatform().start(consumer);
        begun.await();
        gate.awaitArrivals(2);
        thread.interrupt();
        assertEquals(range(3), consumer.get());
        assertEquals(3, onlyRow().succeeded());
    }

    @Test
    void whoeverIsInterruptedAtTheEndStaysInterrupted() {
        Iterator<Integer> results =
                executor().map(SAME, range(3)).withProgress("interrupted").iterator();
        for (int i = 0; i < 3; i++) {
            results.next();
        }
        Thread.currentThread().interrupt();
        assertFalse(results.hasNext());
        assertTrue(Thread.interrupted());
        seen.await("the end", ProgressRow::isOver);
    }

    @Test
    void furtherAttemptsAreShown() {
        Gate before = gate();
        Gate never = gate();
        Executor single = open(1);
        occupy(single, before);
        Future<Integer> future = single.with(
                        DEFAULTS.withTimeout(Duration.ofMillis(100)).withRetries(2))
                .submit(() -> never.pass(1));
        Iterable<Future<Integer>> ends = Futures.progress(List.of(future), "thrice");
        before.open();
        assertEquals(1, list(ends).size());
        assertEquals(2, onlyRow().retried());
        assertEquals(1, onlyRow().failed());
    }

    @Test
    void whatATaskReportsIsShown() {
        Gate begin = gate();
        Gate end = gate();
        Future<Boolean> future = executor().submit(() -> {
            begin.pass();
            TaskContext.current().progress(3, 4);
            return end.pass();
        });
        Iterable<Future<Boolean>> ends = Futures.progress(List.of(future), "part");
        begin.open();
        end.awaitArrivals(1);
        ProgressRow row = seen.await("three quarters", r -> r.portion() == 0.75);
        assertEquals(0.75, row.fraction(), 1e-9);
        end.open();
        list(ends);
        assertEquals(1, onlyRow().fraction());
    }

    @Test
    void aFutureThatHasEndedIsNotKept() {
        Gate slow = gate();
        Gate gone = gate();
        Future<Boolean> running = executor().submit(() -> slow.pass());
        Iterator<Future<Boolean>> ends = begin(running, gone);
        gone.awaitArrivals(1);
        slow.open();
        assertSame(running, ends.next());
        assertFalse(ends.hasNext());
    }

    /// In a method of its own, so that no frame keeps the future.
    private Iterator<Future<Boolean>> begin(Future<Boolean> running, Gate gone) {
        Future<Boolean> quick = executor().submit(() -> true);
        Iterator<Future<Boolean>> ends =
                Futures.progress(List.of(running, quick), "kept").iterator();
        assertSame(quick, ends.next());
        Residue.watch(quick, gone);
        return ends;
    }

    @Test
    void aMapThatIsDroppedIsShownNoMore() {
        drop();
        await("the end is shown", () -> {
            System.gc();
            return !seen.over().isEmpty();
        });
        assertEquals("dropped", onlyRow().name());
    }

    private void drop() {
        AtomicInteger read = new AtomicInteger();
        Iterator<Integer> results = executor()
                .map(SAME, endless(read), MapOptions.defaults().withBufferSize(2))
                .withProgress("dropped")
                .iterator();
        assertEquals(0, results.next());
    }

    @Test
    void progressIsAskedForBeforeTheResultsAndOnce() {
        Results<Integer> results = executor().map(SAME, range(3)).withProgress("once");
        assertThrows(IllegalStateException.class, () -> results.withProgress("twice"));
        assertEquals(range(3), results.toList());
        Results<Integer> taken = executor().map(SAME, range(3));
        assertEquals(range(3), taken.toList());
        assertThrows(IllegalStateException.class, () -> taken.withProgress("late"));
        assertThrows(
                NullPointerException.class, () -> executor().map(SAME, range(1)).withProgress(null));
    }

    @Test
    void resultsThatWereClosedBeforeAreOver() {
        Results<Integer> results = executor().map(SAME, range(3));
        results.close();
        assertEquals(List.of(), results.withProgress("closed").toList());
        assertTrue(onlyRow().isOver());
    }
}
