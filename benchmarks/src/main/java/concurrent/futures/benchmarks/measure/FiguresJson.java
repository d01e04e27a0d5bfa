package concurrent.futures.benchmarks.measure;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Figures as a line of JSON, which is how a program tells them: `{"workload": "tiny-map", "figures": {"rate":
/// 2.5}}`.
public final class FiguresJson {
    private static final JsonFactory JSON = new JsonFactory();

    private FiguresJson() {}

    /// Writes a line, without its end. What is not a number is left out.
    ///
    /// @param workload what was measured
    /// @param figures what came out
    /// @return the line
    /// @throws IOException never, in memory
    public static String write(String workload, Figures figures) throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("workload", workload);
            json.writeObjectFieldStart("figures");
            for (Map.Entry<String, Double> figure : figures.values().entrySet()) {
                if (Double.isFinite(figure.getValue())) {
                    json.writeNumberField(figure.getKey(), figure.getValue());
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return line.toString();
    }

    /// Reads the figures of a line.
    ///
    /// @param line what [#write(String, Figures)] wrote, or a program in another language
    /// @return the figures in it
    /// @throws IOException if it is no such line
    public static Figures read(String line) throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_OBJECT && "figures".equals(json.currentName())) {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String name = json.currentName();
                        json.nextToken();
                        values.put(name, json.getDoubleValue());
                    }
                }
            }
        }
        if (values.isEmpty()) {
            throw new IOException("no figures in: " + line);
        }
        return new Figures(values);
    }
}
