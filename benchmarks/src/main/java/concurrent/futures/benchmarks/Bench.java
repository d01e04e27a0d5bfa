package concurrent.futures.benchmarks;

import concurrent.futures.benchmarks.measure.Scale;
import concurrent.futures.benchmarks.report.Chart;
import concurrent.futures.benchmarks.report.Machine;
import concurrent.futures.benchmarks.report.ResultsJson;
import concurrent.futures.benchmarks.report.TextTable;
import concurrent.futures.benchmarks.run.Campaign;
import concurrent.futures.benchmarks.run.Launcher;
import concurrent.futures.benchmarks.table.Results;
import concurrent.futures.benchmarks.table.Row;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Runs the benchmarks, ours and the others in turn, and prints the table.
@Command(
        name = "futures bench",
        description =
                "Measures this library beside CPython, the JDK and what the machine can do, all in one run, and prints a"
                        + " table of medians. The machine should have nothing else to do.",
        footer = {"", "Exit codes: 0 all was measured, 1 something failed (it is named), 2 wrong usage."})
public final class Bench implements Callable<Integer> {
    /// Leaves the time for the program that runs when it is over.
    private static final Duration LIMIT = Duration.ofSeconds(270);

    private static final Duration NO_LIMIT = Duration.ofDays(365);

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--short", description = "Under 5 minutes in all, without what is large. This is the default.")
    private boolean shortRun;

    @Option(names = "--full", description = "All sizes as in the table, and all programs in each round: an hour or so.")
    private boolean full;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "How often each program runs. If nothing is said: 5 with --full; else 3, as far as 5 minutes"
                    + " allow. In a short run, programs that take long run once.")
    private @Nullable Integer rounds;

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only the rows in whose name this regular expression matches, in any case.")
    private String only = "";

    @Option(names = "--list", description = "Lists the rows by name, and what each is to reach, without measuring.")
    private boolean list;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description =
                    "Where results are written, without ending: PATH.json and PATH.svg. If nothing is said, they go to"
                            + " benchmarks/results/latest, which is not committed.")
    private @Nullable Path results;

    @Option(
            names = "--home",
            paramLabel = "FOLDER",
            defaultValue = "benchmarks",
            description = "The folder of this module, where its Python programs are; ./benchmarks if nothing is said.")
    private Path home = Path.of("benchmarks");

    @Option(
            names = "--python",
            paramLabel = "COMMAND",
            defaultValue = "python3",
            description = "The interpreter; ${DEFAULT-VALUE} if nothing is said.")
    private String python = "python3";

    @Option(names = "--scale", hidden = true, description = "For the smoke test.")
    private @Nullable Scale scale;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private Bench(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        System.exit(run(System.out, System.err, args));
    }

    /// Runs the program in this JVM; what it measures runs in others.
    ///
    /// @param out where the table goes
    /// @param err where it says what it is doing, and what is wrong with the options
    /// @param args the command line
    /// @return the exit code
    public static int run(PrintStream out, PrintStream err, String... args) {
        return new CommandLine(new Bench(out, err))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(new OutputStreamWriter(out, out.charset()), /* autoFlush= */ true))
                .setErr(new PrintWriter(new OutputStreamWriter(err, err.charset()), /* autoFlush= */ true))
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        List<Row> matching = Catalogue.matching(pattern());
        check(matching);
        if (list) {
            matching.forEach(row -> out.println(row.name() + "  " + row.title()));
            return 0;
        }
        List<Row> rows = full || !only.isEmpty() ? matching : Catalogue.quick(matching);
        Scale size = scale != null ? scale : full ? Scale.FULL : Scale.SHORT;
        Launcher launcher = new Launcher(Measure.class, size, home.resolve("python"), python);
        String version = launcher.pythonVersion();
        Machine machine = Machine.here(version.isEmpty() ? "no " + python : version);
        err.println(machine);
        Results measured = new Campaign(launcher, err::println)
                .run(rows, rounds != null ? rounds : size.of(1, 3, 5), rounds != null || full ? NO_LIMIT : LIMIT);
        report(machine, size, rows, measured);
        return measured.failures().isEmpty() ? 0 : 1;
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(only, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw wrong("--only " + only + " is no regular expression: " + e.getDescription());
        }
    }

    private void check(List<Row> rows) {
        if (rows.isEmpty()) {
            throw wrong("--only " + only + " matches none of "
                    + Catalogue.ROWS.stream().map(Row::name).collect(Collectors.joining(", ")));
        }
        if (rounds != null && rounds < 1) {
            throw wrong("--rounds must be at least 1, but is " + rounds);
        }
        if (shortRun && full) {
            throw wrong("--short and --full exclude each other");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), message);
    }

    private void report(Machine machine, Scale size, List<Row> rows, Results measured) throws Exception {
        Path target = results != null ? results : home.resolve("results/latest");
        if (target.getParent() != null) {
            Files.createDirectories(target.getParent());
        }
        Files.writeString(Path.of(target + ".json"), ResultsJson.write(machine, size.toString(), rows, measured));
        Files.writeString(Path.of(target + ".svg"), Chart.draw(machine, rows, measured));
        out.println(machine);
        out.println();
        out.print(TextTable.write(rows, measured));
        out.println();
        out.println(TextTable.summary(rows, measured));
        measured.failures().forEach((program, reason) -> out.println(program + " failed: " + reason));
        err.println("written: " + target + ".json, " + target + ".svg");
    }
}
