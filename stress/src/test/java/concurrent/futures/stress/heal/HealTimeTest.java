package concurrent.futures.stress.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.stress.HealTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Measures a few deaths, without judging the figures: the machine may have other work.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HealTimeTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void itPrintsALineForEachKindOfPool() {
        assertEquals(0, run("--rounds", "2", "--limit", "100000"), this::printed);
        assertTrue(printed().contains("no spare worker:  min "), this::printed);
        assertTrue(printed().contains("one spare worker: min "), this::printed);
        assertTrue(printed().contains("the median without a spare worker is under 100000 ms"), this::printed);
    }

    @Test
    void itFailsWhenTheMedianIsNotUnderTheLimit() {
        assertEquals(1, run("--rounds", "1", "--limit", "1"), this::printed);
        assertTrue(printed().contains("is NOT under 1 ms"), this::printed);
    }

    @Test
    void percentilesAreDurationsThatWereMeasured() {
        Times times = new Times(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> Duration.ofMillis(11 - i))
                .toList());
        assertEquals("min 1, median 5, p90 9, max 10", times.toString());
        assertEquals("min 4, median 4, p90 4, max 4", new Times(List.of(Duration.ofMillis(4))).toString());
    }

    private int run(String... args) {
        return HealTime.run(new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8), args);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
