package concurrent.futures.internal.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.spi.ProgressRow;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PlainLines lines = new PlainLines(new PrintStream(written, /* autoFlush= */ true, UTF_8));

    private static ProgressRow row(long done, long seconds, boolean isOver) {
        Duration elapsed = Duration.ofSeconds(seconds);
        return new ProgressRow("resize", done, 2, 1, 3, 4, 0, 5003, 40.1, elapsed, isOver);
    }

    private List<String> written() {
        return written.toString(UTF_8).lines().toList();
    }

    @Test
    void aLineTellsAllThatIsKnown() {
        assertEquals(
                "resize: 1003 of 5003 done, 2 failed, 1 cancelled, 3 retried, 4 running, 40/s, 1m39s left",
                PlainLines.line(row(1000, 20, /* isOver= */ false)));
        assertEquals(
                "resize: 5003 of 5003 done, 2 failed, 1 cancelled, 3 retried, 40/s, took 2m5s",
                PlainLines.line(row(5000, 125, /* isOver= */ true)));
        assertEquals(
                "walk: 7 done, 0.5/s",
                PlainLines.line(new ProgressRow(
                        "walk", 7, 0, 0, 0, 0, 0, -1, 0.5, Duration.ofSeconds(14), /* isOver= */ false)));
    }

    @Test
    void aNameNeitherEndsTheLineNorReachesTheTerminal() {
        assertEquals(
                "a?b?[2J?: 7 done",
                PlainLines.line(new ProgressRow(
                        "a\nb\033[2J\r", 7, 0, 0, 0, 0, 0, -1, 0, Duration.ofSeconds(14), /* isOver= */ false)));
        assertTrue(PlainLines.line(new ProgressRow(
                                "x".repeat(1_000_000), 7, 0, 0, 0, 0, 0, -1, 0, Duration.ofSeconds(14), false))
                        .length()
                < 300);
    }

    @Test
    void aShortRunSaysNothing() {
        lines.show(List.of(row(1, 0, /* isOver= */ false)));
        lines.show(List.of(row(5, 14, /* isOver= */ false)));
        lines.show(List.of(row(5, 14, /* isOver= */ true)));
        assertEquals(List.of(), written());
    }

    @Test
    void theLongerItTakesTheLessOftenIsItTold() {
        int total = 0;
        for (int seconds = 0; seconds < 3600; seconds++) {
            lines.show(List.of(row(seconds, seconds, /* isOver= */ false)));
            if (seconds == 60) {
                total = written().size();
                assertEquals(4, total);
            }
        }
        assertTrue(written().size() < 40, () -> written().size() + " lines in an hour");
        lines.show(List.of(row(5000, 3600, /* isOver= */ true)));
        assertTrue(written().getLast().endsWith("took 1h"), written()::getLast);
    }

    @Test
    void anEndBetweenTwoLinesIsTold() {
        lines.show(List.of(row(1, 15, /* isOver= */ false)));
        lines.show(List.of(row(5, 16, /* isOver= */ true), row(1, 16, /* isOver= */ false)));
        assertEquals(2, written().size());
        lines.close();
        lines.show(List.of(row(1, 14, /* isOver= */ false)));
        lines.show(List.of(row(1, 15, /* isOver= */ false)));
        assertEquals(3, written().size());
    }
}
