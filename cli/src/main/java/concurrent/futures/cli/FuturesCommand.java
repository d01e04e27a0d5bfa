package concurrent.futures.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command itself, which does nothing without one of its subcommands.
@Command(
        name = "futures",
        description = "Works on many files, pages or databases at once: in threads or in worker processes.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit codes: 0 all good, 1 some task failed (each is named), 2 wrong usage."})
final class FuturesCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(), "a command is missing: hash, fetch, query, demo, cluster or version");
        }
    }
}
