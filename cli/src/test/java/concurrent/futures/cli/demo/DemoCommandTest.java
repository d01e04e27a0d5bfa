package concurrent.futures.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.cli.CommandRun;
import concurrent.futures.cli.options.ExecutorKind;
import concurrent.futures.examples.OnThreads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoCommandTest {
    @Test
    void eachExampleDoesWhatItShowsInLessThanHalfAMinuteAndNothingIsLeft() throws Exception {
        long start = System.nanoTime();
        CommandRun run = CommandRun.of("demo");
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        assertEquals("", run.err());
        assertEquals(0, run.exitCode());
        assertTrue(time.compareTo(Duration.ofSeconds(30)) < 0, time::toString);
        assertTrue(run.lines().getLast().contains("and each did what it shows"), run.out());
        Matcher directory = Pattern.compile("^In (\\S+):").matcher(run.out());
        assertTrue(directory.find(), run.out());
        assertFalse(Files.exists(Path.of(directory.group(1))));
    }

    @ParameterizedTest
    @EnumSource(ExecutorKind.class)
    void oneProgramRunsOnEachExecutorAndNothingIsLeft(ExecutorKind kind) {
        CommandRun run = CommandRun.of("demo", "--executor", kind.toString());
        assertEquals("", run.err().replaceAll("futures: worker \\d+: decoder: .*\\R", ""));
        assertEquals(0, run.exitCode(), run.out());
        assertTrue(run.lines().getLast().contains("parts, and each did what it shows"), run.out());
        assertEquals(0, ProcessHandle.current().children().count());
    }

    @Test
    void noExampleIsForgotten() throws Exception {
        try (DemoServer server = DemoServer.start()) {
            Path file = Files.createTempFile("text", ".txt");
            try {
                String name = file.toString();
                DemoInputs inputs = new DemoInputs(name, List.of(name, name, name, name), List.of(), server);
                Set<String> shown =
                        Exhibits.of(inputs).stream().map(Exhibit::name).collect(Collectors.toSet());
                assertEquals(examples(), new TreeSet<>(shown));
            } finally {
                Files.delete(file);
            }
        }
    }

    /// The programs in the package of the examples, in a folder of classes or in a JAR file.
    private static Set<String> examples() throws Exception {
        URI place = OnThreads.class.getResource("OnThreads.class").toURI();
        if (!place.getScheme().equals("jar")) {
            return classes(Path.of(place).getParent());
        }
        try (FileSystem jar = FileSystems.newFileSystem(place, Map.of())) {
            return classes(jar.getPath("/concurrent/futures/examples"));
        }
    }

    private static Set<String> classes(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.startsWith("package-"))
                    .map(name -> name.replace(".class", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void aPatternThatNoLineIsLikeIsMissing() {
        Exhibit exhibit = new Exhibit("Name", "shows", arguments -> {}, List.of(), List.of("^a+$", "b"));
        assertEquals(List.of("b"), exhibit.missingIn(List.of("aaa", "c")));
        assertEquals(List.of("^a+$", "b"), exhibit.missingIn(List.of()));
    }
}
