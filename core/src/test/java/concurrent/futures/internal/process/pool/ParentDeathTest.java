package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When the parent dies, its workers are gone within a second, whatever they do, and nothing is left.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class ParentDeathTest {
    @TempDir
    Path folder;

    /// A parent with a worker that spins, one that sleeps, and one that logs more than is taken from it.
    static final class Parent {
        private static final Logger LOGGER = Logger.getLogger("flood");

        private Parent() {}

        public static void main(String[] args) throws Exception {
            String folder = args[0];
            ProcessPoolExecutor pool = new ProcessPoolExecutor(3);
            pool.submit(() -> {
                Signs.leave(
                        folder + "/spinning",
                        Long.toString(ProcessHandle.current().pid()));
                Signs.spinUntil(folder + "/never");
            });
            pool.submit(() -> {
                Signs.leave(
                        folder + "/sleeping",
                        Long.toString(ProcessHandle.current().pid()));
                Thread.sleep(600_000);
                return 0;
            });
            CountDownLatch never = new CountDownLatch(1);
            LOGGER.setFilter(record -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return false;
            });
            pool.submit(() -> {
                Logger logger = Logger.getLogger("flood");
                for (int i = 0; true; i++) {
                    logger.info("x".repeat(1000));
                    if (i == 2000) {
                        Signs.leave(
                                folder + "/logging",
                                Long.toString(ProcessHandle.current().pid()));
                    }
                }
            });
            if (args[1].equals("is killed")) {
                return;
            }
            Signs.await(Path.of(folder, "spinning"));
            Signs.await(Path.of(folder, "sleeping"));
            Signs.await(Path.of(folder, "logging"));
            switch (args[1]) {
                case "exits" -> System.exit(0);
                case "halts" -> Runtime.getRuntime().halt(5);
                case "exhausts its heap" -> {
                    Object[] last = new Object[0];
                    while (true) {
                        last = new Object[] {last, new byte[1 << 20]};
                    }
                }
                default -> throw new IllegalArgumentException(args[1]);
            }
        }
    }

    private Process startParent(String how, String... options) throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> command = new ArrayList<>(command(folder, temporary, how));
        command.addAll(1, List.of(options));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private static List<String> command(Path folder, Path temporary, String how) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-Xmx64m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString(),
                how);
    }

    private List<ProcessHandle> workers() throws Exception {
        List<ProcessHandle> workers = new ArrayList<>();
        for (String sign : List.of("spinning", "sleeping", "logging")) {
            Signs.await(folder.resolve(sign));
            long pid = Long.parseLong(Signs.read(folder.resolve(sign)).getFirst());
            ProcessHandle.of(pid).ifPresent(workers::add);
        }
        return workers;
    }

    /// Within a second of a machine that has time for them: what passes while this thread, which wants to run every few
    /// milliseconds, is not let run either is no time of the workers. On a machine that has, that is the wall's clock.
    private void assertGone(List<ProcessHandle> workers, long since) throws Exception {
        long most = TimeUnit.MILLISECONDS.toNanos(20);
        long had = Math.min(System.nanoTime() - since, most);
        for (ProcessHandle worker : workers) {
            for (long then = System.nanoTime(); isThere(worker); ) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                long now = System.nanoTime();
                had += Math.min(now - then, most);
                then = now;
                assertTrue(now - since < TimeUnit.SECONDS.toNanos(30), "they do not end");
            }
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(had);
        assertTrue(millis < 1000, () -> "gone after " + millis + " ms");
        long wall = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        assertTrue(wall < 3000, () -> "gone after " + wall + " ms of the wall's clock");
        try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> !file.getFileName().toString().startsWith("hsperf"))
                            .toList());
        }
    }

    /// What only waits for its adoptive parent to ask for it is gone.
    private static boolean isThere(ProcessHandle worker) throws Exception {
        try {
            String status = Files.readString(Path.of("/proc/" + worker.pid() + "/stat"));
            return "ZX".indexOf(status.charAt(status.lastIndexOf(')') + 2)) < 0 && worker.isAlive();
        } catch (NoSuchFileException e) {
            return worker.isAlive(); // Gone, or another system.
        }
    }

    @Test
    void workersEndWhenTheirParentIsKilled() throws Exception {
        Process parent = startParent("is killed");
        List<ProcessHandle> workers = workers();
        assertEquals(3, workers.size());
        Signs.signal(parent.pid(), "KILL");
        long since = System.nanoTime();
        parent.waitFor();
        assertGone(workers, since);
    }

    @ParameterizedTest
    @CsvSource({"exits, 0, true", "halts, 5, true", "halts, 5, false", "exhausts its heap, 3, true"})
    void workersEndWhenTheirParent(String how, int exitCode, boolean byPipes) throws Exception {
        Process parent = startParent(how, "-Dconcurrent.futures.internal.noPipes=" + !byPipes);
        List<ProcessHandle> workers = workers();
        assertTrue(parent.waitFor(30, TimeUnit.SECONDS));
        assertEquals(exitCode, parent.exitValue());
        assertGone(workers, System.nanoTime());
        assertFalse(parent.isAlive());
    }

    @Test
    void workersOfAParentThatIsStoppedLiveUntilItIsKilled() throws Exception {
        Process parent = startParent("is killed");
        List<ProcessHandle> workers = workers();
        Signs.signal(parent.pid(), "STOP");
        while (!Signs.isSuspended(parent.pid())) {
            Thread.onSpinWait();
        }
        // Were they to take it for dead, it would be at once.
        ProcessHandle first = workers.getFirst();
        ProcessHandle none = ProcessHandle.current();
        assertEquals(
                none,
                first.onExit().completeOnTimeout(none, 1, TimeUnit.SECONDS).get());
        assertEquals(3, workers.stream().filter(ProcessHandle::isAlive).count());
        Signs.signal(parent.pid(), "KILL");
        long since = System.nanoTime();
        parent.waitFor();
        assertGone(workers, since);
    }

    /// As in a container whose first process asks for no dead children.
    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsLeftOfAParentWhoseDeathNobodyAsksFor() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        List<String> careless = new ArrayList<>(List.of("sh", "-c", "\"$@\" & echo $!; exec sleep 600", "sh"));
        careless.addAll(command(folder, temporary, "is killed"));
        Process grandparent = new ProcessBuilder(careless)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = grandparent.inputReader()) {
            long parent = Long.parseLong(said.readLine());
            List<ProcessHandle> workers = workers();
            Signs.signal(parent, "KILL");
            assertGone(workers, System.nanoTime());
            assertTrue(ProcessHandle.of(parent).isPresent(), "it is still in the table");
        } finally {
            grandparent.destroyForcibly();
        }
    }
}
