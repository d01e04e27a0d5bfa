package concurrent.futures.cli.cluster;

import concurrent.futures.cli.options.WrongOption;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.security.CertificateAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// For which nodes certificates are made, and where.
final class NodeOptions {
    private static final int MOST_DAYS = 3650;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Parameters(paramLabel = "FOLDER", description = "Where the authority is, in a folder ca, and a folder per node.")
    private Path folder = Path.of("");

    @Option(
            names = "--node",
            paramLabel = "NAME[=HOST,...]",
            description = "A node to make a certificate for; may be given again. With hosts (names or addresses), the"
                    + " others accept it only from there; without, from anywhere. By default one, called node, for all"
                    + " nodes.")
    private List<String> nodes = List.of();

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "For how long the certificates of nodes are good (${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    /// A node to be.
    ///
    /// @param name of its folder
    /// @param hosts where it may be; anywhere if there are none
    record NewNode(String name, List<String> hosts) {
        private static NewNode parse(String text) {
            int end = text.indexOf('=');
            return end < 0
                    ? new NewNode(text, List.of())
                    : new NewNode(
                            text.substring(0, end),
                            List.of(text.substring(end + 1).split(",", -1)));
        }
    }

    Path folder() {
        return folder;
    }

    int days() {
        return days;
    }

    /// The nodes, which all may be called so.
    List<NewNode> nodes() {
        if (days < 1 || days > MOST_DAYS) {
            throw wrong("--days " + days + ": must be from 1 to " + MOST_DAYS);
        }
        List<NewNode> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : nodes.isEmpty() ? List.of("node") : nodes) {
            NewNode node = NewNode.parse(text);
            try {
                CertificateAuthority.check(node.name(), node.hosts());
            } catch (ClusterException e) {
                throw wrong("--node " + text + ": " + e.getMessage());
            }
            if (!names.add(node.name())) {
                throw wrong("--node " + text + ": there are two nodes '" + node.name() + "'");
            }
            all.add(node);
        }
        return all;
    }

    /// Makes their certificates.
    void issue(CertificateAuthority authority, List<NewNode> nodes) throws InterruptedException {
        for (NewNode node : nodes) {
            authority.issue(node.name(), node.hosts(), Duration.ofDays(days));
        }
    }

    /// A wrong option of the command that has these.
    ParameterException wrong(String message) {
        return WrongOption.of(command, message);
    }
}
