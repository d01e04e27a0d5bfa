package concurrent.futures.stress;

import concurrent.futures.stress.soak.Campaign;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Uses process pools at random, with workers that are killed, suspended and resized away, and proves that no task was
/// lost, none ran twice, and nothing is left behind.
@Command(
        name = "Soak",
        description = "Uses process pools at random, under fire, and checks that no task is lost or run twice, and that"
                + " nothing is left behind.",
        footer = {"", "Exit codes: 0 all is well, 1 something does not add up, or hangs, 2 wrong usage."})
public final class Soak implements Callable<Integer> {
    private final PrintStream out;
    private final Consumer<String> alarm;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "N", description = "How long, in minutes; 1 if nothing else is said.")
    private int minutes;

    @Option(names = "--seconds", paramLabel = "N", description = "How long, in seconds; adds to --minutes.")
    private int seconds;

    @Option(
            names = "--round",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long each pool lives; ${DEFAULT-VALUE} if nothing else is said.")
    private int round;

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "4",
            description = "The most workers of a pool; ${DEFAULT-VALUE} if nothing else is said.")
    private int workers;

    @Option(names = "--seed", paramLabel = "N", description = "What all choices come from; another one each time.")
    private @Nullable Long seed;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private Soak(PrintStream out, Consumer<String> alarm) {
        this.out = out;
        this.alarm = alarm;
    }

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        System.exit(run(
                System.out,
                report -> {
                    System.out.println(report);
                    Runtime.getRuntime().halt(1); // shutdown hooks might wait for what hangs
                },
                args));
    }

    /// Runs the program in this JVM.
    ///
    /// @param out where the table goes, and what is wrong with the options
    /// @param alarm takes a report, should nothing move any more
    /// @param args the command line
    /// @return the exit code
    public static int run(PrintStream out, Consumer<String> alarm, String... args) {
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(out, out.charset()), /* autoFlush= */ true);
        return new CommandLine(new Soak(out, alarm))
                .setOut(messages)
                .setErr(messages)
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 0 || seconds < 0) {
            throw wrong("--minutes and --seconds must not be negative, but are " + minutes + " and " + seconds);
        }
        if (round < 1) {
            throw wrong("--round must be at least 1, but is " + round);
        }
        if (workers < 1) {
            throw wrong("--workers must be at least 1, but is " + workers);
        }
        Duration time = minutes == 0 && seconds == 0
                ? Duration.ofMinutes(1)
                : Duration.ofMinutes(minutes).plusSeconds(seconds);
        Campaign campaign = new Campaign(
                time, Duration.ofSeconds(round), seed == null ? new SecureRandom().nextInt() : seed, workers);
        return campaign.run(out, alarm) ? 0 : 1;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), message);
    }
}
