package concurrent.futures.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void versionTellsTheVersionsOfLibraryJdkAndSystem() {
        CommandRun run = CommandRun.of("version");
        assertAll(
                () -> assertEquals(0, run.exitCode()),
                () -> assertEquals("", run.err()),
                () -> assertTrue(run.lines().get(0).startsWith("concurrent.futures "), run.out()),
                () -> assertTrue(run.lines().get(1).startsWith("JDK 2"), run.out()),
                () -> assertTrue(run.lines().get(2).contains("processors"), run.out()));
    }

    @Test
    void withoutACommandTheUsageIsWrong() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("a command is missing: hash, fetch, query, demo, cluster or version"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "fetch", "query", "demo", "version"})
    void helpGoesToStandardOutput(String command) {
        CommandRun run = CommandRun.of(command, "--help");
        assertEquals(0, run.exitCode());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("Usage: futures " + command), run.out());
    }

    @Test
    void theCompletionScriptIsValidShellAndKnowsCommandsOptionsAndValues(@TempDir Path directory) throws Exception {
        CommandRun run = CommandRun.of("generate-completion");
        assertEquals(0, run.exitCode());
        for (String word :
                new String[] {"hash", "fetch", "query", "demo", "--workers", "serial threads", "table csv"}) {
            assertTrue(run.out().replaceAll("[\"',]+", "").contains(word), () -> word + " is missing in " + run.out());
        }
        Path script = Files.writeString(directory.resolve("completion"), run.out());
        assertEquals(new CommandRun(0, "", ""), CommandRun.ofShell("bash -n \"$1\"", script.toString()));
    }

    @Test
    void aReaderThatGoesAwayEndsTheCommandQuietly(@TempDir Path directory) throws Exception {
        CommandRun run = CommandRun.ofShell(
                "cd \"$1\"; i=0; while [ $i -lt 2000 ]; do echo $i > file$i; i=$((i+1)); done;"
                        + "{ futures hash --executor threads -r .; echo \"ended with $?\" >&2; } | head -n 1",
                directory.toString());
        assertEquals(1, run.lines().size());
        assertEquals("ended with 141\n", run.err());
    }

    @Test
    void aFullDiskIsNamed() throws Exception {
        CommandRun run = CommandRun.ofShell("futures version > /dev/full");
        assertEquals(1, run.exitCode());
        assertEquals("futures: standard output: No space left on device\n", run.err());
    }
}
