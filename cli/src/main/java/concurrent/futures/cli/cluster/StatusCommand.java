package concurrent.futures.cli.cluster;

import concurrent.futures.cli.options.DurationConverter;
import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.ClusterStatus;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows who is there, and what they do.
@Command(
        name = "status",
        description =
                "Joins the cluster for a moment, and prints a line for each member: what it is, and what it does.",
        footer = {
            "",
            "Exit codes: 0 somebody is there, 1 this node can not join (the reason is named), 2 wrong usage,"
                    + " 3 nobody is there."
        })
final class StatusCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final MemberOptions member = new MemberOptions();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long to look for members before nobody is there: 2s, 1m (10s).")
    private Duration wait = Duration.ofSeconds(10);

    StatusCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws InterruptedException {
        try {
            EngineSettings where = member.guest(wait);
            List<String> lines = ClusterStatus.lines(Engines.named(member.engine()), where);
            if (lines.isEmpty()) {
                session.println("nobody is in cluster " + where.clusterName());
                return ExitCode.NOBODY;
            }
            lines.forEach(session::println);
            return ExitCode.OK;
        } catch (ClusterException e) {
            session.fail("status", String.valueOf(e.getMessage()));
            return ExitCode.SOME_FAILED;
        }
    }
}
