package concurrent.futures.stress;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.stress.crowd.Steps;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Lets a million tasks wait for one worker, and cancels, counts, runs and stops them.
@Command(
        name = "Crowd",
        description =
                "Lets very many tasks wait for one worker, on threads and on processes, and counts, cancels, runs and"
                        + " stops them. Each step is timed.",
        footer = {"", "Exit codes: 0 all counts are right, 1 one is not, 2 wrong usage."})
public final class Crowd implements Callable<Integer> {
    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--tasks",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many tasks wait; ${DEFAULT-VALUE} if nothing else is said.")
    private int tasks;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private Crowd(PrintStream out) {
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
        return new CommandLine(new Crowd(out)).setOut(messages).setErr(messages).execute(args);
    }

    @Override
    public Integer call() throws InterruptedException {
        if (tasks < 1) {
            throw new ParameterException(
                    spec == null ? new CommandLine(this) : spec.commandLine(),
                    "--tasks must be at least 1, but is " + tasks);
        }
        Steps steps = new Steps(out, tasks);
        boolean onPlatform = steps.take("platform threads", () -> new ThreadPoolExecutor(1));
        boolean onVirtual = steps.take("virtual threads", () -> ThreadPoolExecutor.virtual(1));
        boolean inProcesses = steps.take("processes", () -> new ProcessPoolExecutor(1));
        return onPlatform && onVirtual && inProcesses ? 0 : 1;
    }
}
