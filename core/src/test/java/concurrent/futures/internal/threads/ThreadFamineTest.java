package concurrent.futures.internal.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The heap is exhausted for a while, and the program lives on: no future of a pool of threads is left pending.
@ExtendWith(NothingLeftBehind.class)
@Timeout(300)
class ThreadFamineTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"unheard", "heard"})
    void everyFutureEndsAlthoughThereIsNoMemoryAgainAndAgain(String heard) throws Exception {
        Path output = folder.resolve("output");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx20m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ThreadFamine.class.getName(),
                        "5000",
                        heard)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = program.waitFor(200, TimeUnit.SECONDS);
        program.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertTrue(ended, said);
        assertEquals(0, program.exitValue(), said);
    }
}
