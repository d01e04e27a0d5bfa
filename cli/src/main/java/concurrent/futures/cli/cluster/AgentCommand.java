package concurrent.futures.cli.cluster;

import com.sun.management.HotSpotDiagnosticMXBean;
import concurrent.futures.cli.options.DurationConverter;
import concurrent.futures.cli.session.ExitCode;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.Agent;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.agent.program.AgentProgram;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.security.UnfitSettingsException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Runs an agent, until it is told to end.
@Command(
        name = "agent",
        description = {
            "Runs the tasks of drivers in worker processes, until it is told to end.",
            "At SIGTERM or Ctrl-C it takes nothing new, ends what runs, and leaves;",
            "a second one ends it at once."
        },
        footer = {
            "",
            "Exit codes: 0 it has left, 1 it could not join, or was ended at once (the reason is named), 2 wrong usage,"
                    + " 3 its memory was exhausted, 4 its certificates or its address are of no use, and stay so until"
                    + " they are changed."
        })
final class AgentCommand implements Callable<Integer> {
    private static final long MIB = 1 << 20;
    private static final long MOST_MIB = Long.MAX_VALUE / MIB;
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(30);

    private final Session session;

    @Mixin
    private final MemberOptions member = new MemberOptions();

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "How many tasks run at once. By default as many as there are processors.")
    private int slots = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            description = "The largest heap of a worker. By default a share of this machine's memory.")
    private long heap;

    @Option(
            names = "--label",
            paramLabel = "LABEL",
            description = "What this agent has that tasks may ask for, such as gpu; may be given again.")
    private List<String> labels = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "For people. By default the host and the process id.")
    private @Nullable String name;

    @Option(
            names = "--jars",
            paramLabel = "FOLDER",
            description = "Where jars of drivers are kept. By default in the user's folder for caches.")
    private @Nullable Path jars;

    @Option(
            names = "--jars-size",
            paramLabel = "MIB",
            description = "How much of them is kept, beside those in use (2048).")
    private long jarsSize = AgentSettings.JAR_BYTES / MIB;

    @Option(
            names = "--drain",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long tasks may take to end when the agent is told to: 30s, 10m (1m).")
    private Duration drain = Duration.ofMinutes(1);

    @Option(
            names = "--alive",
            paramLabel = "FILE",
            description = "Is there while the agent is a member that takes tasks, and touched every 5 s if it is well.")
    private @Nullable Path alive;

    AgentCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        EngineSettings where = member.settings(JOIN_TIMEOUT);
        if (alive != null && !Files.isDirectory(alive.toAbsolutePath().resolveSibling("."))) {
            throw member.wrong("--alive " + alive + ": its folder is not there");
        }
        AgentSettings settings = settings(where);
        AliveFile file = alive == null ? null : new AliveFile(alive, session);
        try {
            if (goesOnWithoutMemory()) {
                session.note(
                        "agent " + settings.name() + " may say nothing any more, and have tasks wait for ever,"
                                + " should its heap be exhausted: start it with the option -XX:+ExitOnOutOfMemoryError of java");
            }
            AgentProgram.run(
                    settings, Engines.named(member.engine()), /* endsWithInput= */ false, watcher(settings, file));
            return ExitCode.OK;
        } catch (UnfitSettingsException e) {
            session.fail("agent", String.valueOf(e.getMessage()));
            return ExitCode.UNFIT;
        } catch (ClusterException e) {
            session.fail("agent", String.valueOf(e.getMessage()));
            return ExitCode.SOME_FAILED;
        }
    }

    /// Whether this JVM, which can not be told to any more, does not end when its heap is exhausted.
    private static boolean goesOnWithoutMemory() {
        try {
            HotSpotDiagnosticMXBean hotSpot = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Stream.of("ExitOnOutOfMemoryError", "CrashOnOutOfMemoryError")
                    .noneMatch(option ->
                            Boolean.parseBoolean(hotSpot.getVMOption(option).getValue()));
        } catch (IllegalArgumentException | LinkageError e) {
            return false; // Another JVM, with options of its own.
        }
    }

    private AgentSettings settings(EngineSettings where) {
        try {
            return new AgentSettings(
                    name != null ? name : usualName(),
                    slots,
                    Set.copyOf(labels),
                    bytes("--heap", heap),
                    jars != null ? jars.toAbsolutePath() : AgentSettings.usualJarFolder(),
                    bytes("--jars-size", jarsSize),
                    AgentSettings.LARGEST_VALUE,
                    drain,
                    /* startupCache= */ true,
                    where);
        } catch (IllegalArgumentException e) {
            throw member.wrong(String.valueOf(e.getMessage()));
        }
    }

    private long bytes(String option, long mib) {
        if (mib < 0 || mib > MOST_MIB) {
            throw member.wrong(option + " " + mib + ": must be from 0 to " + MOST_MIB);
        }
        return mib * MIB;
    }

    private AgentProgram.Watcher watcher(AgentSettings settings, @Nullable AliveFile file) {
        String agent = "agent " + settings.name();
        return new AgentProgram.Watcher() {
            @Override
            public void joined(Agent joined) {
                session.note(
                        agent + " is a member of cluster " + settings.engine().clusterName() + " at "
                                + joined.membership().self().address() + ", with " + settings.slots() + " slots");
                if (file != null) {
                    file.begin(joined);
                }
            }

            @Override
            public void drains() {
                session.note(agent + " drains");
                if (file != null) {
                    file.close();
                }
            }

            @Override
            public void left() {
                session.note(agent + " has left");
            }
        };
    }

    private static String usualName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "agent";
        }
        return host + "-" + ProcessHandle.current().pid();
    }
}
