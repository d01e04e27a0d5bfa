package concurrent.futures.benchmarks.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Numbers as people read them.
class UnitTest {
    @ParameterizedTest
    @CsvSource({
        "RATE, 8123456, 8.12 M/s",
        "RATE, 950, 950 /s",
        "RATE, 12345, 12.3 k/s",
        "BANDWIDTH, 4.5e9, 4.50 GB/s",
        "SPEED_UP, 1.9371, 1.94×",
        "TIME, 1.25e-7, 125 ns",
        "TIME, 0.0000135, 13.5 µs",
        "TIME, 0.0452, 45.2 ms",
        "TIME, 2.5, 2.50 s",
        "MEMORY, 57, 57.0 B",
        "MEMORY, 46000000, 46.0 MB",
        "CPU, 0.00123, 0.00123",
        "CPU, 0, 0.00",
    })
    void threeDigitsAndAUnit(Unit unit, double value, String text) {
        assertEquals(text, unit.format(value));
    }

    @Test
    void moreOfARateAndLessOfATimeIsBetter() {
        assertEquals(4, Unit.RATE.timesAsGood(8, 2));
        assertEquals(0.25, Unit.TIME.timesAsGood(8, 2));
    }
}
