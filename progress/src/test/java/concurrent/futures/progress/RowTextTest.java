package concurrent.futures.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.spi.ProgressRow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RowTextTest {
    private static final RowText BLOCKS = new RowText(/* isUnicode= */ true);
    private static final RowText ASCII = new RowText(/* isUnicode= */ false);

    private static final ProgressRow ALL =
            new ProgressRow("resize", 2590, 8, 2, 5, 4, 2.5, 5000, 40.1, Duration.ofSeconds(65), /* isOver= */ false);

    @Test
    void whereThereIsRoomAllIsShown() {
        assertEquals(
                "resize  ████████████████████░░░░░░░░░░░░░░░░░░░░"
                        + "   52%  2600/5000  8 failed  2 cancelled  5 retried  4 running  0:59 left  40/s",
                BLOCKS.of(ALL, 6, 150));
    }

    @Test
    void whereBlocksCanNotBeWrittenTheBarIsAscii() {
        assertEquals(
                "resize  [######.......]   52%  2600/5000  8 failed  2 cancelled  5 retried  4 running  0:59 left  40/s",
                ASCII.of(ALL, 6, 102));
    }

    @Test
    void theLessImportantGoesFirst() {
        assertEquals("resize   52%  2600/5000  8 failed  2 cancelled", BLOCKS.of(ALL, 6, 50));
        assertEquals("resize   52%  2600/5000", BLOCKS.of(ALL, 6, 30));
    }

    @Test
    void aNumberIsShownWholeOrNotAtAll() {
        assertEquals("resiz   52%  2600/5000", BLOCKS.of(ALL, 6, 22));
        assertEquals("resi   52%  2600/5000", BLOCKS.of(ALL, 6, 21));
        assertEquals("resize   52%", BLOCKS.of(ALL, 6, 20));
        assertEquals("resi   52%", BLOCKS.of(ALL, 6, 10));
        assertEquals("resize", BLOCKS.of(ALL, 6, 9));
        assertEquals("r", BLOCKS.of(ALL, 6, 1));
    }

    @Test
    void noWidthIsExceeded() {
        for (int width = 1; width < 200; width++) {
            String text = BLOCKS.of(ALL, 6, width);
            assertTrue(Columns.of(text) <= width, text);
        }
    }

    @Test
    void whereTheLengthIsNotKnownThereIsNoBar() {
        ProgressRow row =
                new ProgressRow("walk", 1234, 0, 0, 0, 8, 0, -1, 211.4, Duration.ofSeconds(3723), /* isOver= */ false);
        assertEquals("walk    1234 done  8 running  1:02:03  211/s", BLOCKS.of(row, 6, 80));
    }

    @Test
    void theEndTellsHowLongItTook() {
        ProgressRow row =
                new ProgressRow("walk", 3, 1, 0, 0, 1, 0, 4, 0.05, Duration.ofSeconds(80), /* isOver= */ true);
        assertEquals(
                "walk  ████████████████████████████████████████  100%  4/4  1 failed  took 1:20  3.0/min",
                BLOCKS.of(row, 4, 100));
    }

    @Test
    void aWholeIsShownOnlyWhenNothingIsMissing() {
        assertTrue(BLOCKS.of(Rows.open("a", 9999, 10_000), 1, 100).contains(" 99%"));
        assertTrue(BLOCKS.of(Rows.open("a", 0, 0), 1, 100).contains("100%"));
    }

    @Test
    void namesOfAnyCharactersKeepTheirColumns() {
        String wide = BLOCKS.of(Rows.over("画像", 3), 8, 60);
        assertEquals(Columns.of(BLOCKS.of(Rows.over("resize", 3), 8, 60)), Columns.of(wide), wide);
        assertTrue(wide.startsWith("画像      █"), wide);
        assertTrue(BLOCKS.of(Rows.over("画像", 3), 3, 60).startsWith("画   █"));
        assertTrue(BLOCKS.of(Rows.over("a\nb\033[2J", 3), 8, 60).startsWith("a?b?[2J   █"));
    }
}
