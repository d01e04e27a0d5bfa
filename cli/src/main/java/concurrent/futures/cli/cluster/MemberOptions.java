package concurrent.futures.cli.cluster;

import concurrent.futures.cli.options.WrongOption;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.EngineSettings.Discovery;
import concurrent.futures.cluster.internal.engine.EngineSettings.Security;
import concurrent.futures.cluster.internal.engine.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How a node becomes a member: the options that all of `futures cluster` have.
final class MemberOptions {
    private static final String LOOPBACK = "127.0.0.1";
    /// Where the first node of a machine is.
    static final int PORT = 17_800;
    private static final int MESSAGE_BYTES = 1 << 20;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            defaultValue = "concurrent-futures",
            description = "The cluster's name (${DEFAULT-VALUE}).")
    private String cluster = "";

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = Engines.DEFAULT,
            description = "What takes the messages (${DEFAULT-VALUE}).")
    private String engine = "";

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = LOOPBACK,
            description = "The address of this node (${DEFAULT-VALUE}). Any that others can reach needs --security.")
    private String bind = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + PORT,
            description =
                    "The port to begin with; if it is taken, one of the next ones, unless others look for it there"
                            + " (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--seed",
            paramLabel = "HOST:PORT",
            description = "A member to begin with; may be given again. By default this machine, port " + PORT + ".")
    private List<String> seeds = List.of();

    @Option(names = "--dns", paramLabel = "NAME", description = "The members are at all addresses of this name.")
    private @Nullable String dns;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "The members find each other in this folder, which has to be there.")
    private @Nullable Path folder;

    @Option(
            names = "--security",
            paramLabel = "FOLDER",
            description = "Mutual TLS, with the files node.p12, trust.p12 and password of this folder.")
    private @Nullable Path security;

    @Option(names = "--help", usageHelp = true, description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    String engine() {
        return engine;
    }

    /// What the options say, for one that stays.
    ///
    /// @param joinTimeout how long to look for others
    EngineSettings settings(Duration joinTimeout) {
        return settings(port, isSeed(), joinTimeout);
    }

    /// What the options say, for one that only looks: it takes the port of no seed, for which others wait.
    ///
    /// @param joinTimeout how long to look for others
    EngineSettings guest(Duration joinTimeout) {
        return settings(isSeed() ? 0 : port, /* isSeed= */ false, joinTimeout);
    }

    private EngineSettings settings(int bindPort, boolean isSeed, Duration joinTimeout) {
        int ways = (seeds.isEmpty() ? 0 : 1) + (dns == null ? 0 : 1) + (folder == null ? 0 : 1);
        if (ways > 1) {
            throw wrong("--seed, --dns and --folder are different ways to find the others: choose one");
        }
        try {
            return new EngineSettings(
                    cluster, bind, bindPort, isSeed, discovery(), securityFiles(), joinTimeout, MESSAGE_BYTES);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Security securityFiles() {
        return security == null ? null : Security.in(security);
    }

    private Discovery discovery() {
        if (dns != null) {
            return new Discovery.Dns(dns, port);
        }
        if (folder != null) {
            if (!Files.isDirectory(folder)) {
                throw wrong("--folder " + folder + ": it is not there. See how it is spelt, and whether it is mounted"
                        + " here; or make it");
            }
            return new Discovery.Folder(folder);
        }
        return new Discovery.Seeds(seeds.isEmpty() ? List.of(LOOPBACK + ":" + PORT) : seeds);
    }

    /// The seed is the one that the others are told of: it does not wait for anybody.
    private boolean isSeed() {
        return (seeds.isEmpty() && dns == null && folder == null) ? port == PORT : seeds.contains(place());
    }

    private String place() {
        return (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port;
    }

    /// A wrong option of the command that has these.
    ParameterException wrong(String message) {
        return WrongOption.of(command, message);
    }
}
