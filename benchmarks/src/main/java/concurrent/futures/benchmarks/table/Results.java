package concurrent.futures.benchmarks.table;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all programs measured, in all rounds; and why some did not.
public final class Results {
    private final Map<Program, List<Figures>> rounds = new LinkedHashMap<>();
    private final Map<Program, String> failures = new LinkedHashMap<>();
    private final Map<Program, String> missing = new LinkedHashMap<>();

    /// Nothing yet.
    public Results() {}

    /// Notes what a program measured in a round.
    ///
    /// @param program the program
    /// @param figures its figures
    public void add(Program program, Figures figures) {
        rounds.computeIfAbsent(program, _ -> new ArrayList<>()).add(figures);
    }

    /// Notes that a program did not measure anything.
    ///
    /// @param program the program
    /// @param reason why, in a few words
    public void fail(Program program, String reason) {
        failures.put(program, reason);
    }

    /// Notes that a program can not run here, which is no failure.
    ///
    /// @param program the program
    /// @param reason what is missing, in a few words
    public void miss(Program program, String reason) {
        missing.put(program, reason);
    }

    /// All that was measured, by program, a list element for each round.
    ///
    /// @return a view
    public Map<Program, List<Figures>> rounds() {
        return Collections.unmodifiableMap(rounds);
    }

    /// Why programs failed.
    ///
    /// @return a view
    public Map<Program, String> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /// Says why there is no number, in a word or two for a cell of the table.
    ///
    /// @param source the number
    /// @return what is missing, or that the program failed
    public String why(Source source) {
        return missing.getOrDefault(source.program(), "failed");
    }

    /// The median of a number over all rounds.
    ///
    /// @param source the number
    /// @return empty if it was not measured
    public Optional<Double> median(Source source) {
        double[] values = rounds.getOrDefault(source.program(), List.of()).stream()
                .map(figures -> figures.values().get(source.figure()))
                .filter(value -> value != null && !value.isNaN())
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (values.length == 0) {
            return Optional.empty();
        }
        double median = Samples.of(values).median();
        return Optional.of(source.inverse() ? 1 / median : median);
    }

    /// The best of CPython's numbers for a row.
    ///
    /// @param row the row
    /// @return empty if none was measured
    public Optional<Double> bestPython(Row row) {
        return row.python().stream()
                .flatMap(source -> median(source).stream())
                .reduce((one, other) -> row.unit().timesAsGood(one, other) >= 1 ? one : other);
    }
}
