package concurrent.futures.cli.cluster;

import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.Names;
import concurrent.futures.cluster.internal.security.CertificateAuthority;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a cluster's authority, and certificates.
@Command(
        name = "init",
        description = {
            "Makes the authority of a cluster, and certificates for its nodes, by which they know each other; and says what"
                    + " to do with them.",
            "A cluster that goes beyond one machine needs them."
        })
final class InitCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "concurrent-futures",
            description = "The cluster's name, for which alone the certificates are good (${DEFAULT-VALUE}).")
    private String cluster = "";

    InitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<NodeOptions.NewNode> nodes = options.nodes();
        try {
            Names.check("cluster", cluster);
        } catch (IllegalArgumentException e) {
            throw options.wrong("--cluster " + cluster + ": " + e.getMessage());
        }
        try {
            CertificateAuthority authority = CertificateAuthority.create(options.folder(), cluster);
            options.issue(authority, nodes);
            Instructions instructions = new Instructions(options.folder(), cluster, nodes, options.days());
            instructions.ofAuthority().forEach(session::println);
            instructions.ofNodes().forEach(session::println);
            return ExitCode.OK;
        } catch (ClusterException e) {
            session.fail("init", String.valueOf(e.getMessage()));
            return ExitCode.SOME_FAILED;
        }
    }
}
