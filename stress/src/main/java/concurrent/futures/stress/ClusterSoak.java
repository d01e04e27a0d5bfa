package concurrent.futures.stress;

import concurrent.futures.stress.agents.Siege;
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

/// Runs short tasks on agents that are killed one after the other, and proves that no task was lost, none ran twice,
/// and nothing is left behind.
@Command(
        name = "ClusterSoak",
        description = "Runs short tasks on agents of this machine, of which one is killed now and then, and checks that"
                + " no task is lost or run twice, and that nothing is left behind.",
        footer = {"", "Exit codes: 0 all is well, 1 something does not add up, or hangs, 2 wrong usage."})
public final class ClusterSoak implements Callable<Integer> {
    private final PrintStream out;
    private final Consumer<String> alarm;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many tasks, at least; ${DEFAULT-VALUE} if nothing else is said.")
    private int tasks;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many agents; ${DEFAULT-VALUE} if nothing else is said.")
    private int agents;

    @Option(
            names = "--every",
            paramLabel = "MILLISECONDS",
            defaultValue = "10000",
            description = "How long after each other agents are killed; ${DEFAULT-VALUE} if nothing else is said.")
    private int every;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many agents are killed at most; ${DEFAULT-VALUE} if nothing else is said.")
    private int kills;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "0",
            description = "How often a task may run again; ${DEFAULT-VALUE} if nothing else is said.")
    private int retries;

    @Option(
            names = "--longest",
            paramLabel = "MILLISECONDS",
            defaultValue = "4",
            description = "How long a task takes at most; ${DEFAULT-VALUE} if nothing else is said.")
    private int longest;

    @Option(names = "--seed", paramLabel = "N", description = "What all choices come from; another one each time.")
    private @Nullable Long seed;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private ClusterSoak(PrintStream out, Consumer<String> alarm) {
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
        return new CommandLine(new ClusterSoak(out, alarm))
                .setOut(messages)
                .setErr(messages)
                .execute(args);
    }

    @Override
    public Integer call() throws Exception {
        atLeast(1, "--tasks", tasks);
        atLeast(1, "--agents", agents);
        atLeast(1, "--every", every);
        atLeast(1, "--kills", kills);
        atLeast(0, "--retries", retries);
        atLeast(0, "--longest", longest);
        Siege siege = new Siege(
                tasks,
                agents,
                Duration.ofMillis(every),
                kills,
                retries,
                Duration.ofMillis(longest),
                seed == null ? new SecureRandom().nextInt() : seed);
        return siege.run(out, alarm) ? 0 : 1;
    }

    private void atLeast(int least, String option, int value) {
        if (value < least) {
            throw new ParameterException(
                    spec == null ? new CommandLine(this) : spec.commandLine(),
                    option + " must be at least " + least + ", but is " + value);
        }
    }
}
