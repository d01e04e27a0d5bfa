package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.Task;
import concurrent.futures.WorkerInfo;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A worker that stands by has made itself ready for tasks such as others have had, and run nothing of them.
@ExtendWith(NothingLeftBehind.class)
@Timeout(60)
class SpareWorkerTest {
    @TempDir
    Path folder;

    /// Says in which processes it was initialised.
    static final class Loud {
        static {
            Signs.leave(System.getProperty("loud"), Long.toString(Signs.pid()));
        }

        private Loud() {}

        static Task<Long> task(String file) {
            return () -> {
                Signs.spinUntil(file);
                return Signs.pid();
            };
        }
    }

    @BeforeEach
    void nameTheFile() {
        System.setProperty("loud", folder.resolve("loud").toString());
    }

    @AfterEach
    void forgetTheFile() {
        System.clearProperty("loud");
    }

    private static void awaitSpare(ProcessPoolExecutor pool, long busy) throws Exception {
        while (pool.workers().stream()
                .noneMatch(worker -> worker.pid() != busy && worker.state() == WorkerInfo.State.IDLE)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Test
    void itHasTheClassesOfWhatOthersHaveRunAndHasNotInitialisedThem() throws Exception {
        Path loud = folder.resolve("loud");
        Path end = folder.resolve("end");
        String end1 = end.toString();
        String name = Loud.class.getName();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .spareWorkers(1)
                .jvmOptions("-Dloud=" + loud, "--add-opens=java.base/java.lang=ALL-UNNAMED")
                .build()) {
            Future<Long> first = pool.submit(Loud.task(end1));
            long busy = awaitBusy(pool);
            awaitSpare(pool, busy);
            killSpare(pool, busy);
            // What takes its place knows from the beginning what there was.
            awaitSpare(pool, busy);
            long spare = pool.submit(() -> Signs.isLoaded(name) ? Signs.pid() : -Signs.pid())
                    .result();
            assertTrue(spare > 0, "it has not loaded the class");
            assertNotEquals(busy, spare);
            List<String> initialised = Signs.read(loud);
            assertTrue(initialised.contains(Long.toString(busy)), initialised.toString());
            assertFalse(initialised.contains(Long.toString(spare)), initialised.toString());
            Files.createFile(end);
            assertEquals(busy, first.result());
        }
    }

    /// Which may change what is loaded after it.
    @Test
    void anInitializerComesFirst() throws Exception {
        Path found = folder.resolve("found");
        Path end = folder.resolve("end");
        String foundFile = found.toString();
        String endFile = end.toString();
        String name = Loud.class.getName();
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(2)
                .spareWorkers(1)
                .jvmOptions("-Dloud=" + folder.resolve("loud"), "--add-opens=java.base/java.lang=ALL-UNNAMED")
                .initializer(() -> Signs.leave(foundFile, Boolean.toString(Signs.isLoaded(name))))
                .build()) {
            pool.submit(Loud.task(endFile));
            long busy = awaitBusy(pool);
            awaitSpare(pool, busy);
            killSpare(pool, busy);
            awaitSpare(pool, busy);
            assertFalse(Signs.read(found).contains("true"), Signs.read(found).toString());
            assertTrue(Signs.read(found).size() >= 3, Signs.read(found).toString());
            Files.createFile(end);
        }
    }

    private static void killSpare(ProcessPoolExecutor pool, long busy) throws Exception {
        for (WorkerInfo worker : pool.workers()) {
            if (worker.pid() != busy) {
                Signs.signal(worker.pid(), "KILL");
                awaitGone(worker.pid());
            }
        }
    }

    private static long awaitBusy(ProcessPoolExecutor pool) throws Exception {
        while (true) {
            for (WorkerInfo worker : pool.workers()) {
                if (worker.currentTask() != null) {
                    return worker.pid();
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private static void awaitGone(long pid) throws Exception {
        while (ProcessHandle.of(pid).isPresent()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
