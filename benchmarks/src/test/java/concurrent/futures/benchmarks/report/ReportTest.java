package concurrent.futures.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.table.Program;
import concurrent.futures.benchmarks.table.Program.Language;
import concurrent.futures.benchmarks.table.Results;
import concurrent.futures.benchmarks.table.Row;
import concurrent.futures.benchmarks.table.Unit;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// The same results as a table, as JSON, and as a chart.
class ReportTest {
    private static final Machine MACHINE = new Machine("A <fast> & quiet one", 2, "Linux 6", "JDK 25", "Python 3.11.7");
    private static final List<Row> ROWS = List.of(
            Row.row("fast", Unit.RATE, "fast/rate", "fast one")
                    .python("python:fast/executor", "python:fast/pool")
                    .floor("floor/rate")
                    .atLeast(100, "python:fast/executor", "ProcessPoolExecutor")
                    .atLeast(0.6, "floor/rate", "the floor"),
            Row.row("slow", Unit.TIME, "slow/time", "slow one")
                    .python("python:slow/executor")
                    .atMost(0.01, "10 ms"),
            Row.row("broken", Unit.TIME, "broken/time", "broken one").atMost(0.01, "10 ms"));

    private final Results results = new Results();

    ReportTest() {
        add(Language.JAVA, "fast", Figures.of("rate", 2_000_000));
        add(Language.PYTHON, "fast", Figures.of("executor", 10_000).and("pool", 40_000));
        add(Language.JAVA, "floor", Figures.of("rate", 4_000_000));
        add(Language.JAVA, "slow", Figures.of("time", 0.02).and("nothing", Double.NaN));
        add(Language.PYTHON, "slow", Figures.of("executor", 0.01));
        results.fail(new Program(Language.JAVA, "broken"), "exit code 1");
    }

    private void add(Language language, String workload, Figures figures) {
        results.add(new Program(language, workload), figures);
    }

    @Test
    void theTableHasALineForEachTarget() {
        assertEquals(
                """
                | workload   |     ours | best Python | ratio |    floor |  ratio | target                     | measured | reached |
                | ---------- | -------: | ----------: | ----: | -------: | -----: | -------------------------- | -------: | ------- |
                | fast one   | 2.00 M/s |    40.0 k/s | 50.0× | 4.00 M/s | 0.500× | ≥ 100× ProcessPoolExecutor |     200× | yes     |
                |            |          |             |       |          |        | ≥ 0.6× the floor           |   0.500× | no      |
                | slow one   |  20.0 ms |     10.0 ms | 0.500× |          |        | ≤ 10 ms                    |  20.0 ms | no      |
                | broken one |   failed |             |       |          |        | ≤ 10 ms                    |        – | –       |
                """.replaceAll(" +", " ").replaceAll("-+", "-"),
                TextTable.write(ROWS, results).replaceAll(" +", " ").replaceAll("-+", "-"));
        assertEquals("1 of 3 targets reached; 1 could not be judged", TextTable.summary(ROWS, results));
    }

    @Test
    void theColumnsOfTheTableAreAligned() {
        List<Integer> widths = TextTable.write(ROWS, results)
                .lines()
                .map(String::length)
                .distinct()
                .toList();
        assertEquals(1, widths.size(), widths::toString);
    }

    @Test
    void theJsonHasAllOfIt() throws IOException {
        String json = ResultsJson.write(MACHINE, "short", ROWS, results);
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            while (parser.nextToken() != null) {
                assertFalse(parser.currentToken().isNumeric() && Double.isNaN(parser.getDoubleValue()));
            }
        }
        String flat = json.replaceAll("\\s+", "");
        assertTrue(flat.contains("\"python\":40000.0,\"timesAsGoodAsPython\":50.0"), json);
        assertTrue(flat.contains("\"timesAsGoodAsFloor\":0.5"), json);
        assertTrue(flat.contains("\"measured\":200.0,\"reached\":true"), json);
        assertTrue(flat.contains("\"python:fast\":[{\"executor\":10000.0,\"pool\":40000.0}]"), json);
        assertTrue(flat.contains("\"slow\":[{\"time\":0.02}]"), json);
        assertTrue(flat.contains("\"failures\":{\"broken\":\"exitcode1\"}"), json);
    }

    @Test
    void theChartHasABarForEachRowThatPythonHasToo() throws Exception {
        String svg = Chart.draw(MACHINE, ROWS, results);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertEquals(2, document.getElementsByTagName("rect").getLength());
        assertTrue(svg.contains("prefers-color-scheme: dark"), svg);
        assertTrue(svg.contains("class=\"better\""), svg);
        assertTrue(svg.contains("class=\"worse\""), svg);
        assertTrue(document.getDocumentElement().getTextContent().contains("A <fast> & quiet one"), svg);
    }

    @Test
    void anEmptyChartIsOneToo() {
        assertTrue(Chart.draw(MACHINE, ROWS, new Results()).endsWith("</svg>\n"));
    }
}
