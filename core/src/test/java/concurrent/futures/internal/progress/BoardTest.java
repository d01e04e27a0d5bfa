package concurrent.futures.internal.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.Futures;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.kit.SeenProgress;
import concurrent.futures.spi.ProgressRow;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.Screen;
import concurrent.futures.spi.TaskControl;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is not the same for every executor: the screen that all share.
@ExtendWith(NothingLeftBehind.class)
class BoardTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SeenProgress.Seen seen = SeenProgress.begin(PATIENCE);

    @AfterEach
    void seeNoMore() {
        seen.close();
        System.clearProperty(Board.PROPERTY);
    }

    @Test
    void allThatIsUnderWayIsShownTogether() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(4)) {
            Future<Integer> first = executor.submit(waitingAt(gate));
            Future<Integer> second = executor.submit(waitingAt(gate));
            Iterable<?> one = Futures.progress(List.of(first), "first");
            Iterable<?> other = Futures.progress(List.of(second), "second");
            seen.await("first", row -> row.name().equals("first") && row.running() == 1);
            seen.await("second", row -> row.name().equals("second") && row.running() == 1);
            assertNotSame(one, other);
            gate.countDown();
        }
        seen.await("the end", row -> row.name().equals("first") && row.isOver());
        seen.await("the end", row -> row.name().equals("second") && row.isOver());
        assertEquals(2, seen.over().size(), "each end is shown once");
    }

    private static Callable<Integer> waitingAt(CountDownLatch gate) {
        return () -> {
            gate.await();
            return 1;
        };
    }

    @Test
    void whatIsTurnedOffIsNotShown() {
        System.setProperty(Board.PROPERTY, "off");
        try (Executor executor = new ThreadPoolExecutor(1)) {
            List<Future<Integer>> futures = List.of(executor.submit(() -> 1));
            for (Future<Integer> future : Futures.progress(futures)) {
                assertEquals(1, future.result());
            }
            assertEquals(
                    List.of(2),
                    executor.map(x -> x + 1, List.of(1)).withProgress("off").toList());
        }
        assertEquals(List.of(), seen.rows());
    }

    @Test
    void manyNamesShareARow() {
        List<Future<Integer>> futures = new ArrayList<>();
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(2)) {
            for (int i = 0; i < 100; i++) {
                Executor named = executor.with(TaskOptions.defaults().withName("name " + i));
                futures.add(named.submit(waitingAt(gate)));
            }
            Iterable<Future<Integer>> ends = Futures.progress(futures);
            gate.countDown();
            ends.forEach(end -> assertTrue(end.isDone()));
        }
        List<ProgressRow> over = seen.over();
        assertEquals(31, over.size());
        assertEquals("others", over.getLast().name());
        assertEquals(100, over.stream().mapToLong(ProgressRow::done).sum());
    }

    @Test
    void whatHasEndedBeforeBelongsToTheOnlyName() {
        CountDownLatch gate = new CountDownLatch(1);
        try (Executor executor = new ThreadPoolExecutor(1)) {
            Future<Integer> ended = executor.submit(() -> 1);
            ended.result();
            Future<Integer> open =
                    executor.with(TaskOptions.defaults().withName("named")).submit(waitingAt(gate));
            Iterable<Future<Integer>> ends = Futures.progress(List.of(ended, open));
            gate.countDown();
            ends.forEach(end -> assertEquals(1, end.result()));
        }
        List<ProgressRow> over = seen.over();
        assertEquals(List.of("named"), over.stream().map(ProgressRow::name).toList());
        assertEquals(2, over.getFirst().total());
        assertEquals(2, over.getFirst().succeeded());
    }

    @Test
    void manyFuturesThatComeAndGoAreNotKept() {
        Undertaking undertaking = new Undertaking("many", -1);
        for (int i = 0; i < 100_000; i++) {
            Promise<Integer> promise = Promise.create(new TaskControl() {});
            undertaking.add(promise.future());
            promise.trySucceed(i);
        }
        assertTrue(undertaking.followed() <= 2100, () -> undertaking.followed() + " are kept");
        undertaking.complete();
        assertTrue(undertaking.isOver());
        assertEquals(100_000, undertaking.look(/* isOver= */ true).getFirst().succeeded());
    }

    @Test
    void foreignFuturesAreShownToo() {
        Promise<Integer> own = Promise.create(new TaskControl() {});
        Iterable<Future<Integer>> ends = Futures.progress(List.of(own.future()));
        seen.await("one that waits", row -> row.name().equals("tasks") && row.running() == 0);
        own.tryStart();
        seen.await("one that runs", row -> row.running() == 1);
        own.progressed(1, 4);
        seen.await("a quarter", row -> row.fraction() == 0.25);
        own.retried();
        seen.await("a second attempt", row -> row.retried() == 1 && row.portion() == 0);
        own.trySucceed(1);
        ends.forEach(end -> assertEquals(1, end.result()));
    }

    @Test
    void whereNobodyDrawsLinesAreWrittenAndNoneInAShortRun() {
        seen.close();
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, /* autoFlush= */ true, UTF_8));
        try (Executor executor = new ThreadPoolExecutor(1)) {
            assertEquals(
                    List.of(1),
                    executor.map(x -> x, List.of(1)).withProgress("short").toList());
        } finally {
            System.setErr(before);
        }
        assertEquals("", written.toString(UTF_8));
    }

    @Test
    void whatWorkersPrintGoesByTheDisplay() {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, /* autoFlush= */ true, UTF_8));
        Promise<Integer> open = Promise.create(new TaskControl() {});
        Iterable<?> shown = Futures.progress(List.of(open.future()), "open");
        seen.await("a row", row -> row.name().equals("open"));
        try (Executor executor = new ProcessPoolExecutor(1)) {
            for (int i = 0; i < 3; i++) {
                int number = i;
                executor.submit(() -> IO.println("line " + number));
            }
        } finally {
            System.setOut(before);
            open.trySucceed(1);
        }
        assertNotSame(null, shown);
        assertEquals(3, written.toString(UTF_8).lines().count(), written::toString);
        assertEquals(3, seen.prints());
    }

    @Test
    void aDisplayThatFailsEndsTheShowAndNotTheWork() {
        seen.failWith(new IllegalStateException("this display always fails, and the test knows it"));
        try (Executor executor = new ThreadPoolExecutor(1)) {
            List<Integer> input = List.of(1, 2, 3);
            assertEquals(
                    input, executor.map(x -> x, input).withProgress("fails").toList());
            seen.failWith(null);
            assertEquals(
                    input, executor.map(x -> x, input).withProgress("works").toList());
        }
        assertEquals(
                List.of("works"), seen.over().stream().map(ProgressRow::name).toList());
    }

    @Test
    void whereNothingIsShownPrintingIsPlain() {
        AtomicInteger runs = new AtomicInteger();
        Screen.print(runs::incrementAndGet);
        assertEquals(1, runs.get());
    }
}
