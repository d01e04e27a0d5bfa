package concurrent.futures.cluster.network;

import concurrent.futures.cluster.internal.agent.Agent;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.agent.program.AgentProgram;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// An agent of two slots. It says `joined`, and ends with its standard input.
final class AgentOnNetwork {
    static final int SLOTS = 2;

    private static final int PORT = 17_800;
    private static final int WORKER_HEAP = 64 << 20;

    private AgentOnNetwork() {}

    /// @param address of its machine
    static String place(String address) {
        return address + ":" + PORT;
    }

    /// Runs it.
    ///
    /// @param arguments its name, its address, the seed's address, the cluster's name, the folder of its certificate,
    ///     and the folder for jars
    public static void main(String[] arguments) throws Exception {
        String address = arguments[1];
        String seed = arguments[2];
        AgentSettings settings = new AgentSettings(
                arguments[0],
                SLOTS,
                Set.of(),
                WORKER_HEAP,
                Path.of(arguments[5]),
                AgentSettings.JAR_BYTES,
                AgentSettings.LARGEST_VALUE,
                Duration.ofSeconds(30),
                /* startupCache= */ false,
                new EngineSettings(
                        arguments[3],
                        address,
                        PORT,
                        address.equals(seed),
                        new EngineSettings.Discovery.Seeds(List.of(place(seed))),
                        EngineSettings.Security.in(Path.of(arguments[4])),
                        Duration.ofSeconds(60),
                        1 << 20));
        AgentProgram.run(
                settings,
                Engines.named(Engines.DEFAULT),
                /* endsWithInput= */ true,
                new AgentProgram.Watcher() {
                    @Override
                    public void joined(Agent agent) {
                        System.out.println("joined");
                    }
                });
    }
}
