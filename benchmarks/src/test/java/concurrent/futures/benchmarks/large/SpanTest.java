package concurrent.futures.benchmarks.large;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What is reckoned from where and when tasks ran.
class SpanTest {
    private static final int SECOND = 1_000_000_000;

    @Test
    void theIdealIsThatOfTheNextTaskForWhoeverIsFree() {
        assertEquals(6, Span.idealSeconds(List.of(seconds(0, 3), seconds(1, 1), seconds(2, 1), seconds(3, 4)), 2));
    }

    @Test
    void theIdealGoesByTheNumbersOfTheTasks() {
        assertEquals(6, Span.idealSeconds(List.of(seconds(3, 4), seconds(2, 1), seconds(1, 1), seconds(0, 3)), 2));
    }

    @Test
    void aGapIsBetweenTwoTasksOfAWorker() {
        assertEquals(2, Span.longestGap(List.of(span(1, 0, 1), span(2, 0, 5), span(1, 3, 4), span(1, 5, 6))));
    }

    @Test
    void aWorkerThatBeginsLateOrEndsEarlyHadAGap() {
        assertEquals(3, Span.longestGap(List.of(span(1, 0, 2), span(2, 3, 4), span(1, 2, 5))));
        assertEquals(4, Span.longestGap(List.of(span(1, 0, 2), span(2, 0, 1), span(1, 2, 5), span(1, 5, 9))));
    }

    @Test
    void whoEndsWhenNothingIsLeftToBeginHadNone() {
        assertEquals(0, Span.longestGap(List.of(span(1, 0, 9), span(2, 0, 1))));
    }

    private static Span seconds(int number, int seconds) {
        return new Span(number, 0, SECOND, (seconds + 1L) * SECOND);
    }

    private static Span span(long worker, long begin, long end) {
        return new Span(0, worker, begin * SECOND, end * SECOND);
    }
}
