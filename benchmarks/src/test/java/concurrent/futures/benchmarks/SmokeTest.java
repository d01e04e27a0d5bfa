package concurrent.futures.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.FiguresJson;
import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.table.Program;
import concurrent.futures.benchmarks.table.Program.Language;
import concurrent.futures.benchmarks.table.Row;
import concurrent.futures.benchmarks.table.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/// Every workload as small as can be, ours and CPython's: that it works, that its results are right, and that it
/// tells every figure of which the table makes use.
class SmokeTest {
    private static final Path WORKLOADS = Path.of("python", "workloads");

    /// For each program; most need some seconds. JUnit's own limits do not hold for dynamic tests.
    private static final Duration LIMIT = Duration.ofMinutes(4);

    private final Map<Program, Figures> measured = new TreeMap<>(Comparator.comparing(Program::toString));

    @TestFactory
    Stream<DynamicTest> everyWorkloadWorksAndTheTableFindsItsFigures() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : Workloads.names()) {
            tests.add(test(
                    name,
                    () -> note(
                            new Program(Language.JAVA, name),
                            Workloads.named(name).measure(Scale.SMOKE))));
        }
        tests.add(test("CPython", this::python));
        tests.add(test("the table", this::theTableFindsItsFigures));
        return tests.stream();
    }

    private static DynamicTest test(String name, Executable test) {
        return DynamicTest.dynamicTest(name, () -> assertTimeoutPreemptively(LIMIT, test));
    }

    private void note(Program program, Figures figures) {
        assertFalse(figures.values().isEmpty(), program::toString);
        figures.values().forEach((name, value) -> assertFalse(value.isNaN(), () -> program + "/" + name));
        measured.put(program, figures);
    }

    /// All in one interpreter. Where there is none, there is nothing to measure either.
    private void python() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> files = Files.list(WORKLOADS)) {
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".py") && !file.equals("__init__.py"))
                    .map(file -> file.replace(".py", "").replace('_', '-'))
                    .sorted()
                    .forEach(names::add);
        }
        Process process;
        try {
            process = new ProcessBuilder("python3", "-B", "python/measure.py", "--scale", "smoke")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException noPython) {
            names.forEach(name -> measured.put(new Program(Language.PYTHON, name), new Figures(Map.of())));
            return;
        }
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), text);
        List<String> lines = text.lines().toList();
        assertEquals(names.size(), lines.size(), text);
        for (int i = 0; i < names.size(); i++) {
            note(new Program(Language.PYTHON, names.get(i)), FiguresJson.read(lines.get(i)));
        }
    }

    private void theTableFindsItsFigures() {
        Set<String> wanted = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (Row row : Catalogue.ROWS) {
            for (Source source : row.sources()) {
                used.add(source.program().toString());
                Figures figures = measured.get(source.program());
                boolean unknown = figures == null || !figures.values().containsKey(source.figure());
                boolean noPython = figures != null && figures.values().isEmpty();
                if (unknown && !noPython) {
                    wanted.add(row.name() + ": " + source);
                }
            }
        }
        assertEquals(Set.of(), wanted, "figures that no program tells");
        Set<String> unused = new TreeSet<>();
        measured.keySet().forEach(program -> unused.add(program.toString()));
        unused.removeAll(used);
        assertEquals(Set.of(), unused, "programs of which the table makes no use");
    }
}
