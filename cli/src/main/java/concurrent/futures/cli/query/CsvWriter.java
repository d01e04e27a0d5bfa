package concurrent.futures.cli.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// CSV after RFC 4180, with newlines alone between the lines: one header for all, the database in the first column.
///
/// NULL is nothing, and an empty text is `""`. A blob is an SQL literal.
final class CsvWriter implements AnswerWriter {
    private @Nullable List<String> header;

    @Override
    public byte[] answer(String database, Answer answer) {
        StringBuilder lines = new StringBuilder();
        if (header == null) {
            header = answer.columns();
            append("database", header, lines);
        } else if (!header.equals(answer.columns())) {
            throw new IncompatibleColumnsException(answer.columns(), header);
        }
        for (List<@Nullable Object> row : answer.rows()) {
            append(database, row, lines);
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(String first, List<? extends @Nullable Object> others, StringBuilder lines) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(first);
        values.addAll(others);
        lines.append(values.stream().map(CsvWriter::field).collect(Collectors.joining(",")))
                .append('\n');
    }

    private static String field(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case byte[] blob -> AnswerWriter.literal(blob);
            case String text -> quoteIfNeeded(text);
            default -> value.toString();
        };
    }

    private static String quoteIfNeeded(String text) {
        boolean plain = !text.isEmpty()
                && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.strip().length() == text.length();
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
