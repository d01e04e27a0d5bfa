package concurrent.futures.cli.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One JSON array with an object for each database: its name, and its rows as objects, or why there are none.
///
/// A column whose name came before in the same row gets a number behind it. A blob is an SQL literal; infinity, for
/// which JSON has no number, is a text.
final class JsonWriter implements AnswerWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonGenerator json;

    JsonWriter() {
        try {
            json = new JsonFactory().createGenerator(bytes);
            json.setPrettyPrinter(new LineForEachElement());
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be written", e);
        }
    }

    @Override
    public byte[] begin() throws IOException {
        json.writeStartArray();
        return taken("");
    }

    @Override
    public byte[] answer(String database, Answer answer) throws IOException {
        List<String> names = distinct(answer.columns());
        json.writeStartObject();
        json.writeStringField("database", database);
        json.writeArrayFieldStart("rows");
        for (List<@Nullable Object> row : answer.rows()) {
            json.writeStartObject();
            for (int i = 0; i < names.size(); i++) {
                json.writeFieldName(names.get(i));
                write(row.get(i));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        return taken("");
    }

    @Override
    public byte[] failure(String database, String reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("database", database);
        json.writeStringField("error", reason);
        json.writeEndObject();
        return taken("");
    }

    @Override
    public byte[] end() throws IOException {
        json.writeEndArray();
        return taken("\n");
    }

    private void write(@Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Long number -> json.writeNumber(number);
            case Double number when number.isInfinite() -> json.writeString(number.toString());
            case Double number -> json.writeNumber(number);
            case byte[] blob -> json.writeString(AnswerWriter.literal(blob));
            default -> json.writeString(value.toString());
        }
    }

    private static List<String> distinct(List<String> columns) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = column;
            for (int n = 2; !taken.add(name); n++) {
                name = column + "_" + n;
            }
            names.add(name);
        }
        return names;
    }

    /// What was written since the last time.
    private byte[] taken(String end) throws IOException {
        json.flush();
        bytes.writeBytes(end.getBytes(StandardCharsets.UTF_8));
        byte[] written = bytes.toByteArray();
        bytes.reset();
        return written;
    }

    private static final class LineForEachElement extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }
    }
}
