package concurrent.futures.benchmarks.report;

import concurrent.futures.benchmarks.table.Results;
import concurrent.futures.benchmarks.table.Row;
import concurrent.futures.benchmarks.table.Target;
import concurrent.futures.benchmarks.table.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The table for people, in Markdown: `×` says how many times as good as the other ours is. A row with several
/// targets goes on in the lines below it.
public final class TextTable {
    private static final List<String> HEAD =
            List.of("workload", "ours", "best Python", "ratio", "floor", "ratio", "target", "measured", "reached");
    private static final List<Boolean> RIGHT = List.of(false, true, true, true, true, true, false, true, false);

    private TextTable() {}

    /// Writes it.
    ///
    /// @param rows the rows
    /// @param results what was measured
    /// @return lines
    public static String write(List<Row> rows, Results results) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEAD);
        for (Row row : rows) {
            cells.addAll(lines(row, results));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            append(text, cells.get(i), widths);
            if (i == 0) {
                rule(text, widths);
            }
        }
        return text.toString();
    }

    /// How many targets are reached, and which are not.
    ///
    /// @param rows the rows
    /// @param results what was measured
    /// @return a line
    public static String summary(List<Row> rows, Results results) {
        int reached = 0;
        int judged = 0;
        int all = 0;
        for (Row row : rows) {
            for (Target target : row.targets()) {
                all++;
                Optional<Target.Verdict> verdict = target.judge(row, results);
                if (verdict.isPresent()) {
                    judged++;
                    reached += verdict.get().isReached() ? 1 : 0;
                }
            }
        }
        return reached + " of " + judged + " targets reached"
                + (judged < all ? "; " + (all - judged) + " could not be judged" : "");
    }

    private static List<List<String>> lines(Row row, Results results) {
        Unit unit = row.unit();
        Optional<Double> ours = results.median(row.ours());
        Optional<Double> python = results.bestPython(row);
        Optional<Double> floor = Optional.ofNullable(row.floor()).flatMap(results::median);
        List<String> first = new ArrayList<>();
        first.add(row.title());
        first.add(ours.map(unit::format).orElseGet(() -> results.why(row.ours())));
        first.add(python.map(unit::format)
                .orElseGet(() ->
                        row.python().isEmpty() ? "" : results.why(row.python().getFirst())));
        first.add(ratio(unit, ours, python));
        first.add(floor.map(unit::format).orElseGet(() -> row.floor() == null ? "" : results.why(row.floor())));
        first.add(ratio(unit, ours, floor));
        List<List<String>> lines = new ArrayList<>();
        for (Target target : row.targets()) {
            List<String> line = new ArrayList<>(lines.isEmpty() ? first : Collections.nCopies(first.size(), ""));
            line.addAll(target(target, row, results));
            lines.add(line);
        }
        if (lines.isEmpty()) {
            first.addAll(List.of("", "", ""));
            lines.add(first);
        }
        return lines;
    }

    private static String ratio(Unit unit, Optional<Double> ours, Optional<Double> other) {
        return ours.flatMap(mine -> other.map(theirs -> Unit.digits(unit.timesAsGood(mine, theirs)) + "×"))
                .orElse("");
    }

    private static List<String> target(Target target, Row row, Results results) {
        String sign = target.atLeast() ? "≥ " : "≤ ";
        boolean multiple = target.reference() != null;
        String wanted = sign + (multiple ? number(target.factor()) + "× " + target.words() : target.words());
        Optional<Target.Verdict> verdict = target.judge(row, results);
        String measured = verdict.map(it ->
                        multiple ? Unit.digits(it.measured()) + "×" : row.unit().format(it.measured()))
                .orElse("–");
        return List.of(
                wanted,
                measured,
                verdict.map(it -> it.isReached() ? "yes" : "no").orElse("–"));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static void append(StringBuilder text, List<String> line, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - line.get(i).length());
            text.append("| ")
                    .append(RIGHT.get(i) ? pad + line.get(i) : line.get(i) + pad)
                    .append(' ');
        }
        text.append("|\n");
    }

    private static void rule(StringBuilder text, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append("| ")
                    .append("-".repeat(widths[i] - 1))
                    .append(RIGHT.get(i) ? ":" : "-")
                    .append(' ');
        }
        text.append("|\n");
    }
}
