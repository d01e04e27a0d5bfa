package concurrent.futures.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Single files that `java` runs from their source: only the parent has their classes, and the workers ask it for them.
class ScriptsTest {
    @TempDir
    private Path folder;

    @Test
    void sizesRunsFromItsSource() throws IOException, InterruptedException {
        String five = Files.writeString(folder.resolve("five.txt"), "12345").toString();
        String none = Files.writeString(folder.resolve("none.txt"), "").toString();

        assertEquals(
                List.of(five + ": 5 bytes", none + ": 0 bytes"),
                run(Regions.SCRIPTS.resolve("Sizes.java").toString(), five, none));
    }

    private List<String> run(String... scriptAndArguments) throws IOException, InterruptedException {
        Path out = folder.resolve("out.txt");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--class-path",
                System.getProperty("java.class.path"));
        java.command().addAll(List.of(scriptAndArguments));
        Process process =
                java.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        process.waitFor();
        return Files.readString(out, UTF_8).lines().toList();
    }
}
