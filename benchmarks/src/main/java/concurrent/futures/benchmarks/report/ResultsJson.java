package concurrent.futures.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.table.Program;
import concurrent.futures.benchmarks.table.Results;
import concurrent.futures.benchmarks.table.Row;
import concurrent.futures.benchmarks.table.Target;
import concurrent.futures.benchmarks.table.Unit;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All results as JSON: the machine, each row with its medians and targets, and every figure of every program, round
/// by round.
public final class ResultsJson {
    private ResultsJson() {}

    /// Writes it.
    ///
    /// @param machine where it was measured
    /// @param scale how large the workloads were
    /// @param rows the rows
    /// @param results what was measured
    /// @return the text
    /// @throws IOException never, in memory
    public static String write(Machine machine, String scale, List<Row> rows, Results results) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeObjectFieldStart("machine");
            json.writeStringField("processor", machine.processor());
            json.writeNumberField("processors", machine.processors());
            json.writeStringField("system", machine.system());
            json.writeStringField("jdk", machine.jdk());
            json.writeStringField("python", machine.python());
            json.writeEndObject();
            json.writeStringField("scale", scale);
            json.writeArrayFieldStart("rows");
            for (Row row : rows) {
                row(json, row, results);
            }
            json.writeEndArray();
            rounds(json, results);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void row(JsonGenerator json, Row row, Results results) throws IOException {
        Unit unit = row.unit();
        Optional<Double> ours = results.median(row.ours());
        Optional<Double> python = results.bestPython(row);
        Optional<Double> floor = Optional.ofNullable(row.floor()).flatMap(results::median);
        json.writeStartObject();
        json.writeStringField("name", row.name());
        json.writeStringField("title", row.title());
        json.writeStringField("unit", unit.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        number(json, "ours", ours);
        number(json, "python", python);
        number(json, "timesAsGoodAsPython", ours.flatMap(a -> python.map(b -> unit.timesAsGood(a, b))));
        number(json, "floor", floor);
        number(json, "timesAsGoodAsFloor", ours.flatMap(a -> floor.map(b -> unit.timesAsGood(a, b))));
        json.writeArrayFieldStart("targets");
        for (Target target : row.targets()) {
            Optional<Target.Verdict> verdict = target.judge(row, results);
            json.writeStartObject();
            json.writeStringField("kind", target.atLeast() ? "at-least" : "at-most");
            json.writeNumberField("wanted", target.factor());
            json.writeStringField("of", target.reference() == null ? "" : target.words());
            number(json, "measured", verdict.map(Target.Verdict::measured));
            if (verdict.isPresent()) {
                json.writeBooleanField("reached", verdict.get().isReached());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void rounds(JsonGenerator json, Results results) throws IOException {
        json.writeObjectFieldStart("rounds");
        for (Map.Entry<Program, List<Figures>> program : results.rounds().entrySet()) {
            json.writeArrayFieldStart(program.getKey().toString());
            for (Figures figures : program.getValue()) {
                json.writeStartObject();
                for (Map.Entry<String, Double> figure : figures.values().entrySet()) {
                    number(json, figure.getKey(), Optional.of(figure.getValue()));
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("failures");
        for (Map.Entry<Program, String> failure : results.failures().entrySet()) {
            json.writeStringField(failure.getKey().toString(), failure.getValue());
        }
        json.writeEndObject();
    }

    /// What is missing, and what is not a number, is left out.
    private static void number(JsonGenerator json, String name, Optional<Double> value) throws IOException {
        if (value.isPresent() && Double.isFinite(value.get())) {
            json.writeNumberField(name, value.get());
        }
    }
}
