package concurrent.futures.cluster.internal.agent.program;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.agent.AgentSettings;
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
                    settings(values),
                    Engines.named(value(values, "engine")),
                    /* endsWithInput= */ true,
                    new AgentProgram.Watcher() {});
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

    private static String value(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the argument " + name + " is missing");
        }
        return value;
    }

    private static AgentSettings settings(Map<String, String> values) {
        String labels = value(values, "labels");
        return new AgentSettings(
                value(values, "name"),
                Integer.parseInt(value(values, "slots")),
                labels.isEmpty() ? Set.of() : Set.of(labels.split(",", -1)),
                Long.parseLong(value(values, "workerHeap")),
                Path.of(value(values, "jars")),
                AgentSettings.JAR_BYTES,
                AgentSettings.LARGEST_VALUE,
                Duration.ofMinutes(1),
                Boolean.parseBoolean(value(values, "startupCache")),
                new EngineSettings(
                        value(values, "cluster"),
                        value(values, "bind"),
                        Integer.parseInt(value(values, "port")),
                        /* isSeed= */ false,
                        new EngineSettings.Discovery.Seeds(
                                List.of(value(values, "seeds").split(",", -1))),
                        null,
                        Duration.ofMillis(Long.parseLong(value(values, "joinMillis"))),
                        Integer.parseInt(value(values, "messageBytes"))));
    }
}
