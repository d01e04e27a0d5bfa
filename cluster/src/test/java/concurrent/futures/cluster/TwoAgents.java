package concurrent.futures.cluster;

import concurrent.futures.cluster.internal.agent.LocalAgents;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Two agents in processes of their own, for all tests of this JVM, and a member of their cluster that stays.
final class TwoAgents implements AutoCloseable {
    private static final int SLOTS = 4;

    private final Path folder;
    private final LocalAgents agents;
    private final int port;
    private final ClusterExecutor stays;

    private TwoAgents() {
        try {
            folder = Files.createTempDirectory("two-agents");
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            stays = builder().build();
            EngineSettings cluster = new EngineSettings(
                    "contract",
                    "127.0.0.1",
                    port + 1,
                    /* isSeed= */ false,
                    new EngineSettings.Discovery.Seeds(List.of("127.0.0.1:" + port)),
                    null,
                    Duration.ofSeconds(30),
                    1 << 20);
            agents = new LocalAgents(
                    new LocalAgents.Settings(
                            Engines.DEFAULT,
                            cluster,
                            SLOTS,
                            128 << 20,
                            folder.resolve("jars"),
                            /* startupCache= */ false),
                    trouble -> System.getLogger("TwoAgents").log(System.Logger.Level.ERROR, trouble));
            agents.keep(2);
            awaitAgents();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAgents() {
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
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TwoAgents.class))
                .computeIfAbsent("agents", key -> new TwoAgents(), TwoAgents.class);
    }

    ClusterExecutor.Builder builder() {
        return ClusterExecutor.builder()
                .clusterName("contract")
                .bindPort(port)
                .seeds("127.0.0.1:" + port)
                .cancelGrace(Duration.ofMillis(200));
    }

    @Override
    public void close() throws IOException {
        stays.close();
        agents.close();
    }
}
