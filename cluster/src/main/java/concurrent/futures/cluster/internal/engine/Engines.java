package concurrent.futures.cluster.internal.engine;

import concurrent.futures.cluster.ClusterException;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The engines that are there.
public final class Engines {
    /// The engine that is taken if none is named.
    public static final String DEFAULT = "jgroups";

    private Engines() {}

    /// Finds one by its name.
    ///
    /// @param name as of [Engine#name()]
    /// @return the engine
    /// @throws ClusterException if there is none of this name; the message names those that are there
    public static Engine named(String name) {
        TreeMap<String, Engine> found = new TreeMap<>();
        for (Engine engine : ServiceLoader.load(Engine.class, Engine.class.getClassLoader())) {
            found.put(engine.name(), engine);
        }
        Engine engine = found.get(name);
        if (engine == null) {
            throw new ClusterException(
                    "there is no engine '" + name + "'; there is " + found.keySet()
                            + "; hazelcast needs the module concurrent-futures-cluster-hazelcast",
                    null);
        }
        return engine;
    }
}
