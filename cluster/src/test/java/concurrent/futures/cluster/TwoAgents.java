package concurrent.futures.cluster;

import concurrent.futures.cluster.internal.agent.program.LocalAgents;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import concurrent.futures.cluster.internal.engine.Ports;
import concurrent.futures.cluster.internal.engine.RecordingInbox;
import concurrent.futures.cluster.internal.protocol.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Two agents in processes of their own, for all tests of this JVM, and a member of their cluster that stays.
public final class TwoAgents implements AutoCloseable {
    static final String CLUSTER = "two-agents";

    /// Of each.
    static final int SLOTS = 4;

    private final String engine;
    private final Path folder;
    private final LocalAgents agents;
    private final int port;
    private Membership seed;
    private final ClusterExecutor stays;

    private TwoAgents(String engine) {
        this.engine = engine;
        try {
            folder = Files.createTempDirectory("two-agents");
            port = Ports.free();
            seed = startSeed(new RecordingInbox());
            stays = builder().build();
            agents = new LocalAgents(
                    new LocalAgents.Settings(
                            engine,
                            settings(0, /* isSeed= */ false),
                            SLOTS,
                            128 << 20,
                            folder.resolve("jars"),
                            /* startupCache= */ true),
                    trouble -> System.getLogger("TwoAgents").log(System.Logger.Level.ERROR, trouble));
            agents.keep(2);
            awaitAgents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while agents are started", e);
        }
    }

    private Membership startSeed(RecordingInbox inbox) throws InterruptedException {
        return Engines.named(engine).join(settings(port, /* isSeed= */ true), card(), inbox);
    }

    /// Ends the seed and starts another one where it was. Waits until that has found the agents.
    void startSeedAgain() throws InterruptedException {
        seed.close();
        RecordingInbox inbox = new RecordingInbox();
        seed = startSeed(inbox);
        inbox.awaitView(view -> view.nodes().stream()
                        .filter(node -> node.card().role() == NodeCard.Role.AGENT)
                        .count()
                == 2);
    }

    private EngineSettings settings(int bindPort, boolean isSeed) {
        return new EngineSettings(
                CLUSTER,
                "127.0.0.1",
                bindPort,
                isSeed,
                new EngineSettings.Discovery.Seeds(List.of(seed())),
                null,
                Duration.ofSeconds(30),
                1 << 20);
    }

    private static NodeCard card() {
        return new NodeCard(
                NodeCard.Role.OBSERVER,
                "seed",
                0,
                Set.of(),
                "test",
                Message.VERSION,
                Runtime.version().feature());
    }

    /// Waits until both are there.
    void awaitAgents() {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (stays.agents().stream()
                        .filter(a -> a.state() == AgentInfo.State.READY)
                        .count()
                < 2) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no two agents: " + stays.agents());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    static TwoAgents of(ExtensionContext context) {
        return of(context, Engines.DEFAULT);
    }

    /// Those of this JVM on an engine.
    ///
    /// @param context of a test
    /// @param engine its name
    /// @return the same ones for all tests; they end after the last one
    static TwoAgents of(ExtensionContext context, String engine) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TwoAgents.class))
                .computeIfAbsent(engine, key -> new TwoAgents(engine), TwoAgents.class);
    }

    ClusterExecutor.Builder builder() {
        return ClusterExecutor.builder()
                .engine(engine)
                .clusterName(CLUSTER)
                .seeds(seed())
                .noWorkersTimeout(Duration.ofSeconds(60))
                .cancelGrace(Duration.ofMillis(200));
    }

    /// Where others find the cluster.
    String seed() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        stays.close();
        agents.close();
        seed.close();
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
