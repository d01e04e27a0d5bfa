package concurrent.futures.benchmarks.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.benchmarks.measure.Figures;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is reached, and what can not be judged.
class TargetTest {
    private final Results results = new Results();

    @Test
    void aMultipleOfAnotherNumber() {
        add("a/rate", 50);
        add("python:a/executor", 10);
        Row row = Row.row("a", Unit.RATE, "a/rate", "A")
                .atLeast(5, "python:a/executor", "CPython")
                .atLeast(5.1, "python:a/executor", "CPython")
                .atMost(5, "python:a/executor", "CPython");
        assertEquals(5, verdict(row, 0).measured());
        assertTrue(verdict(row, 0).isReached());
        assertFalse(verdict(row, 1).isReached());
        assertTrue(verdict(row, 2).isReached());
    }

    @Test
    void aNumberAsItIs() {
        add("a/time", 0.02);
        Row row = Row.row("a", Unit.TIME, "a/time", "A").atMost(0.01, "10 ms");
        assertFalse(verdict(row, 0).isReached());
        assertEquals(0.02, verdict(row, 0).measured());
    }

    @Test
    void theInverseOfARate() {
        add("a/rate", 4);
        assertEquals(Optional.of(0.25), results.median(Source.of("1 / a/rate")));
        assertEquals("1 / a/rate", Source.of("1 / a/rate").toString());
    }

    @Test
    void whatIsMissingCanNotBeJudged() {
        add("a/rate", 50);
        Row row = Row.row("a", Unit.RATE, "a/rate", "A").atLeast(5, "python:a/executor", "CPython");
        assertEquals(Optional.empty(), row.targets().getFirst().judge(row, results));
        results.miss(Source.of("python:a/executor").program(), "no python3");
        assertEquals("no python3", results.why(Source.of("python:a/executor")));
        assertEquals("failed", results.why(Source.of("b/rate")));
    }

    @Test
    void theMedianOfTheRoundsAndTheBestOfPython() {
        for (int value : new int[] {3, 1, 2}) {
            add("python:a/executor", value);
            add("python:a-chunked/pool", 10 * value);
        }
        Row rate = Row.row("a", Unit.RATE, "a/rate", "A").python("python:a/executor", "python:a-chunked/pool");
        Row time = Row.row("a", Unit.TIME, "a/rate", "A").python("python:a/executor", "python:a-chunked/pool");
        assertEquals(Optional.of(20.0), results.bestPython(rate));
        assertEquals(Optional.of(2.0), results.bestPython(time));
    }

    @Test
    void aSourceIsAProgramAndAFigure() {
        assertEquals("python:a/b", Source.of("python:a/b").toString());
        assertThrows(IllegalArgumentException.class, () -> Source.of("a"));
        assertThrows(IllegalArgumentException.class, () -> Source.of("python:/b"));
        assertThrows(IllegalArgumentException.class, () -> Source.of("a/"));
    }

    private void add(String source, double value) {
        Source of = Source.of(source);
        results.add(of.program(), Figures.of(of.figure(), value));
    }

    private Target.Verdict verdict(Row row, int target) {
        return row.targets().get(target).judge(row, results).orElseThrow();
    }
}
