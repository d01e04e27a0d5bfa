package concurrent.futures.internal.process.crash;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.kit.NothingLeftBehind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every way to die, in every place to die: the cells of the table in the documentation, each amid 200 other tasks, of
/// which each one has its value and ran once.
@ExtendWith(NothingLeftBehind.class)
@Timeout(240)
class CrashTableTest {
    /// How many pools of their own are there at once.
    private static final int SIDE_BY_SIDE = 6;

    @TempDir
    Path folder;

    /// What a worker can do, it does; only in the parent there is what no test survives.
    @Test
    void noCellIsLeftOut() throws Exception {
        CrashTable table = CrashTable.read();
        int cells = 0;
        for (Place place : Place.values()) {
            for (Map.Entry<Way, Outcome> cell : table.at(place).entrySet()) {
                boolean isInTheParent = place == Place.ARGUMENT_WRITTEN || place == Place.RESULT_READ;
                assertTrue(
                        isInTheParent || cell.getValue() != Outcome.NONE, () -> place + " × " + cell + " can be tried");
                cells++;
            }
        }
        assertEquals(Way.values().length * Place.values().length, cells);
    }

    /// One pool lives through all the ways.
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CLOSING", "INITIALIZER", "START", "HOOK"})
    void onePoolLivesThroughAll(Place place) throws Exception {
        Map<Way, Outcome> cells = CrashTable.read().at(place);
        List<Executable> scenes = new ArrayList<>();
        try (ProcessPoolExecutor pool = Scene.builder(2, folder).build()) {
            cells.forEach((way, expected) -> {
                if (expected != Outcome.NONE) {
                    scenes.add(named(place, way, () -> new Scene(way, place, expected, folder).play(pool)));
                }
            });
            assertAll(scenes);
        }
    }

    /// Each way happens to a pool of its own, which it may break, or which ends with it.
    @ParameterizedTest
    @EnumSource(names = {"CLOSING", "INITIALIZER", "START", "HOOK"})
    void eachHasItsPool(Place place) throws Exception {
        List<Executable> scenes = new ArrayList<>();
        try (ExecutorService stage = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            Map<Way, Outcome> cells = CrashTable.read().at(place);
            // What takes long comes first.
            Comparator<Way> endlessFirst = Comparator.comparing(way -> !way.isEndless());
            cells.keySet().stream().sorted(endlessFirst).forEach(way -> {
                Outcome expected = cells.get(way);
                if (expected != Outcome.NONE) {
                    Future<?> scene = stage.submit(() -> {
                        new Scene(way, place, expected, folder).play();
                        return null;
                    });
                    scenes.add(named(place, way, scene::get));
                }
            });
            assertAll(scenes);
        }
    }

    private static Executable named(Place place, Way way, Executable scene) {
        return () -> {
            try {
                scene.execute();
            } catch (Throwable e) {
                throw new AssertionError(place + " × " + way + ": " + e, e);
            }
        };
    }
}
