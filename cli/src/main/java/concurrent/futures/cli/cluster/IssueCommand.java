package concurrent.futures.cli.cluster;

import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.security.CertificateAuthority;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Has a cluster's authority make more certificates.
@Command(
        name = "issue",
        description = {
            "Makes certificates of an authority that 'futures cluster init' has made.",
            "They are for more nodes, or in time before others end. None is revoked by that: each is good until its last"
                    + " day."
        })
final class IssueCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    IssueCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<NodeOptions.NewNode> nodes = options.nodes();
        CertificateAuthority authority = authority();
        try {
            options.issue(authority, nodes);
            new Instructions(options.folder(), authority.cluster(), nodes, options.days())
                    .ofNodes()
                    .forEach(session::println);
            return ExitCode.OK;
        } catch (ClusterException e) {
            session.fail("issue", String.valueOf(e.getMessage()));
            return ExitCode.SOME_FAILED;
        }
    }

    private CertificateAuthority authority() {
        try {
            return CertificateAuthority.open(options.folder());
        } catch (ClusterException e) {
            throw options.wrong(String.valueOf(e.getMessage()));
        }
    }
}
