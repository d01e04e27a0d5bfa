package concurrent.futures.stress;

import concurrent.futures.stress.agents.Siege;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs short tasks on agents that are killed one after the other, and proves that no task was lost, none ran twice,
/// and nothing is left behind.
@Command(
        name = "ClusterSoak",
        description = "Runs short tasks on agents of this machine, of which one is killed now and then, and checks that"
                + " no task is lost or run twice, and that nothing is left behind.",
        footer = {"", "Exit codes: 0 all is well, 1 something does not add up, or hangs, 2 wrong usage."})
public final class ClusterSoak extends Program {
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

    private ClusterSoak(PrintStream out, Consumer<String> alarm) {
        super(out, alarm);
    }

    /// Runs the program.
    ///
    /// @param args the command line
    public static void main(String... args) {
        runAsMain(ClusterSoak::new, args);
    }

    /// Runs the program in this JVM.
    ///
    /// @param out where the table goes, and what is wrong with the options
    /// @param alarm takes a report, should nothing move any more
    /// @param args the command line
    /// @return the exit code
    public static int run(PrintStream out, Consumer<String> alarm, String... args) {
        return new ClusterSoak(out, alarm).run(args);
    }

    @Override
    public Integer call() throws Exception {
        checkAtLeast(1, "--tasks", tasks);
        checkAtLeast(1, "--agents", agents);
        checkAtLeast(1, "--every", every);
        checkAtLeast(1, "--kills", kills);
        checkAtLeast(0, "--retries", retries);
        checkAtLeast(0, "--longest", longest);
        Siege siege =
                new Siege(tasks, agents, Duration.ofMillis(every), kills, retries, Duration.ofMillis(longest), seed());
        return siege.run(out(), alarm()) ? 0 : 1;
    }
}
