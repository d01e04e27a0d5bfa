package concurrent.futures.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.progress.PrintedLines.Stream;
import concurrent.futures.spi.ProgressRow;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;

    private final FakeTerminal terminal = new FakeTerminal(60, 10);
    private final TerminalProgress progress = new TerminalProgress(terminal, EnumSet.noneOf(Stream.class));

    @AfterEach
    void giveBack() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    private void printLine(String line) {
        progress.print(() -> terminal.out().println(line));
    }

    private List<String> beginnings() {
        return terminal.lines().stream().map(line -> line.split("  ", 2)[0]).toList();
    }

    @Test
    void rowsAreDrawnInThePlaceOfThoseBefore() {
        progress.show(List.of(Rows.open("resize", 1, 4), Rows.open("store", 0, 4)));
        progress.show(List.of(Rows.open("resize", 3, 4), Rows.open("store", 2, 4)));
        assertEquals(
                List.of(
                        "resize  [######...]   75%  3/4  2 running  0:03 left  0.3/s",
                        "store   [####.....]   50%  2/4  2 running  0:10 left  0.2/s"),
                terminal.lines());
    }

    @Test
    void whatIsOverStaysAboveWhatIsNot() {
        progress.show(List.of(Rows.open("resize", 1, 4), Rows.open("store", 0, 4)));
        progress.show(List.of(Rows.over("resize", 4), Rows.open("store", 2, 4)));
        progress.show(List.of(Rows.open("store", 3, 4)));
        progress.show(List.of(Rows.over("store", 4)));
        progress.close();
        assertEquals(
                List.of(
                        "resize  [####################]  100%  4/4  took 0:10  0.4/s",
                        "store  [#####################]  100%  4/4  took 0:10  0.4/s"),
                terminal.lines());
        assertTrue(terminal.isAtBeginning());
    }

    @Test
    void aRunThatIsOverAtOnceShowsNothing() {
        Duration soon = Duration.ofMillis(200);
        progress.show(List.of(Rows.row("quick", 1, 4, /* isOver= */ false, soon)));
        progress.show(List.of(Rows.row("quick", 4, 4, /* isOver= */ true, soon)));
        progress.close();
        assertEquals(List.of(), terminal.lines());
    }

    @Test
    void whatIsUnderWayAtTheEndStaysAndTheCursorGoesBelow() {
        progress.show(List.of(Rows.open("resize", 1, 4)));
        assertFalse(terminal.isAtBeginning());
        progress.close();
        assertTrue(terminal.isAtBeginning());
        assertEquals(List.of("resize"), beginnings());
    }

    @Test
    void afterACloseItIsDrawnBelow() {
        progress.show(List.of(Rows.over("first", 4)));
        progress.close();
        terminal.out().println("between");
        progress.show(List.of(Rows.open("second", 2, 4)));
        progress.close();
        assertEquals(List.of("first", "between", "second"), beginnings());
    }

    @Test
    void rowsFitTheTerminalThatBecomesNarrower() {
        List<ProgressRow> rows = List.of(Rows.open("resize", 1, 4), Rows.open("store", 0, 4));
        printLine("before");
        for (int width : new int[] {60, 40, 13, 7, 25, 80}) {
            progress.show(rows);
            terminal.resize(width);
            progress.show(rows);
            List<String> lines = terminal.lines();
            assertEquals(3, lines.size(), () -> width + ": " + lines);
            assertEquals("before", lines.getFirst());
            assertTrue(lines.stream().allMatch(line -> line.length() < width), () -> width + ": " + lines);
        }
    }

    @Test
    void rowsThatDoNotFitAreCounted() {
        List<ProgressRow> rows = IntStream.range(0, 30)
                .mapToObj(i -> Rows.open("name " + i, i, 30))
                .toList();
        progress.show(rows);
        progress.show(rows);
        assertEquals(9, terminal.lines().size());
        assertEquals("... and 22 more", terminal.lines().getLast());
    }

    @Test
    void whatIsPrintedGoesAbove() {
        progress.show(List.of(Rows.open("resize", 1, 4)));
        printLine("one line");
        assertEquals(List.of("one line"), terminal.lines(), "it gives way");
        printLine("another line");
        progress.show(List.of(Rows.open("resize", 2, 4)));
        assertEquals(List.of("one line", "another line", "resize"), beginnings());
    }

    @Test
    void whileSomebodyPrintsNothingIsDrawnAndNothingIsLost() {
        progress.show(List.of(Rows.open("resize", 1, 4)));
        progress.print(() -> {
            terminal.out().print("one ");
            progress.show(List.of(Rows.over("resize", 4), Rows.open("store", 2, 4)));
            terminal.out().println("line");
        });
        progress.show(List.of(Rows.open("store", 3, 4)));
        assertEquals(List.of("one line", "resize", "store"), beginnings());
    }

    @Test
    void whoeverFailsToPrintStopsNoDrawing() {
        Runnable failing = () -> {
            throw new IllegalStateException("as the test wants");
        };
        assertThrows(IllegalStateException.class, () -> progress.print(failing));
        progress.show(List.of(Rows.open("resize", 1, 4)));
        assertEquals(List.of("resize"), beginnings());
    }

    /// Has threads print lines while rows are drawn, and returns the lines.
    private List<String> printFromMany(Consumer<String> printer) throws Exception {
        int threads = 4;
        int each = 200;
        AtomicBoolean printed = new AtomicBoolean();
        FutureTask<Integer> drawing = new FutureTask<>(() -> {
            int shows = 0;
            for (; !printed.get() || shows < 50; shows++) {
                progress.show(List.of(Rows.open("resize", shows % 100, 100), Rows.open("store", shows % 7, 7)));
            }
            progress.show(List.of(Rows.over("resize", 100), Rows.over("store", 7)));
            progress.close();
            return shows;
        });
        Thread.ofPlatform().start(drawing);
        List<String> expected = new ArrayList<>();
        List<Thread> printers = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (int t = 0; t < threads; t++) {
            int thread = t;
            IntStream.range(0, each).forEach(i -> expected.add("thread " + thread + " line " + i));
            printers.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < each; i++) {
                    printer.accept("thread " + thread + " line " + i);
                }
            }));
        }
        start.countDown();
        for (Thread thread : printers) {
            thread.join();
        }
        printed.set(true);
        assertTrue(drawing.get() >= 50);
        return expected;
    }

    private void assertWhole(List<String> expected) {
        List<String> seen = terminal.lines();
        assertEquals(
                expected.stream().sorted().toList(),
                seen.stream().filter(line -> line.contains("thread")).sorted().toList());
        assertEquals(expected.size() + 2, seen.size());
        assertTrue(seen.get(seen.size() - 2).startsWith("resize  [#"), seen::toString);
        assertTrue(seen.getLast().startsWith("store   [#"), seen::toString);
    }

    @Test
    void linesOfManyThreadsAreNotTorn() throws Exception {
        assertWhole(printFromMany(this::printLine));
    }

    @Test
    void whatTheProgramPrintsMeanwhileIsNotTorn() throws Exception {
        System.setErr(terminal.out());
        System.setOut(new PrintStream(terminal, /* autoFlush= */ true));
        PrintStream out = System.out;
        TerminalProgress replacing = new TerminalProgress(terminal, EnumSet.allOf(Stream.class));
        replacing.show(List.of(Rows.open("resize", 1, 100)));
        PrintStream shown = System.out;
        assertTrue(shown != out, "it is replaced");
        List<String> expected = new ArrayList<>();
        AtomicBoolean printed = new AtomicBoolean();
        FutureTask<Integer> drawing = new FutureTask<>(() -> {
            int shows = 0;
            for (; !printed.get(); shows++) {
                replacing.show(List.of(Rows.open("resize", shows % 100, 100)));
            }
            return shows;
        });
        Thread.ofPlatform().start(drawing);
        List<Thread> printers = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int thread = t;
            IntStream.range(0, 100).forEach(i -> expected.add("thread " + thread + " line " + i));
            printers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 100; i++) {
                    String line = "thread " + thread + " line " + i;
                    if (thread % 2 == 0) {
                        System.out.println(line);
                    } else {
                        replacing.print(() -> System.err.println(line));
                    }
                }
            }));
        }
        for (Thread thread : printers) {
            thread.join();
        }
        printed.set(true);
        drawing.get();
        System.out.print("no end");
        replacing.show(List.of(Rows.over("resize", 100)));
        replacing.close();
        assertSame(out, System.out);
        assertSame(terminal.out(), System.err);
        shown.println(", and then one");
        assertEquals(
                expected.stream().sorted().toList(),
                terminal.lines().stream()
                        .filter(line -> line.contains("thread"))
                        .sorted()
                        .toList());
        assertEquals("no end, and then one", terminal.lines().getLast());
    }

    @Test
    void aStreamThatSomebodyElseHasReplacedIsLeft() {
        System.setErr(terminal.out());
        TerminalProgress replacing = new TerminalProgress(terminal, EnumSet.of(Stream.ERR));
        replacing.show(List.of(Rows.open("resize", 1, 100)));
        PrintStream another = new PrintStream(System.err, /* autoFlush= */ true);
        System.setErr(another);
        replacing.close();
        assertSame(another, System.err);
        System.err.println("passes");
        assertEquals("passes", terminal.lines().getLast());
    }

    @Test
    void aVeryLongLineDoesNotWaitForItsEnd() {
        System.setErr(terminal.out());
        TerminalProgress replacing = new TerminalProgress(terminal, EnumSet.of(Stream.ERR));
        replacing.show(List.of(Rows.open("resize", 1, 100)));
        System.err.print("x".repeat(10_000));
        assertEquals(10_000, String.join("", terminal.lines()).length());
        replacing.close();
    }

    @Test
    void theSizeIsWhatTheCommandSays() {
        assertEquals(new Terminal.Size(132, 43), StandardError.parse("43 132\n"));
        for (String answer : List.of("", "0 0\n", "1\n", "a b\n", "999999 9999999999\n")) {
            assertEquals(Terminal.Size.USUAL, StandardError.parse(answer));
        }
    }
}
