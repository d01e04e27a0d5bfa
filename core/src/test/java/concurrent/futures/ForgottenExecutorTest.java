package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.kit.Trail;
import concurrent.futures.kit.Watchdog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An executor that nobody closes neither loses accepted work nor keeps the JVM alive once that work is done.
@ExtendWith({Watchdog.class, NothingLeftBehind.class})
class ForgottenExecutorTest {
    private static final int TASKS = 20;

    /// A program that forgets to close its executor.
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Executor executor = switch (arguments[0]) {
                case "threads" -> new ThreadPoolExecutor(2);
                case "virtual" -> ThreadPoolExecutor.virtual(2);
                default -> new ProcessPoolExecutor(2);
            };
            Trail trail = new Trail(arguments[1]);
            if (arguments[2].equals("idle")) {
                executor.submit(() -> trail.add(0)).result();
                return;
            }
            for (int i = 0; i < TASKS; i++) {
                int number = i;
                executor.submit(() -> {
                    LockSupport.parkNanos(5_000_000);
                    return trail.add(number);
                });
            }
            if (arguments[2].equals("fail")) {
                throw new IllegalStateException("the main thread ends with an exception, as the test wants");
            }
        }
    }

    @TempDir
    Path directory;

    private int run(String kind, String how, Path trail) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        Collections.addAll(command, Program.class.getName(), kind, trail.toString(), how);
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(50, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        assertTrue(ended, () -> "the JVM is kept alive: " + kind);
        if (!how.equals("fail")) {
            assertEquals("", Files.readString(output));
        }
        return process.exitValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "virtual", "processes"})
    void itsWorkIsDoneAndTheJvmEnds(String kind) throws Exception {
        Path trail = directory.resolve("trail");
        assertEquals(0, run(kind, "busy", trail));
        assertEquals(TASKS, new Trail(trail.toString()).events().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "virtual", "processes"})
    void itsWorkIsDoneAlsoWhenTheMainThreadFails(String kind) throws Exception {
        Path trail = directory.resolve("trail");
        assertEquals(1, run(kind, "fail", trail));
        assertEquals(TASKS, new Trail(trail.toString()).events().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"threads", "virtual", "processes"})
    void anIdleOneDoesNotKeepTheJvmAlive(String kind) throws Exception {
        Path trail = directory.resolve("trail");
        long start = System.nanoTime();
        assertEquals(0, run(kind, "idle", trail));
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(45));
    }
}
