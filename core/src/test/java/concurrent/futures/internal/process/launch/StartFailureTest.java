package concurrent.futures.internal.process.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.internal.process.launch.command.ParentJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFailureTest {
    private final Workers workers = new Workers();

    @TempDir
    private Path directory;

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        workers.close();
    }

    @Test
    void aMissingJavaIsNamedWithACure() throws Exception {
        Launcher launcher = workers.launcher(workers.settings().withJavaHome(directory));
        IOException e = assertThrows(IOException.class, () -> workers.start(launcher, "wait"));
        Path program = ParentJvm.javaProgram(directory);
        assertTrue(e.getMessage().contains("There is no program " + program + " that may be run"), e.getMessage());
        assertTrue(e.getMessage().contains("javaHome(…)"), e.getMessage());
        assertTrue(e.getMessage().contains("Command: " + program + " -Xmx"), e.getMessage());
    }

    @Test
    void aMissingWorkingDirectoryIsNamed() throws Exception {
        Path missing = directory.resolve("missing");
        Launcher launcher = workers.launcher(workers.settings().withWorkingDirectory(missing));
        IOException e = assertThrows(IOException.class, () -> workers.start(launcher, "wait"));
        assertTrue(e.getMessage().contains("The working directory " + missing + " is not there"), e.getMessage());
    }

    @Test
    void anEnvironmentThatIsTooLongIsNamed() throws Exception {
        Launcher launcher = workers.launcher(workers.settings().withEnvironment(Map.of("BIG", "x".repeat(5_000_000))));
        IOException e = assertThrows(IOException.class, () -> workers.start(launcher, "wait"));
        assertTrue(e.getMessage().contains("environment"), e.getMessage());
    }

    @Test
    void aJavaThatIsTooOldIsRefused() throws Exception {
        Files.writeString(directory.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"21.0.4\"\n");
        IOException e = assertThrows(
                IOException.class, () -> workers.launcher(workers.settings().withJavaHome(directory)));
        assertTrue(e.getMessage().contains("is Java 21"), e.getMessage());
    }

    @Test
    void aHelperOfAnotherVersionIsExplained() {
        IOException e = StartFailure.explain(
                "P-0-worker-1",
                new ProcessBuilder(ParentJvm.javaProgram(null).toString(), "-version"),
                new IOException("Cannot run program \"java\": Failed to exec spawn helper: pid: 17, exit value: 1"));
        assertTrue(e.getMessage().contains("updated in place"), e.getMessage());
        assertTrue(e.getMessage().contains("-Djdk.lang.Process.launchMechanism=VFORK"), e.getMessage());
    }

    @Test
    void aLauncherThatCanNotBeMadeLeavesNoDirectory() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        int before = Workers.directories(temporary).size();
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"17\"\n");
        assertThrows(
                IOException.class, () -> workers.launcher(workers.settings().withJavaHome(directory)));
        assertEquals(before, Workers.directories(temporary).size());
    }
}
