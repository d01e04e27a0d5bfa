package concurrent.futures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.kit.NothingLeftBehind;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What a process pool has beyond the contract of all executors.
@ExtendWith(NothingLeftBehind.class)
@Timeout(120)
class ProcessPoolExecutorTest {
    @TempDir
    Path folder;

    @Test
    void impossibleSettingsAreRefusedAtTheCall() {
        ProcessPoolExecutor.Builder builder = ProcessPoolExecutor.builder();
        assertThrows(IllegalArgumentException.class, () -> new ProcessPoolExecutor(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxWorkers(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.maxTasksPerWorker(0));
        assertThrows(IllegalArgumentException.class, () -> builder.idleTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.startupTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.cancelGrace(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.spareWorkers(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.maxHeap(1));
        assertThrows(NullPointerException.class, () -> builder.workerOutput(null));
    }

    @Test
    void whatNoWorkerCouldStartWithIsRefusedAtTheCall() {
        for (String option : List.of("", "foo", "@file", "-version", "-jar", "--module=m/c", "-cp", "--class-path=x")) {
            refused("jvmOptions", builder -> builder.jvmOptions("-Xss1m", option));
        }
        refused(
                "\"x\" is no option",
                builder -> builder.jvmOptions("--add-opens", "java.base/java.lang=ALL-UNNAMED", "x"));
        for (String name : List.of("", "A=B", "A\0")) {
            refused("environment", builder -> builder.environment(Map.of(name, "x")));
        }
        refused("value of A", builder -> builder.environment(Map.of("A", "x\0y")));
        refused("classPath", builder -> builder.classPath(List.of(Path.of("a:b"))));
    }

    private static void refused(String part, Consumer<ProcessPoolExecutor.Builder> set) {
        ProcessPoolExecutor.Builder builder = ProcessPoolExecutor.builder();
        var e = assertThrows(IllegalArgumentException.class, () -> set.accept(builder));
        assertTrue(e.getMessage().contains(part), e::getMessage);
    }

    @Test
    void surroundingsOfTheWorkersCanBeSet() {
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .environment(Map.of("GREETING", "hello"))
                .workingDirectory(folder)
                .jvmOptions("-Dcolour=blue")
                .maxHeap(96 << 20)
                .build()) {
            assertEquals("hello", pool.submit(() -> System.getenv("GREETING")).result());
            assertEquals("blue", pool.submit(() -> System.getProperty("colour")).result());
            assertEquals(
                    folder.toString(),
                    pool.submit(() -> Path.of("").toAbsolutePath().toString()).result());
            assertTrue(pool.submit(() -> Runtime.getRuntime().maxMemory()).result() <= 96 << 20);
        }
    }

    @Test
    void whatTasksPrintArrivesLineByLineWithThePid() {
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        long pid;
        try (ProcessPoolExecutor pool = ProcessPoolExecutor.builder()
                .maxWorkers(1)
                .workerOutput((from, line) -> lines.add(from + " " + line))
                .build()) {
            pid = pool.submit(() -> {
                        System.out.print("one\ntwo");
                        System.err.println("three");
                        return ProcessHandle.current().pid();
                    })
                    .result();
        }
        assertEquals(3, lines.size(), lines::toString);
        assertTrue(lines.containsAll(List.of(pid + " one", pid + " two", pid + " three")), lines::toString);
    }

    @Test
    void aTaskReadsAnEmptyStandardInput() {
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(1)) {
            assertEquals(-1, pool.submit(() -> System.in.read()).result());
        }
    }

    @Test
    void aParentSaysNothingOnStandardErrorAndNeitherDoItsWorkers() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Quiet.class.getName())
                .redirectError(folder.resolve("stderr").toFile())
                .start();
        assertEquals("42", new String(parent.getInputStream().readAllBytes(), parentCharset()).strip());
        assertTrue(parent.waitFor(60, TimeUnit.SECONDS));
        assertEquals("", Files.readString(folder.resolve("stderr")));
    }

    private static java.nio.charset.Charset parentCharset() {
        return java.nio.charset.StandardCharsets.UTF_8;
    }

    /// A program that does not close its pool.
    static final class Quiet {
        private Quiet() {}

        public static void main(String[] args) {
            System.out.println(new ProcessPoolExecutor(1).submit(() -> 42).result());
        }
    }

    /// Counts the times that it is written.
    static final class Counted implements TaskFunction<Integer, Integer>, Serializable {
        private static final long serialVersionUID = 1L;
        static int written;

        @Override
        public Integer apply(Integer number) {
            return -number;
        }

        private Object writeReplace() {
            written++;
            return this;
        }
    }

    @Test
    void theFunctionOfAMapIsWrittenOnce() {
        Counted.written = 0;
        List<Integer> numbers = IntStream.range(0, 500).boxed().toList();
        try (ProcessPoolExecutor pool = new ProcessPoolExecutor(2)) {
            List<Integer> negative = new ArrayList<>();
            pool.map(new Counted(), numbers, MapOptions.defaults().withChunkSize(50))
                    .iterator()
                    .forEachRemaining(negative::add);
            assertEquals(numbers.stream().map(n -> -n).toList(), negative);
        }
        assertEquals(1, Counted.written);
    }
}
