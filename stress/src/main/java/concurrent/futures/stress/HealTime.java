package concurrent.futures.stress;

import concurrent.futures.stress.heal.Deaths;
import concurrent.futures.stress.heal.Times;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures how long it takes from the death of a worker to the result of the next task, which its successor runs.
@Command(
        name = "HealTime",
        description = "Kills the busy worker of a pool again and again, and measures from the kill to the result of the"
                + " next task, which its successor runs.",
        footer = {"", "Exit codes: 0 the median without a spare worker is within the limit, 1 it is not, 2 wrong usage."
        })
public final class HealTime implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How many workers are killed; ${DEFAULT-VALUE} if nothing else is said.")
    private int rounds;

    @Option(
            names = "--limit",
            paramLabel = "MILLISECONDS",
            defaultValue = "300",
            description = "What the median must stay under; ${DEFAULT-VALUE} if nothing else is said.")
    private int limit;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private HealTime(PrintStream out) {
        this.out = out;
    }

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        System.exit(run(System.out, args));
    }

    /// Runs the program in this JVM.
    ///
    /// @param out where the figures go, and what is wrong with the options
    /// @param args the command line
    /// @return the exit code
    public static int run(PrintStream out, String... args) {
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(out, out.charset()), /* autoFlush= */ true);
        return new CommandLine(new HealTime(out))
                .setOut(messages)
                .setErr(messages)
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || limit < 1) {
            throw new ParameterException(
                    spec == null ? new CommandLine(this) : spec.commandLine(),
                    "--rounds and --limit must be at least 1, but are " + rounds + " and " + limit);
        }
        out.println("from the kill of a busy worker to the result of the next task, " + rounds + " times, in ms:");
        Times alone = Deaths.measure(rounds, 0);
        out.println("no spare worker:  " + alone);
        out.println("one spare worker: " + Deaths.measure(rounds, 1));
        boolean met = alone.median().compareTo(Duration.ofMillis(limit)) < 0;
        out.println("the median without a spare worker is " + (met ? "" : "NOT ") + "under " + limit + " ms");
        return met ? 0 : 1;
    }
}
