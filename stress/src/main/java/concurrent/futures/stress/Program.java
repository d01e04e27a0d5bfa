package concurrent.futures.stress;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the programs of this module have in common: a seed, and an alarm for when nothing moves any more.
abstract class Program implements Callable<Integer> {
    private final PrintStream out;
    private final Consumer<String> alarm;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "What all choices come from; another one each time.")
    private @Nullable Long seed;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /// Makes one.
    ///
    /// @param out where the table goes, and what is wrong with the options
    /// @param alarm takes a report, should nothing move any more
    Program(PrintStream out, Consumer<String> alarm) {
        this.out = out;
        this.alarm = alarm;
    }

    /// Runs a program as this JVM's own, which ends with it, or with the alarm.
    static void runAsMain(BiFunction<PrintStream, Consumer<String>, Program> maker, String... args) {
        Consumer<String> alarm = report -> {
            System.out.println(report);
            Runtime.getRuntime().halt(1); // shutdown hooks might wait for what hangs
        };
        System.exit(maker.apply(System.out, alarm).run(args));
    }

    /// Runs it in this JVM.
    ///
    /// @return the exit code
    int run(String... args) {
        PrintWriter messages = new PrintWriter(new OutputStreamWriter(out, out.charset()), /* autoFlush= */ true);
        return new CommandLine(this).setOut(messages).setErr(messages).execute(args);
    }

    PrintStream out() {
        return out;
    }

    Consumer<String> alarm() {
        return alarm;
    }

    long seed() {
        return seed == null ? new SecureRandom().nextInt() : seed;
    }

    void checkAtLeast(int least, String option, int value) {
        if (value < least) {
            throw wrong(option + " must be at least " + least + ", but is " + value);
        }
    }

    ParameterException wrong(String message) {
        return new ParameterException(spec == null ? new CommandLine(this) : spec.commandLine(), message);
    }
}
