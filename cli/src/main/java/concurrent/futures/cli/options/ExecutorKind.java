package concurrent.futures.cli.options;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What runs the tasks of a command.
public enum ExecutorKind {
    /// The thread that runs the command, one task after the other.
    SERIAL,
    /// Platform threads.
    THREADS,
    /// A virtual thread for each task.
    VIRTUAL,
    /// JVMs of their own.
    PROCESSES,
    /// Two agents on this machine, which are JVMs with workers of their own.
    CLUSTER;

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(ExecutorKind::toString).toList();
    }

    /// Reads a kind.
    public static final class Converter implements ITypeConverter<ExecutorKind> {
        /// Made by picocli.
        public Converter() {}

        @Override
        public ExecutorKind convert(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is not an executor: choose one of " + String.join(", ", names())));
        }
    }

    /// What a shell offers.
    public static final class Candidates implements Iterable<String> {
        /// Made by picocli.
        public Candidates() {}

        @Override
        public Iterator<String> iterator() {
            return names().iterator();
        }
    }
}
