package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// The parent's heap is exhausted for a while, and the parent lives on: no future is left pending.
@ExtendWith(NothingLeftBehind.class)
@Timeout(300)
class FamineTest {
    @TempDir
    Path folder;

    @Test
    void everyFutureEndsAlthoughTheParentHasNoMemoryAgainAndAgain() throws Exception {
        assertEndsWell("unheard");
    }

    @Test
    void soItDoesIfSomebodyListensToAllThatHappens() throws Exception {
        assertEndsWell("heard");
    }

    private void assertEndsWell(String heard) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("output");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-Xmx40m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Famine.class.getName(),
                        folder.toString(),
                        "400",
                        "12",
                        heard)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = program.waitFor(240, TimeUnit.SECONDS);
        program.destroyForcibly().waitFor();
        String said = Files.readString(output);
        assertTrue(ended, said);
        assertEquals(0, program.exitValue(), said);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(
                    List.of(),
                    left.filter(file -> !file.getFileName().toString().startsWith("hsperf"))
                            .toList());
        }
    }
}
