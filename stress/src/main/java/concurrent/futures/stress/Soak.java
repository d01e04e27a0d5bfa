package concurrent.futures.stress;

import concurrent.futures.stress.soak.Campaign;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Uses process pools at random, with workers that are killed, suspended and resized away, and proves that no task was
/// lost, none ran twice, and nothing is left behind.
@Command(
        name = "Soak",
        description = "Uses process pools at random, under fire, and checks that no task is lost or run twice, and that"
                + " nothing is left behind.",
        footer = {"", "Exit codes: 0 all is well, 1 something does not add up, or hangs, 2 wrong usage."})
public final class Soak extends Program {
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

    private Soak(PrintStream out, Consumer<String> alarm) {
        super(out, alarm);
    }

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        runAsMain(Soak::new, args);
    }

    /// Runs the program in this JVM.
    ///
    /// @param out where the table goes, and what is wrong with the options
    /// @param alarm takes a report, should nothing move any more
    /// @param args the command line
    /// @return the exit code
    public static int run(PrintStream out, Consumer<String> alarm, String... args) {
        return new Soak(out, alarm).run(args);
    }

    @Override
    public Integer call() throws Exception {
        if (minutes < 0 || seconds < 0) {
            throw wrong("--minutes and --seconds must not be negative, but are " + minutes + " and " + seconds);
        }
        checkAtLeast(1, "--round", round);
        checkAtLeast(1, "--workers", workers);
        Duration time = minutes == 0 && seconds == 0
                ? Duration.ofMinutes(1)
                : Duration.ofMinutes(minutes).plusSeconds(seconds);
        Campaign campaign = new Campaign(time, Duration.ofSeconds(round), seed(), workers);
        return campaign.run(out(), alarm()) ? 0 : 1;
    }
}
