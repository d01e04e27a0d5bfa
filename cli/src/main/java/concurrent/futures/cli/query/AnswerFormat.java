package concurrent.futures.cli.query;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How answers are printed.
enum AnswerFormat {
    /// For people.
    TABLE,
    /// For spreadsheets.
    CSV,
    /// For programs.
    JSON;

    AnswerWriter writer() {
        return switch (this) {
            case TABLE -> new TableWriter();
            case CSV -> new CsvWriter();
            case JSON -> new JsonWriter();
        };
    }

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(AnswerFormat::toString).toList();
    }

    /// Reads a format.
    static final class Converter implements ITypeConverter<AnswerFormat> {
        @Override
        public AnswerFormat convert(String text) {
            return Arrays.stream(values())
                    .filter(format -> format.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not a format: choose one of " + String.join(", ", names())));
        }
    }

    /// What a shell offers.
    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
