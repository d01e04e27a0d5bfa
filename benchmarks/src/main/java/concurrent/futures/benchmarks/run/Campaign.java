package concurrent.futures.benchmarks.run;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.table.Program;
import concurrent.futures.benchmarks.table.Results;
import concurrent.futures.benchmarks.table.Row;
import concurrent.futures.benchmarks.table.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Several rounds, in each of which every program runs, one at a time: those of a row right after each other, so that
/// they see the same machine, and in every other round in the opposite order, so that none is always the first.
public final class Campaign {
    private final Launcher launcher;
    private final Consumer<String> progress;

    /// Prepares one.
    ///
    /// @param launcher starts the programs
    /// @param progress told what is going on, a line each
    public Campaign(Launcher launcher, Consumer<String> progress) {
        this.launcher = launcher;
        this.progress = progress;
    }

    /// The programs that rows need, row by row; each once.
    ///
    /// @param rows the rows
    /// @return the programs, of which those that belong together stand together
    public static List<Program> programs(List<Row> rows) {
        Set<Program> all = new LinkedHashSet<>();
        for (Row row : rows) {
            for (Source source : row.sources()) {
                all.add(source.program());
            }
        }
        return new ArrayList<>(all);
    }

    /// Runs all of it. A program that fails is noted, and does not run again.
    ///
    /// @param rows what for
    /// @param rounds how often, at least once
    /// @param limit when no program is begun any more, but for the first round, which is always complete
    /// @return what came out
    /// @throws InterruptedException when interrupted; the program that runs is stopped
    public Results run(List<Row> rows, int rounds, Duration limit) throws InterruptedException {
        List<Program> programs = programs(rows);
        Results results = new Results();
        long begin = System.nanoTime();
        for (int round = 1; round <= rounds; round++) {
            List<Program> order = round % 2 == 1 ? programs : programs.reversed();
            for (Program program : order) {
                String missing = launcher.missing(program);
                if (!missing.isEmpty()) {
                    results.miss(program, missing);
                    continue;
                }
                if (results.failures().containsKey(program) || isOnceOnly(program, round)) {
                    continue;
                }
                if (round > 1 && System.nanoTime() - begin > limit.toNanos()) {
                    progress.accept("the time is up: round " + round + " stays incomplete");
                    return results;
                }
                progress.accept("round " + round + " of " + rounds + ": " + program);
                long start = System.nanoTime();
                try {
                    Figures figures = launcher.run(program);
                    results.add(program, figures);
                } catch (IOException e) {
                    String reason = String.valueOf(e.getMessage());
                    results.fail(program, reason);
                    progress.accept(program + " failed: " + reason);
                }
                progress.accept("  took %.1f s".formatted((System.nanoTime() - start) / 1e9));
            }
        }
        return results;
    }

    private boolean isOnceOnly(Program program, int round) {
        return round > 1 && launcher.repeatsItself(program);
    }
}
