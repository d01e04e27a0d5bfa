package concurrent.futures.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs that read files.
class FilesTest {
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
    void onThreadsCountsLines() throws Exception {
        assertEquals(
                linesOfEachFile(), Printed.by(OnThreads::main, poem, empty, abc).out());
    }

    @Test
    void onThreadsAndOnProcessesDifferByOneLine() throws IOException {
        List<String> threads =
                Regions.of("OnThreads.java").get("program").lines().toList();
        List<String> processes =
                Regions.of("OnProcesses.java").get("program").lines().toList();

        assertEquals(threads.size(), processes.size());
        int different = 0;
        for (int i = 0; i < threads.size(); i++) {
            different += threads.get(i).equals(processes.get(i)) ? 0 : 1;
        }
        assertEquals(1, different);
    }

    @Test
    void onAClusterCountsLinesByTheSameProgramButForOneLine() throws Exception {
        assertEquals(
                linesOfEachFile(),
                Printed.by(OnACluster::main, poem, empty, abc).out());
        List<String> threads =
                Regions.of("OnThreads.java").get("program").lines().toList();
        List<String> cluster =
                Regions.of("OnACluster.java").get("program").lines().toList();
        List<String> different =
                cluster.stream().filter(line -> !threads.contains(line)).toList();
        assertEquals(List.of("    try (Executor executor = ClusterExecutor.local(2)) {"), different);
    }

    @Test
    void nestedTasksSumUpATreeThatIsDeeperThanThePoolIsWide() throws Exception {
        Path deep = Files.createDirectories(folder.resolve("a/b/c/d"));
        Files.writeString(deep.resolve("five.txt"), "12345");
        Files.writeString(deep.getParent().resolve("three.txt"), "123");

        String tree = folder.resolve("a").toString();
        assertEquals(
                List.of(tree + ": 8 bytes"), Printed.by(NestedTasks::main, tree).out());
    }

    @Test
    void callbacksCountEveryFileOnce() throws Exception {
        List<String> lines =
                Printed.by(ProgressByCallbacks::main, abc, missing, poem).out();

        assertEquals(3, lines.size());
        for (int i = 0; i < 3; i++) {
            assertTrue(lines.get(i).startsWith(i + 1 + " of 3"), lines.get(i));
        }
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.contains("NoSuchFileException"))
                        .count());
    }

    @Test
    void whileProgressIsShownTheOutputIsTheSame() throws Exception {
        Printed printed = Printed.by(ShowingProgress::main, abc, empty);
        assertEquals(
                List.of(
                        "3 bytes",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  " + abc,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  " + empty),
                printed.out());
    }

    private List<String> linesOfEachFile() {
        return List.of(poem + ": 2 lines", empty + ": 0 lines", abc + ": 1 lines");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
