package concurrent.futures.benchmarks;

import concurrent.futures.benchmarks.measure.Figures;
import concurrent.futures.benchmarks.measure.FiguresJson;
import concurrent.futures.benchmarks.measure.Scale;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Measures workloads in this JVM, one after the other, and prints a line of JSON for each.
@Command(
        name = "Measure",
        description =
                "Measures workloads in this JVM, one after the other, and prints a line of JSON for each: rates are per"
                        + " second, times in seconds, memory in bytes.")
public final class Measure implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "WORKLOAD",
            arity = "0..*",
            description = "Their names; all that there are if none is given.")
    private @Nullable List<String> names;

    @Option(
            names = "--scale",
            defaultValue = "short",
            paramLabel = "SCALE",
            description =
                    "How large and how often: ${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if nothing else is said.")
    private Scale scale = Scale.SHORT;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private Measure() {}

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        System.exit(new CommandLine(new Measure())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<String> all = List.copyOf(Workloads.names());
        for (String name : names == null ? all : names) {
            if (!all.contains(name)) {
                throw new ParameterException(
                        spec == null ? new CommandLine(this) : spec.commandLine(),
                        "no workload '" + name + "'; there are " + String.join(", ", all));
            }
            Figures figures = Workloads.named(name).measure(scale);
            System.out.println(FiguresJson.write(name, figures));
        }
        return 0;
    }
}
