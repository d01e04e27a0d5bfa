package concurrent.futures.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs that start worker processes.
class ProcessesTest {
    private static final String SHA_256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String SHA_256_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    private Path folder;

    private String poem;
    private String abc;
    private String empty;
    private String missing;

    @BeforeEach
    void writeFiles() throws IOException {
        poem = write("poem.txt", "one two\nthree\n");
        abc = write("abc.txt", "abc");
        empty = write("empty.txt", "");
        missing = folder.resolve("missing.txt").toString();
    }

    @Test
    void onProcessesCountsLinesJustTheSame() throws Exception {
        assertEquals(
                linesOfEachFile(),
                Printed.by(OnProcesses::main, poem, empty, abc).out());
    }

    @Test
    void everyExecutorCountsTheSameNumberOfWords() throws Exception {
        assertEquals(
                List.of("serial: 4 words", "threads: 4 words", "virtual: 4 words", "processes: 4 words"),
                Printed.by(EveryExecutor::main, poem, empty, abc).out());
    }

    @Test
    void hashesComeInOrderAndAMissingFileFailsAlone() throws Exception {
        List<String> lines = Printed.by(HashFiles::main, abc, missing, empty).out();

        assertEquals(3, lines.size());
        assertEquals(SHA_256_OF_ABC + "  " + abc, lines.get(0));
        assertEquals("failed: java.nio.file.NoSuchFileException: " + missing, lines.get(1));
        assertEquals(SHA_256_OF_NOTHING + "  " + empty, lines.get(2));
    }

    @Test
    void partialBindsTheConfiguration() throws Exception {
        assertEquals(
                List.of("3 apples", "6 apples", "9 apples", "12 apples", "15 apples"),
                Printed.by(BoundConfiguration::main).out());
    }

    @Test
    void aTaskThatIgnoresInterruptsIsStoppedWithItsWorker() throws Exception {
        List<String> lines = Printed.by(StubbornTask::main).out();

        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("stopped: "), lines.get(0));
        assertEquals("the next task runs in a new worker", lines.get(1));
    }

    @Test
    void aLostWorkerFailsItsTaskOrWithRetriesNone() throws Exception {
        assertEquals(
                List.of("healthy: fine", "crashing: exit code 3", "retried: fine at the second attempt"),
                Printed.by(RetryAfterCrash::main).out());
    }

    @Test
    void aListenerHearsOfTasksAndWorkers() throws Exception {
        List<String> lines = Printed.by(Watching::main).out();

        assertEquals(4, lines.size(), lines::toString);
        assertEquals("Watching.run: SUCCEEDED", lines.get(0));
        assertEquals("Watching.run: FAILED", lines.get(1));
        assertTrue(lines.get(2).startsWith("a worker died: "), lines.get(2));
        assertEquals("fatal: CRASHED", lines.get(3));
    }

    @Test
    void workIsShownOnAPageAndKeptAsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("two.txt"), "a\nb\n");
        Path report = folder.resolve("report.html");

        List<String> lines = Printed.by(OnADashboard::main, report.toString(), file.toString())
                .out();

        assertEquals(file + ": 2 lines", lines.getFirst());
        assertTrue(lines.getLast().startsWith("the report is a page of "), lines::toString);
        assertTrue(Files.readString(report).contains("OnADashboard.countLines"));
    }

    @Test
    void aProgramAndItsWorkersAreRecorded() throws Exception {
        assertEquals(
                List.of("1", "4", "9"),
                Printed.by(FlightRecordings::main, folder.toString()).out());

        String program = folder.resolve("program.jfr").toString();
        assertTrue(jfr("summary", program).contains("concurrent.futures.Task"));
        String printed = jfr("print", "--events", "concurrent.futures.*", program);
        assertEquals(3, printed.split("concurrent.futures.Task \\{", -1).length - 1, printed);
        assertTrue(jfr("print", "--events", "concurrent.futures.Task", "--json", program)
                .contains("\"SUCCEEDED\""));
        String viewed = jfr("view", "--width", "240", "concurrent.futures.Task", program);
        assertTrue(viewed.contains("FlightRecordings.run"), viewed);
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().startsWith("ProcessPoolExecutor-")));
        }
    }

    private static String jfr(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jfr").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    @Test
    void theInitializerRunsInTheWorkersOnly() throws Exception {
        assertEquals(
                List.of("apple: 30", "pear: 40", "plum: 10", "prices in this process: 0"),
                Printed.by(WorkerInitializer::main).out());
    }

    @Test
    void aBroadcastIsThereInTheWorkers() throws Exception {
        assertEquals(
                List.of("apple: 30", "plum: 10"), Printed.by(Broadcasting::main).out());
    }

    @Test
    void memoryIsSharedWithTheWorkers() throws Exception {
        assertEquals(
                List.of("999 squared: 998001"), Printed.by(SharingMemory::main).out());
    }

    @Test
    void whatTasksPrintIsTakenLineByLine() throws Exception {
        assertEquals(
                List.of("the answer: 42", "a worker says: thinking"),
                Printed.by(OutputOfTasks::main).out());
    }

    private List<String> linesOfEachFile() {
        return List.of(poem + ": 2 lines", empty + ": 0 lines", abc + ": 1 lines");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
