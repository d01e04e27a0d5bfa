package concurrent.futures.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ExecutorOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--workers=0       | --workers 0: must be from 1 to 10000; leave it out",
                "--workers=-3      | --workers -3: must be from 1 to 10000",
                "--workers=many    | option '--workers': 'many' is not an int",
                "--retries=-1      | --retries -1: must be at least 0; leave it out",
                "--executor=magic  | 'magic' is not an executor: choose one of serial, threads, virtual, processes, cluster",
                "--timeout=5       | '5' is not a duration: write a number and a unit (ms, s, m, h), as in 500ms, 5s, 2m",
                "--timeout=0s      | '0s' is no time at all: give more than zero, or leave the option out",
                "--nonsense        | '--nonsense'",
            })
    void aWrongOptionIsNamedWithItsValueItsLimitAndTheCure(String option, String message) {
        CommandRun run = CommandRun.of("hash", option, "/dev/null");
        assertEquals(2, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains(message), run.err());
        assertTrue(run.err().contains("try 'futures hash --help'"), run.err());
    }

    @Test
    void theSerialExecutorHasOneWorker() {
        CommandRun run = CommandRun.of("hash", "--executor", "serial", "--workers", "2", "/dev/null");
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("--workers 2: the serial executor runs one task at a time"), run.err());
        assertEquals(
                0,
                CommandRun.of("hash", "--executor", "serial", "--workers", "1", "/dev/null")
                        .exitCode());
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500", "5s, 5000", "1.5s, 1500", "0.05s, 50", "2m, 120000", "1h, 3600000"})
    void durationsHaveANumberAndAUnit(String text, long milliseconds) {
        assertEquals(Duration.ofMillis(milliseconds), new DurationConverter().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "5", "-5s", "5 s", "5S", "1.s", "9999999999s", "0ms", "0.000s"})
    void otherTextsAreNoDurations(String text) {
        assertThrows(TypeConversionException.class, () -> new DurationConverter().convert(text));
    }
}
