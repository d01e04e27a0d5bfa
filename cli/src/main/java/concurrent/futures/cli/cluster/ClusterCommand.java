package concurrent.futures.cli.cluster;

import concurrent.futures.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What has to do with clusters; it does nothing without one of its subcommands.
@Command(
        name = "cluster",
        description = "Runs an agent of a cluster, shows the cluster's members, or makes their certificates.",
        synopsisSubcommandLabel = "COMMAND")
public final class ClusterCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    private ClusterCommand() {}

    /// Makes the command with its subcommands.
    ///
    /// @param session where it prints
    /// @return to be added to another one
    public static CommandLine with(Session session) {
        return new CommandLine(new ClusterCommand())
                .addSubcommand(new AgentCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new InitCommand(session))
                .addSubcommand(new IssueCommand(session));
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "a command is missing: agent, status, init or issue");
        }
    }
}
