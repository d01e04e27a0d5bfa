package concurrent.futures.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.benchmarks.table.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The runner, as it is started.
class BenchTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @Test
    void aRunWritesTableJsonAndChart() throws IOException {
        Path results = folder.resolve("deep/results");
        int code = run("--only", "PAGE-COPY", "--rounds", "2", "--scale", "smoke", "--out", results.toString());
        assertEquals(0, code, err.toString(StandardCharsets.UTF_8));
        String table = out.toString(StandardCharsets.UTF_8);
        assertTrue(table.contains("floor: copying through a shared page"), table);
        assertTrue(table.contains("0 of 0 targets reached"), table);
        assertTrue(Files.readString(Path.of(results + ".json")).contains("\"page-copy\""));
        assertTrue(Files.readString(Path.of(results + ".svg")).startsWith("<svg"));
    }

    @Test
    void withoutPythonTheRestGoesOn() {
        int code = run(
                "--only",
                "tiny-map-chunked",
                "--scale",
                "smoke",
                "--python",
                folder.resolve("python3").toString(),
                "--out",
                folder.resolve("results").toString());
        String table = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code, table);
        assertTrue(table.contains("| no " + folder.resolve("python3") + " |"), table);
        assertTrue(table.contains("0 of 0 targets reached; 1 could not be judged"), table);
    }

    @Test
    void theListNamesEveryRow() {
        assertEquals(0, run("--list"));
        String listed = out.toString(StandardCharsets.UTF_8);
        Catalogue.ROWS.forEach(row -> assertTrue(listed.contains(row.name() + "  "), row.name()));
    }

    @Test
    void whatIsLargeIsLeftOutUnlessAskedFor() {
        assertEquals(
                List.of("crew-close"),
                Catalogue.matching(Pattern.compile("crew-close")).stream()
                        .map(Row::name)
                        .toList());
        List<String> quick =
                Catalogue.quick(Catalogue.ROWS).stream().map(Row::name).toList();
        assertFalse(quick.contains("crew-close"), quick::toString);
        assertTrue(quick.contains("tiny-submit"), quick::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "--rounds 0, '--rounds must be at least 1, but is 0'",
        "--only (, --only ( is no regular expression: Unclosed group",
        "--only nothing, --only nothing matches none of tiny-submit",
        "--short --full, --short and --full exclude each other",
    })
    void wrongOptionsAreNamed(String options, String message) {
        assertEquals(CommandLine.ExitCode.USAGE, run(options.split(" ")));
        assertTrue(err.toString(StandardCharsets.UTF_8).startsWith(message), err::toString);
    }

    private int run(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "--home";
        all[1] = ".";
        System.arraycopy(options, 0, all, 2, options.length);
        return Bench.run(
                new PrintStream(out, /* autoFlush= */ true, StandardCharsets.UTF_8),
                new PrintStream(err, /* autoFlush= */ true, StandardCharsets.UTF_8),
                all);
    }
}
