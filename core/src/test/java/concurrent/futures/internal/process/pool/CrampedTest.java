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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Where there is no room for the files that processes share, another place is found, or it is said: no process dies of
/// a mapped byte that the system has no room for, and nothing is left.
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
@Timeout(240)
class CrampedTest {
    @TempDir
    Path folder;

    /// @param limit of the size of each file, in KiB
    private String run(String limit, List<String> options, String room) throws Exception {
        return run("-f " + limit, options, Cramped.class, room);
    }

    private String run(String limit, List<String> options, Class<?> main, String argument) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        Path output = folder.resolve("output");
        Process program = new ProcessBuilder(Stream.of(
                                List.of("bash", "-c", "ulimit " + limit + " && exec \"$0\" \"$@\""),
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Djava.io.tmpdir=" + temporary,
                                        "-XX:-UsePerfData",
                                        "-Xshare:auto",
                                        "-Dconcurrent.futures.startupCache=off"),
                                options,
                                List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument))
                        .flatMap(List::stream)
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long pid = program.pid();
        assertTrue(program.waitFor(200, TimeUnit.SECONDS), "it does not end");
        String said = Files.readString(output);
        assertEquals(0, program.exitValue(), said);
        assertTrue(said.contains("all is well"), said);
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
        try (Stream<Path> left = Files.list(Path.of("/dev/shm"))) {
            String prefix = "jcf-" + Long.toString(pid, 36) + "-";
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName().toString().startsWith(prefix))
                            .toList());
        }
        return said;
    }

    @Test
    void whereNoFileCanBeMadeInMemoryTheyAreAmongTheTemporaryOnes() throws Exception {
        run("unlimited", List.of("-Dconcurrent.futures.internal.inMemory=/proc"), Integer.toString(32 << 20));
    }

    @Test
    void sharedMemoryForWhichThereIsNoRoomIsRefusedAndHarmsNobody() throws Exception {
        run("4096", List.of(), Integer.toString(1 << 20));
    }

    @Test
    void whereThereIsNoRoomForWhatAWorkerSharesThePoolSaysSo() throws Exception {
        String said = run("128", List.of(), "none");
        assertTrue(said.contains("could not be started: java.io.IOException: File too large"), said);
    }

    @Test
    void whereThereAreTooManyOpenFilesThePoolSaysSoAndClosesNoneOfThem() throws Exception {
        String said = run("-n 200", List.of(), Crowded.class, "");
        assertTrue(said.contains("too many open files: raise the limit (ulimit -n)"), said);
    }
}
