package concurrent.futures.cluster;

import concurrent.futures.cluster.internal.agent.Agent;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.agent.program.AgentProgram;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An agent whose heap something fills, and keeps full, once it is let in at a [Doorstep]. It ends with its standard
/// input.
final class ExhaustedAgent {
    private ExhaustedAgent() {}

    /// Runs it.
    ///
    /// @param arguments its port, at which it is the seed, the cluster's name, the folder for jars, and the door
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        String door = arguments[3];
        AgentSettings settings = new AgentSettings(
                "exhausted",
                1,
                Set.of(),
                64 << 20,
                Path.of(arguments[2]),
                AgentSettings.JAR_BYTES,
                AgentSettings.LARGEST_VALUE,
                Duration.ofSeconds(30),
                /* startupCache= */ false,
                new EngineSettings(
                        arguments[1],
                        "127.0.0.1",
                        port,
                        /* isSeed= */ true,
                        new EngineSettings.Discovery.Seeds(List.of("127.0.0.1:" + port)),
                        null,
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
                        Thread.ofPlatform().daemon().start(() -> fill(door));
                    }
                });
    }

    private static void fill(String door) {
        Doorstep.knock(door);
        List<byte[]> hoard = new ArrayList<>(1 << 20);
        int size = 1 << 16;
        while (size > 0) {
            try {
                hoard.add(new byte[size]);
            } catch (OutOfMemoryError e) {
                size /= 2;
            }
        }
        Doorstep.knock(door); // One that has come so far keeps what it has.
        System.out.println("kept " + hoard.size());
    }
}
