package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What every program and every worker passes until the first result needs none of what a JVM is slow to set up: see
/// `docs/adr/0019-the-way-to-the-first-result.md`.
@EnabledOnOs(OS.LINUX)
class ColdPathTest {
    private static final Pattern SLOW =
            Pattern.compile(" (concurrent\\.futures\\.internal\\.(?!\\S*ColdProgram)\\S*\\$\\$(Lambda|TypeSwitch)"
                    + "|java\\.lang\\.String\\$\\$StringConcat|java\\.lang\\.runtime\\.|java\\.lang\\.management\\."
                    + "|java\\.util\\.regex\\.Matcher )\\S*");

    @TempDir
    private Path directory;

    @Test
    void untilTheFirstResultNothingIsSetUpThatTakesLong() throws Exception {
        Path jar = TestJars.application(directory.resolve("app.jar"), ColdProgram.class.getName(), Map.of());
        Path ofProgram = directory.resolve("program");
        Path ofWorker = directory.resolve("worker");
        Jvm jvm = Jvm.run(
                List.of("-Xlog:class+load:file=" + ofProgram, "-jar", jar.toString(), ofWorker.toString()),
                Map.of(),
                null);
        assertEquals(42, jvm.exitCode(), jvm::toString);
        List<String> program = Files.readAllLines(ofProgram);
        assertTrue(program.stream().anyMatch(line -> line.contains(" concurrent.futures.internal.wire.Frame ")));
        assertEquals(List.of(), slow(program));
        List<String> worker = Files.readAllLines(ofWorker);
        int task = indexOf(ColdProgram.class.getName(), worker);
        assertFalse(worker.subList(0, task).isEmpty());
        assertEquals(List.of(), slow(worker.subList(0, task)));
    }

    private static int indexOf(String type, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" " + type + " ")) {
                return i;
            }
        }
        throw new AssertionError(type + " was not loaded");
    }

    private static List<String> slow(List<String> lines) {
        return lines.stream().filter(line -> SLOW.matcher(line).find()).toList();
    }
}
