package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import concurrent.futures.kit.Watchdog;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the flight recorder gets to know of executors, and of workers.
@ExtendWith({Watchdog.class, NothingLeftBehind.class})
class FlightRecordingTest {
    private static final String TASK = "concurrent.futures.Task";

    @TempDir
    @Nullable
    Path directory;

    private Path file(String name) {
        return java.util.Objects.requireNonNull(directory).resolve(name);
    }

    private List<RecordedEvent> record(Action work) throws IOException {
        Path file = file("recording.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("concurrent.futures.QueueWait").withThreshold(Duration.ofMillis(20));
            recording.start();
            work.run();
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    private static List<RecordedEvent> of(List<RecordedEvent> events, String kind) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(kind))
                .toList();
    }

    @Test
    void tasksOnThreadsAreRecorded() throws Exception {
        List<RecordedEvent> events = record(() -> {
            try (Executor executor = new ThreadPoolExecutor(1)) {
                CountDownLatch free = new CountDownLatch(1);
                Executor named = executor.with(TaskOptions.defaults().withName("named"));
                Future<Boolean> first = named.submit(() -> {
                    free.await();
                    return true;
                });
                Future<Integer> second = executor.submit(() -> Integer.parseInt("none"));
                LockSupport.parkNanos(60_000_000);
                assertFalse(first.isDone());
                free.countDown();
                assertNotNull(second.exception());
            }
        });
        List<RecordedEvent> tasks = of(events, TASK);
        assertEquals(2, tasks.size());
        RecordedEvent first = tasks.getFirst();
        assertEquals("named", first.getString("name"));
        assertEquals("SUCCEEDED", first.getString("outcome"));
        assertEquals(1, first.getLong("task"));
        assertEquals(1, first.getInt("attempts"));
        assertTrue(first.getString("worker").startsWith(first.getString("executor")), first::toString);
        assertTrue(first.getDuration("runTime").toMillis() >= 20, first::toString);
        assertTrue(first.getDuration().toMillis() >= 20, first::toString);
        RecordedEvent second = tasks.getLast();
        assertEquals("FAILED", second.getString("outcome"));
        assertEquals("java.lang.NumberFormatException", second.getString("failure"));
        // On a busy machine, the first task waits as well: until its thread has come up.
        List<RecordedEvent> waits = of(events, "concurrent.futures.QueueWait");
        assertEquals(1, waits.stream().filter(wait -> wait.getLong("task") == 2).count(), waits::toString);
        assertEquals(1, of(events, "concurrent.futures.WorkerStart").size());
    }

    @Test
    void namesAreOneLineThatCanBePrinted() throws Exception {
        List<RecordedEvent> events = record(() -> {
            try (Executor executor = new ThreadPoolExecutor(1)) {
                executor.with(TaskOptions.defaults().withName("red\u001b[31m\nname"))
                        .submit(() -> 1)
                        .result();
            }
        });
        assertEquals("red?[31m?name", of(events, TASK).getFirst().getString("name"));
    }

    private static final class SlowToWrite implements Serializable {
        private static final long serialVersionUID = 1L;

        private void writeObject(ObjectOutputStream out) throws IOException {
            LockSupport.parkNanos(30_000_000);
            out.defaultWriteObject();
        }
    }

    @Test
    void processesAndTheirCrashesAreRecorded() throws Exception {
        List<RecordedEvent> events = record(() -> {
            try (Executor executor = new ProcessPoolExecutor(1)) {
                SlowToWrite argument = new SlowToWrite();
                assertNotNull(executor.submit(() -> argument.hashCode()).result());
                Future<?> crashing = executor.submit(() -> Runtime.getRuntime().halt(7));
                assertThrows(WorkerCrashedException.class, crashing::result);
            }
        });
        List<String> outcomes =
                of(events, TASK).stream().map(task -> task.getString("outcome")).toList();
        assertEquals(List.of("SUCCEEDED", "CRASHED"), outcomes);
        assertTrue(of(events, TASK).getFirst().getLong("bytesSent") > 0);
        RecordedEvent crash = of(events, "concurrent.futures.WorkerCrash").getFirst();
        assertTrue(crash.getLong("pid") > 0);
        assertFalse(crash.getString("cause").isEmpty());
        RecordedEvent slow = of(events, "concurrent.futures.Serialization").getFirst();
        assertEquals("TASK", slow.getString("what"));
        assertTrue(slow.getDuration("time").toMillis() >= 10, slow::toString);
    }

    @Test
    void aTaskInAProcessThatRunsLongIsNotTakenForOneThatWaited() throws Exception {
        List<RecordedEvent> events = record(() -> {
            try (Executor executor = new ProcessPoolExecutor(1)) {
                executor.submit(() -> 1).result();
                executor.submit(() -> {
                            LockSupport.parkNanos(200_000_000);
                            return 2;
                        })
                        .result();
            }
        });
        assertEquals(2, of(events, TASK).size());
        for (RecordedEvent wait : of(events, "concurrent.futures.QueueWait")) {
            assertTrue(wait.getDuration("queueTime").toMillis() >= 16, wait::toString);
        }
    }

    @Test
    void anExecutorThatIsThereBeforeIsRecordedToo() throws Exception {
        record(() -> new ThreadPoolExecutor(1).close());
        try (Executor executor = new ThreadPoolExecutor(1)) {
            executor.submit(() -> 1).result();
            List<RecordedEvent> events = record(() -> executor.submit(() -> 2).result());
            assertEquals(1, of(events, TASK).size());
            executor.submit(() -> 3).result();
        }
    }

    @Test
    void workersAreRecordedInTheFolder() throws Exception {
        Path folder = file("recordings");
        List<Long> pids = new ArrayList<>();
        try (ProcessPoolExecutor executor =
                ProcessPoolExecutor.builder().maxWorkers(1).recording(folder).build()) {
            pids.add(executor.submit(() -> ProcessHandle.current().pid()).result());
        }
        List<Path> files = filesOf(folder);
        assertEquals(1, files.size());
        assertTrue(files.getFirst().toString().endsWith("-" + pids.getFirst() + ".jfr"), files::toString);
        assertFalse(RecordingFile.readAllEvents(files.getFirst()).isEmpty());
    }

    private enum Fall {
        KILLED {
            @Override
            void fall() throws IOException {
                new ProcessBuilder(
                                "kill",
                                "-KILL",
                                Long.toString(ProcessHandle.current().pid()))
                        .start();
            }
        },
        HALTED {
            @Override
            void fall() {
                Runtime.getRuntime().halt(3);
            }
        };

        abstract void fall() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void ofAWorkerThatFellThereIsWhatItHadRecordedByThen(Fall how) throws Exception {
        Path folder = file("recordings");
        long pid;
        try (ProcessPoolExecutor executor =
                ProcessPoolExecutor.builder().maxWorkers(1).recording(folder).build()) {
            pid = executor.submit(() -> {
                        awaitFirstWrite(folder);
                        return ProcessHandle.current().pid();
                    })
                    .result();
            Future<Long> last = executor.submit(() -> {
                how.fall();
                LockSupport.park();
                return 0L;
            });
            assertThrows(WorkerCrashedException.class, last::result);
        }
        List<Path> files = filesOf(folder);
        assertEquals(1, files.size(), files::toString);
        assertTrue(files.getFirst().toString().endsWith("-" + pid + ".jfr"), files::toString);
        List<RecordedEvent> events = RecordingFile.readAllEvents(files.getFirst());
        assertEquals(1, of(events, "jdk.JVMInformation").size());
        assertEquals(List.of(), filesOf(folder.resolve("unfinished")));
    }

    /// Waits until the recorder has written for the first time: then a chunk tells where its metadata is.
    private static void awaitFirstWrite(Path folder) throws IOException {
        while (true) {
            try (Stream<Path> entries = Files.walk(folder.resolve("unfinished"))) {
                for (Path chunk : entries.filter(Files::isRegularFile).toList()) {
                    if (ByteBuffer.wrap(Files.readAllBytes(chunk)).getLong(24) != 0) {
                        return;
                    }
                }
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFolderThatTheOptionCanNotHoldIsRefused() {
        ProcessPoolExecutor.Builder builder = ProcessPoolExecutor.builder();
        String message = assertThrows(IllegalArgumentException.class, () -> builder.recording(Path.of("a,b")))
                .getMessage();
        assertTrue(message.contains("a,b"), message);
    }

    /// A class of its own, since that of the test names classes of the flight recorder.
    private static final class Unrecorded {
        private static int run(Executor executor) {
            return executor.submit(() -> {
                        try (Executor inner = new ThreadPoolExecutor(1)) {
                            return inner.submit(() -> 3).result();
                        }
                    })
                    .result();
        }
    }

    @Test
    void aProgramThatIsNotRecordedLoadsNoFlightRecorderAtItsStart() throws Exception {
        Path log = file("classes.log");
        try (ProcessPoolExecutor executor = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .jvmOptions("-Xlog:class+load:file=" + log)
                .build()) {
            assertEquals(3, Unrecorded.run(executor));
        }
        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains(" concurrent.futures.internal.event.Hub ")));
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains(" jdk.jfr.") || line.contains("internal.event.jfr"))
                        .toList());
    }
}
