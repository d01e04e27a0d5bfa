package concurrent.futures.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The demo with a dashboard: that it shows one, and comes to an end.
class LiveWorkTest {
    @Test
    void theDemoSaysWhereItsPageIsAndEndsAtEnter() {
        CommandRun run = CommandRun.withInput("\n", "demo", "--dashboard");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("The dashboard is at http://127.0.0.1:"), run.out());
        Matcher directory = Pattern.compile("^In (\\S+):").matcher(run.out());
        assertTrue(directory.find(), run.out());
        assertFalse(Files.exists(Path.of(directory.group(1))));
    }

    @Test
    void withATimeTheDemoGoesOnWhereNobodyCanPressEnter() {
        long start = System.nanoTime();
        CommandRun run = CommandRun.withInput("", "demo", "--dashboard", "--for", "2s");
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("Work goes on for 2 s"), run.out());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(Duration.ofSeconds(2)) >= 0, took::toString);
    }

    @Test
    void aTimeIsOnlyForTheDashboard() {
        CommandRun run = CommandRun.of("demo", "--for", "1s");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("only with --dashboard"), run.err());
    }
}
