package concurrent.futures.stress.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.stress.Crowd;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A small crowd, without judging the times: the machine may have other work.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CrowdTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void allCountsAreRightOnEachKindOfExecutor() {
        assertEquals(0, run("--tasks", "10000"), this::printed);
        for (String kind : new String[] {"platform threads", "virtual threads", "processes"}) {
            assertTrue(printed().contains(kind + ", 10000 tasks that wait:"), this::printed);
        }
    }

    @Test
    void aCrowdHasAtLeastOneTask() {
        assertEquals(2, run("--tasks", "0"), this::printed);
        assertTrue(printed().contains("--tasks must be at least 1, but is 0"), this::printed);
    }

    private int run(String... args) {
        return Crowd.run(new PrintStream(printed, /* autoFlush= */ true, StandardCharsets.UTF_8), args);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
