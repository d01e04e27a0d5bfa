package concurrent.futures.internal.process.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The table of every way to die and every place to die, as it stands in the documentation: what is promised there is
/// what is tested, cell by cell.
final class CrashTable {
    private static final Path DOCUMENT = Path.of("..", "docs", "process-pool.md");
    private static final String HEADLINE = "## Every way to die, in every place";

    private final Map<Place, Map<Way, Outcome>> cells = new EnumMap<>(Place.class);

    private CrashTable() {}

    static CrashTable read() throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(HEADLINE);
        assertTrue(from >= 0, () -> DOCUMENT + " has no section " + HEADLINE);
        int next = text.indexOf("\n## ", from + 1);
        String section = text.substring(from, next < 0 ? text.length() : next);
        List<List<String>> rows = section.lines()
                .filter(line -> line.startsWith("|"))
                .map(CrashTable::cellsOf)
                .toList();
        List<String> places = Arrays.stream(Place.values()).map(Place::title).toList();
        assertEquals(places, rows.getFirst().subList(1, rows.getFirst().size()), "the places, in the head");
        CrashTable table = new CrashTable();
        for (List<String> row : rows.subList(2, rows.size())) {
            Way way = Way.of(row.getFirst());
            Iterator<String> inRow = row.subList(1, row.size()).iterator();
            for (Place place : Place.values()) {
                String cell = inRow.next();
                Outcome outcome = Outcome.of(cell);
                assertTrue(
                        outcome != Outcome.NONE || section.contains("\n- " + cell.substring(4) + " "),
                        () -> "no reason is given for " + cell);
                Outcome before = table.cells
                        .computeIfAbsent(place, any -> new EnumMap<>(Way.class))
                        .put(way, outcome);
                assertEquals(null, before, () -> "twice in the table: " + way.title());
            }
        }
        for (Place place : Place.values()) {
            assertEquals(Way.values().length, table.cells.get(place).size(), "the ways in the table");
        }
        return table;
    }

    private static List<String> cellsOf(String line) {
        return Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                .map(String::strip)
                .toList();
    }

    /// What each way leads to at a place.
    Map<Way, Outcome> at(Place place) {
        return cells.get(place);
    }
}
