package concurrent.futures.cluster.internal.engine.memory;

import concurrent.futures.cluster.internal.engine.Engine;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Inbox;
import concurrent.futures.cluster.internal.engine.Membership;
import concurrent.futures.cluster.internal.engine.NodeCard;
import java.time.Duration;
import java.util.List;

/// Nodes are members of a [MemoryNetwork]. Of the settings, name of the cluster and size of messages count.
public final class MemoryEngine implements Engine {
    private final MemoryNetwork network;

    /// One on the network that all such share: found by its name.
    public MemoryEngine() {
        this(MemoryNetwork.SHARED);
    }

    /// Makes one.
    ///
    /// @param network where its nodes meet
    public MemoryEngine(MemoryNetwork network) {
        this.network = network;
    }

    /// The settings of a node.
    ///
    /// @param cluster the cluster's name
    public static EngineSettings settings(String cluster) {
        return new EngineSettings(
                cluster,
                "127.0.0.1",
                0,
                true,
                new EngineSettings.Discovery.Seeds(List.of()),
                null,
                Duration.ofSeconds(30),
                1 << 20);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Membership join(EngineSettings settings, NodeCard card, Inbox inbox) throws InterruptedException {
        return network.join(settings, card, inbox);
    }
}
