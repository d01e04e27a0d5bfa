package concurrent.futures.internal.process.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.SharedMemory;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/// When a process dies that shared memory belongs to, its files go too: by its workers at once, or else by the next
/// process that shares memory.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class OwnerDeathTest {
    @TempDir
    Path temporary;

    /// The place of shared memory. Not the usual one itself: whatever JVM looks for leftovers there would remove what a
    /// killed owner has left.
    @TempDir(factory = InMemory.class)
    Path memory;

    private final List<Process> owners = new ArrayList<>();

    /// Makes a directory in memory, where the system has such.
    static final class InMemory implements TempDirFactory {
        private static final Path USUAL = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            return Files.isDirectory(USUAL)
                    ? Files.createTempDirectory(USUAL, "test-memory")
                    : Files.createTempDirectory("test-memory");
        }
    }

    /// Shares memory, with a worker or without; says so; and waits to be killed.
    static final class Owner {
        private Owner() {}

        public static void main(String[] args) throws Exception {
            SharedMemory first = SharedMemory.allocate(1000);
            SharedMemory second = SharedMemory.allocate(1000);
            if (args[0].equals("worker")) {
                ProcessPoolExecutor pool = new ProcessPoolExecutor(1);
                pool.submit(() -> first.segment().get(ValueLayout.JAVA_BYTE, 0)).result();
                System.out.println(pool.workers().getFirst().pid());
            } else {
                System.out.println(0);
            }
            Thread.currentThread().join();
            second.close();
        }
    }

    @AfterEach
    void endOwners() {
        owners.forEach(Process::destroyForcibly);
    }

    private Process start(String how) throws IOException {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-Dconcurrent.futures.internal.inMemory=" + memory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        owners.add(owner);
        return owner;
    }

    private List<Path> directoriesOf(long pid) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(memory, temporary)) {
            if (Files.isDirectory(place)) {
                String names = "jcf-" + Long.toString(pid, 36) + "-*";
                try (DirectoryStream<Path> directories = Files.newDirectoryStream(place, names)) {
                    directories.forEach(found::add);
                }
            }
        }
        return found;
    }

    private Process startAndAwait(String how, List<Long> workers) throws IOException {
        Process owner = start(how);
        BufferedReader said = owner.inputReader();
        workers.add(Long.parseLong(said.readLine()));
        return owner;
    }

    @Test
    void workersRemoveTheMemoryOfAKilledParent() throws Exception {
        List<Long> workers = new ArrayList<>();
        Process owner = startAndAwait("worker", workers);
        assertEquals(3, directoriesOf(owner.pid()).size(), "two of memory, one of the pool");
        var worker = ProcessHandle.of(workers.getFirst());
        owner.destroyForcibly().waitFor();
        if (worker.isPresent()) {
            worker.get().onExit().get(30, TimeUnit.SECONDS);
        }
        assertEquals(List.of(), directoriesOf(owner.pid()));
    }

    @Test
    void theNextOwnerRemovesWhatAKilledOneLeft() throws Exception {
        Process killed = startAndAwait("alone", new ArrayList<>());
        Process living = startAndAwait("alone", new ArrayList<>());
        killed.destroyForcibly().waitFor();
        assertEquals(2, directoriesOf(killed.pid()).size());
        Process next = startAndAwait("alone", new ArrayList<>());
        assertEquals(List.of(), directoriesOf(killed.pid()));
        assertNotEquals(List.of(), directoriesOf(living.pid()));
        for (Process each : List.of(living, next)) {
            each.destroy();
            each.waitFor();
            assertEquals(List.of(), directoriesOf(each.pid()));
        }
    }
}
