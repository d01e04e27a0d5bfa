package concurrent.futures.cli.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;
import org.jspecify.annotations.Nullable;

/// A table for each database, under its name. Nothing is cut off; control characters are shown as escapes, so that each
/// row is one line.
final class TableWriter implements AnswerWriter {
    private boolean first = true;

    @Override
    public byte[] answer(String database, Answer answer) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(answer.columns().stream().map(TableWriter::printable).toList());
        for (List<@Nullable Object> row : answer.rows()) {
            lines.add(row.stream().map(TableWriter::cell).toList());
        }
        int[] widths = IntStream.range(0, answer.columns().size())
                .map(i -> lines.stream()
                        .mapToInt(line -> width(line.get(i)))
                        .max()
                        .orElse(0))
                .toArray();

        StringBuilder text = new StringBuilder(first ? "" : "\n");
        first = false;
        int count = answer.rows().size();
        text.append(database)
                .append(": ")
                .append(count)
                .append(count == 1 ? " row" : " rows")
                .append('\n');
        for (int i = 0; i < lines.size(); i++) {
            append(lines.get(i), widths, i == 0 ? null : answer.rows().get(i - 1), text);
            if (i == 0) {
                appendRule(widths, text);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(
            List<String> cells, int[] widths, @Nullable List<@Nullable Object> row, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - width(cells.get(i)));
            boolean number = row != null && row.get(i) instanceof Number;
            line.append(i == 0 ? "" : " | ").append(number ? padding + cells.get(i) : cells.get(i) + padding);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static void appendRule(int[] widths, StringBuilder text) {
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "" : "-+-").append("-".repeat(widths[i]));
        }
        text.append('\n');
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "NULL";
            case byte[] blob -> AnswerWriter.literal(blob);
            default -> printable(value.toString());
        };
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                shown.append("\\n");
            } else if (c == '\t') {
                shown.append("\\t");
            } else if (c == '\r') {
                shown.append("\\r");
            } else if (c < ' ' || (c >= 0x7F && c < 0xA0)) {
                shown.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /// How many columns of a terminal a text takes.
    private static int width(String text) {
        return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
    }
}
