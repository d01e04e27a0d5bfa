package concurrent.futures.benchmarks.report;

import concurrent.futures.benchmarks.table.Results;
import concurrent.futures.benchmarks.table.Row;
import concurrent.futures.benchmarks.table.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A bar for each row, on a logarithmic scale: how many times as good as the best of CPython ours is. To the left of
/// the line at 1 it is worse. Colours follow the reader's choice of light or dark.
public final class Chart {
    private static final int BAR = 16;
    private static final int STEP = 24;
    private static final int TOP = 64;
    private static final int LEFT = 400;
    private static final int PLOT = 480;
    private static final int RIGHT = 200;
    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, sans-serif; fill: #1f2328; }
                .title { font-size: 16px; font-weight: 600; }
                .note { fill: #59636e; font-size: 12px; }
                .better { fill: #1a7f37; }
                .worse { fill: #cf222e; }
                .grid { stroke: #d1d9e0; }
                .one { stroke: #59636e; stroke-width: 1.5; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #f0f6fc; }
                  .note { fill: #9198a1; }
                  .better { fill: #3fb950; }
                  .worse { fill: #f85149; }
                  .grid { stroke: #3d444d; }
                  .one { stroke: #9198a1; }
                }
              </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final List<Row> rows = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final Results results;
    private int least;
    private int most;

    private Chart(List<Row> candidates, Results results) {
        this.results = results;
        for (Row row : candidates) {
            Optional<Double> ours = results.median(row.ours());
            Optional<Double> python = results.bestPython(row);
            if (ours.isPresent() && python.isPresent()) {
                double ratio = row.unit().timesAsGood(ours.get(), python.get());
                if (Double.isFinite(ratio) && ratio > 0) {
                    rows.add(row);
                    ratios.add(ratio);
                }
            }
        }
        least = (int) Math.min(
                -1, Math.floor(ratios.stream().mapToDouble(Math::log10).min().orElse(0)));
        most = (int) Math.max(
                1, Math.ceil(ratios.stream().mapToDouble(Math::log10).max().orElse(0)));
    }

    /// Draws it.
    ///
    /// @param machine where it was measured
    /// @param rows the rows; those without a number of CPython's are left out
    /// @param results what was measured
    /// @return an SVG document
    public static String draw(Machine machine, List<Row> rows, Results results) {
        return new Chart(rows, results).draw(machine);
    }

    private String draw(Machine machine) {
        int width = LEFT + PLOT + RIGHT;
        int height = TOP + STEP * rows.size() + 48;
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
                        .formatted(width, height, width, height));
        svg.append("  <title>Times as good as the best of CPython</title>\n").append(STYLE);
        text(16, 26, "title", "start", "Times as good as the best of CPython (logarithmic)");
        text(16, height - 14, "note", "start", machine.toString());
        int bottom = TOP + STEP * rows.size();
        for (int power = least; power <= most; power++) {
            double x = x(Math.pow(10, power));
            svg.append("  <line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>\n"
                    .formatted(power == 0 ? "one" : "grid", number(x), number(x), TOP - 8, bottom));
            text(x, TOP - 14, "note", "middle", power < 0 ? "1/" + pow(-power) : pow(power) + "×");
        }
        for (int i = 0; i < rows.size(); i++) {
            bar(rows.get(i), ratios.get(i), TOP + STEP * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void bar(Row row, double ratio, int y) {
        double from = Math.min(x(ratio), x(1));
        double to = Math.max(x(ratio), x(1));
        text(LEFT - 12.0, y + 13.0, "label", "end", row.title());
        svg.append("  <rect class=\"%s\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\"/>\n"
                .formatted(ratio >= 1 ? "better" : "worse", number(from), y, number(Math.max(1, to - from)), BAR));
        String ours = results.median(row.ours()).map(row.unit()::format).orElse("");
        text(to + 8, y + 13.0, "value", "start", Unit.digits(ratio) + "×  (" + ours + ")");
    }

    private double x(double ratio) {
        return LEFT + PLOT * (Math.log10(ratio) - least) / (most - least);
    }

    private void text(double x, double y, String style, String anchor, String text) {
        svg.append("  <text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
                .formatted(style, number(x), number(y), anchor, escaped(text)));
    }

    private static String pow(int power) {
        return String.format(Locale.ROOT, "%,d", (long) Math.pow(10, power));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
