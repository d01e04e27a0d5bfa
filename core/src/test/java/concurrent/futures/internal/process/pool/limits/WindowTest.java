package concurrent.futures.internal.process.pool.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final int MANY = 100;

    private final Window window = new Window();

    private void ran(long micros) {
        window.ran(TimeUnit.MICROSECONDS.toNanos(micros), MANY);
    }

    @Test
    void theShorterTasksAreTheMoreAreSentAhead() {
        assertEquals(2, window.size());
        ran(100);
        assertEquals(10, window.size(), 1);
        ran(10);
        assertEquals(100, window.size(), 1);
        ran(0);
        assertEquals(1024, window.size());
    }

    @Test
    void aLongTaskCountsAtOnce() {
        ran(10);
        window.ran(TimeUnit.MILLISECONDS.toNanos(5));
        assertEquals(2, window.size());
    }

    @Test
    void answersOfShortTasksGatherForLessThanTheWorkerHasToDo() {
        ran(10);
        long rest = window.restNanos(60);
        assertTrue(rest > 0);
        assertTrue(60 * window.taskNanos() >= 2 * rest);
        assertEquals(rest, window.restNanos((int) (2 * rest / window.taskNanos()) + 1));
    }

    @Test
    void nobodyWaitsForAnswersOfAWorkerThatWillSoonBeWithoutWork() {
        ran(10);
        assertEquals(0, window.restNanos(0));
        assertEquals(0, window.restNanos(1));
        assertEquals(0, window.restNanos(20));
    }

    /// One in twenty takes long, and the others do not: what the worker has to do is overestimated.
    @Test
    void aRestAfterWhichTheWorkerHasNothingToDoIsNotRepeatedSoon() {
        ran(90);
        int inVain = 0;
        for (int i = 0; i < 2_000; i++) {
            if (window.restNanos(11) > 0) {
                inVain++;
                window.ranDry();
            }
        }
        assertTrue(inVain < 10, "rests in vain: " + inVain);
    }

    @Test
    void afterSomeGoodRestsAMistakeIsForgotten() {
        ran(10);
        for (int i = 0; i < 5; i++) {
            assertTrue(window.restNanos(100) > 0);
            window.ranDry();
            for (int j = 0; j < 8; j++) {
                assertEquals(0, window.restNanos(100));
            }
            for (int j = 0; j < 3; j++) {
                assertTrue(window.restNanos(100) > 0);
            }
            assertEquals(0, window.restNanos(1));
        }
    }

    @Test
    void aWorkerMayRunDryAtTheEndOfItsWork() {
        ran(10);
        assertTrue(window.restNanos(100) > 0);
        assertEquals(0, window.restNanos(30));
        window.ranDry();
        assertTrue(window.restNanos(100) > 0);
    }

    @Test
    void answersOfLongTasksDoNotGather() {
        ran(1_000);
        assertEquals(0, window.restNanos(1024));
        assertEquals(0, new Window().restNanos(1024));
    }
}
