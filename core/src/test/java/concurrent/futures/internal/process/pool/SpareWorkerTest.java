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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /// Waits for one that does nothing, and is none of those: the pool may learn of a death after the kernel has
    /// forgotten the process.
    private static void awaitSpare(ProcessPoolExecutor pool, Set<Long> others) throws Exception {
        while (pool.workers().stream()
                .noneMatch(worker -> !others.contains(worker.pid()) && worker.state() == WorkerInfo.State.IDLE)) {
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
            long busy;
            try {
                busy = awaitBusy(pool);
                // What takes a spare one's place knows from the beginning what there was. It has 20 ms for all that,
                // which one that starts while the processors are busy may exceed.
                long spare;
                do {
                    replaceSpare(pool, busy);
                    spare = pool.submit(() -> Signs.isLoaded(name) ? Signs.pid() : -Signs.pid())
                            .result();
                    assertNotEquals(busy, Math.abs(spare));
                    List<String> initialised = Signs.read(loud);
                    assertTrue(initialised.contains(Long.toString(busy)), initialised.toString());
                    assertFalse(initialised.contains(Long.toString(Math.abs(spare))), initialised.toString());
                } while (spare < 0);
            } finally {
                Files.createFile(end);
            }
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
            try {
                replaceSpare(pool, awaitBusy(pool));
                assertFalse(
                        Signs.read(found).contains("true"), Signs.read(found).toString());
                assertTrue(Signs.read(found).size() >= 3, Signs.read(found).toString());
            } finally {
                Files.createFile(end);
            }
        }
    }

    /// Kills the spare worker, and waits until another one has taken its place.
    private static void replaceSpare(ProcessPoolExecutor pool, long busy) throws Exception {
        Set<Long> others = new HashSet<>(Set.of(busy));
        awaitSpare(pool, others);
        for (WorkerInfo worker : pool.workers()) {
            if (others.add(worker.pid())) {
                Signs.signal(worker.pid(), "KILL");
            }
        }
        awaitSpare(pool, others);
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
}
