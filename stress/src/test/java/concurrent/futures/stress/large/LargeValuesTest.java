package concurrent.futures.stress.large;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.stress.LargeValues;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Values of moderate size, without judging the times.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LargeValuesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void allBytesArrive() {
        assertEquals(0, run("--mib", "64"), this::printed);
        assertTrue(printed().contains("64 MiB as an argument: "), this::printed);
        assertTrue(printed().contains("64 MiB as a result: "), this::printed);
    }

    @Test
    void noArrayIsAsLarge() {
        assertEquals(2, run("--mib", "2048"), this::printed);
        assertTrue(printed().contains("--mib must be from 1 to 2047, but is 2048"), this::printed);
    }

    private int run(String... args) {
        return LargeValues.run(new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8), args);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
