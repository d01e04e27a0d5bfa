package concurrent.futures.internal.process.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.internal.process.transport.Connection;
import concurrent.futures.kit.NothingLeftBehind;
import java.io.File;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A worker is suspended when it has published an answer, and has not rung the bell that wakes who listens. The answer
/// is not seen then; the future ends all the same where something limits it.
///
/// So that it is suspended there, and nowhere else, its workers have classes of bells that do it by themselves.
@ExtendWith(NothingLeftBehind.class)
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class SilentBellTest {
    @TempDir
    Path folder;

    private ProcessPoolExecutor pool() throws Exception {
        List<Path> classPath = new ArrayList<>(List.of(folderOfBell()));
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .forEach(classPath::add);
        return ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .cancelGrace(Duration.ofMillis(100))
                .classPath(classPath)
                // Or else the bell comes from there.
                .startupCache(false)
                .build();
    }

    private Path folderOfBell() throws Exception {
        for (String bell : List.of("PipeBell.class", "SocketBell.class")) {
            change(bell);
        }
        return folder.resolve("bell");
    }

    private void change(String simpleName) throws Exception {
        String name = Connection.class.getPackageName().replace('.', '/') + "/" + simpleName;
        ClassFile files = ClassFile.of();
        ClassModel bell;
        try (InputStream original = Connection.class.getResourceAsStream(simpleName)) {
            bell = files.parse(original.readAllBytes());
        }
        byte[] changed = files.transformClass(
                bell,
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString("ring"), new Suspending()));
        Path file = folder.resolve("bell").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, changed);
    }

    /// Puts a call before all else.
    private static final class Suspending implements CodeTransform {
        @Override
        public void atStart(CodeBuilder builder) {
            builder.invokestatic(
                    ClassDesc.of(Signs.class.getName()), "suspendIfArmed", MethodTypeDesc.of(ConstantDescs.CD_void));
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            builder.with(element);
        }
    }

    /// Takes long enough for the one who listens to have fallen asleep.
    private Future<Integer> submit(Executor executor) {
        return executor.submit(() -> {
            TimeUnit.MILLISECONDS.sleep(300);
            Signs.armSuspension();
            return 1;
        });
    }

    private static long awaitSuspended(ProcessPoolExecutor pool) throws Exception {
        while (true) {
            for (var worker : pool.workers()) {
                if (Signs.isSuspended(worker.pid())) {
                    return worker.pid();
                }
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static void assertHeals(ProcessPoolExecutor pool, long suspended) {
        assertNotEquals(suspended, pool.submit(() -> Signs.pid()).result());
        assertEquals(0, pool.statistics().running());
    }

    @Test
    void theAnswerIsThereOnceTheWorkerGoesOn() throws Exception {
        try (ProcessPoolExecutor pool = pool()) {
            Future<Integer> answered = submit(pool);
            long pid = awaitSuspended(pool);
            Signs.signal(pid, "CONT");
            assertEquals(1, answered.result());
        }
    }

    @Test
    void theAnswerIsThereOnceTheWorkerIsDead() throws Exception {
        try (ProcessPoolExecutor pool = pool()) {
            Future<Integer> answered = submit(pool);
            long pid = awaitSuspended(pool);
            Signs.signal(pid, "KILL");
            assertEquals(1, answered.result(), "it was published, and outlives the worker");
            assertHeals(pool, pid);
        }
    }

    @Test
    void aTimeLimitEndsTheFuture() throws Exception {
        try (ProcessPoolExecutor pool = pool()) {
            Future<Integer> limited = submit(pool.with(TaskOptions.defaults().withTimeout(Duration.ofSeconds(1))));
            long pid = awaitSuspended(pool);
            assertInstanceOf(TaskTimeoutException.class, limited.exception());
            assertHeals(pool, pid);
        }
    }

    @Test
    void cancellingEndsTheFuture() throws Exception {
        try (ProcessPoolExecutor pool = pool()) {
            Future<Integer> cancelled = submit(pool);
            long pid = awaitSuspended(pool);
            assertTrue(cancelled.cancel(/* mayInterruptIfRunning= */ true));
            assertTrue(cancelled.isCancelled());
            assertHeals(pool, pid);
        }
    }

    @Test
    void theEndOfThePoolEndsTheFuture() throws Exception {
        ProcessPoolExecutor pool = pool();
        Future<Integer> running = submit(pool);
        awaitSuspended(pool);
        assertEquals(List.of(), pool.shutdownNow());
        assertTrue(running.isCancelled());
        assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    }

    @Test
    void killingTheWorkersEndsTheFuture() throws Exception {
        ProcessPoolExecutor pool = pool();
        Future<Integer> running = submit(pool);
        awaitSuspended(pool);
        pool.killWorkers();
        assertEquals(1, running.result(), "it was published, and outlives the worker");
        assertTrue(pool.awaitTermination(30, TimeUnit.SECONDS));
    }
}
