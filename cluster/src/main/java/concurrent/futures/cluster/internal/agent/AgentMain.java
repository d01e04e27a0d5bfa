package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.Engines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The main class of an agent that a driver has started on its own machine, see [LocalAgents], with which it ends.
public final class AgentMain {
    private AgentMain() {}

    /// Runs an agent.
    ///
    /// @param arguments each `name=value`, as [#arguments] makes them
    /// @throws Exception if it can not run
    public static void main(String[] arguments) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments) {
            int end = argument.indexOf('=');
            values.put(argument.substring(0, end), argument.substring(end + 1));
        }
        try {
            AgentProgram.run(
                    settings(values), Engines.named(values.get("engine")), /* endsWithInput= */ true, line -> {});
        } catch (ClusterException e) {
            // Standard error is that of the driver.
            System.err.println("agent " + values.get("name") + ": " + e.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    /// The arguments for an agent.
    ///
    /// @param settings how it is; without security, which agents on this machine do not need
    /// @param engine the name of the engine
    /// @return for a command line
    static List<String> arguments(AgentSettings settings, String engine) {
        EngineSettings cluster = settings.engine();
        String seeds = cluster.discovery() instanceof EngineSettings.Discovery.Seeds known
                ? String.join(",", known.seeds())
                : "";
        return List.of(
                "name=" + settings.name(),
                "slots=" + settings.slots(),
                "labels=" + String.join(",", settings.labels()),
                "workerHeap=" + settings.workerHeap(),
                "jars=" + settings.jarFolder(),
                "startupCache=" + settings.startupCache(),
                "engine=" + engine,
                "cluster=" + cluster.clusterName(),
                "bind=" + cluster.bindAddress(),
                "port=" + cluster.bindPort(),
                "seeds=" + seeds,
                "joinMillis=" + cluster.joinTimeout().toMillis(),
                "messageBytes=" + cluster.maxMessageBytes());
    }

    private static AgentSettings settings(Map<String, String> values) {
        String labels = values.get("labels");
        return new AgentSettings(
                values.get("name"),
                Integer.parseInt(values.get("slots")),
                labels.isEmpty() ? Set.of() : Set.of(labels.split(",", -1)),
                Long.parseLong(values.get("workerHeap")),
                Path.of(values.get("jars")),
                AgentSettings.JAR_BYTES,
                AgentSettings.LARGEST_VALUE,
                Duration.ofMinutes(1),
                Boolean.parseBoolean(values.get("startupCache")),
                new EngineSettings(
                        values.get("cluster"),
                        values.get("bind"),
                        Integer.parseInt(values.get("port")),
                        /* isSeed= */ false,
                        new EngineSettings.Discovery.Seeds(
                                List.of(values.get("seeds").split(",", -1))),
                        null,
                        Duration.ofMillis(Long.parseLong(values.get("joinMillis"))),
                        Integer.parseInt(values.get("messageBytes"))));
    }
}
