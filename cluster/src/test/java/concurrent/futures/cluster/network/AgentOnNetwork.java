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

    /// For one that has no certificate, on the loopback address.
    static final String NO_CERTIFICATE = "";

    private static final int PORT = 17_800;
    private static final int WORKER_HEAP = 64 << 20;

    private AgentOnNetwork() {}

    /// Where one is that has a machine for itself.
    ///
    /// @param address of its machine
    static String place(String address) {
        return address + ":" + PORT;
    }

    /// Runs it.
    ///
    /// @param arguments its name, its place, the seed's place, the cluster's name, the folder of its certificate or
    ///     [#NO_CERTIFICATE], and the folder for jars
    public static void main(String[] arguments) throws Exception {
        String place = arguments[1];
        String seed = arguments[2];
        String certificate = arguments[4];
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
                        place.substring(0, place.lastIndexOf(':')),
                        Integer.parseInt(place.substring(place.lastIndexOf(':') + 1)),
                        place.equals(seed),
                        new EngineSettings.Discovery.Seeds(List.of(seed)),
                        certificate.equals(NO_CERTIFICATE) ? null : EngineSettings.Security.in(Path.of(certificate)),
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
