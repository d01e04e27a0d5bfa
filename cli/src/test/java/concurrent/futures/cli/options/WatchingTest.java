package concurrent.futures.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are watched.
class WatchingTest {
    @TempDir
    private Path folder;

    private String file() throws Exception {
        return Files.writeString(folder.resolve("a.txt"), "a\n").toString();
    }

    @Test
    void aCommandSaysWhereItsPageIs() throws Exception {
        CommandRun run = CommandRun.of("hash", "--executor", "threads", "--dashboard", file());
        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.err().contains("futures: The dashboard is at http://127.0.0.1:"), run.err());
        assertEquals(1, run.lines().size());
    }

    @Test
    void aReportTellsOfAllTasks() throws Exception {
        Path report = folder.resolve("report.html");
        CommandRun run = CommandRun.of("hash", "--executor", "serial", "--report", report.toString(), file());
        assertEquals(0, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(Files.readString(report).contains("\"submitted\":1"));
    }

    @Test
    void aReportThatCanNotBeWrittenIsNamed() throws Exception {
        CommandRun run = CommandRun.of("hash", "--executor", "threads", "--report", folder.toString(), file());
        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("the report could not be written"), run.err());
    }
}
