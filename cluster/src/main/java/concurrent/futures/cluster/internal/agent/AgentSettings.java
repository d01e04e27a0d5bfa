package concurrent.futures.cluster.internal.agent;

import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.internal.Words;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/// How an agent is.
///
/// @param name for people
/// @param slots how many tasks it runs at once
/// @param labels for placement
/// @param workerHeap the largest heap of a worker in bytes; 0 for a share of the machine's memory
/// @param jarFolder where jars of drivers are kept, from one life of an agent to the next
/// @param jarBytes how much of them is kept, beside those that are in use
/// @param largestValue how many bytes a task, a shared value or a jar may have
/// @param drainTime how long a session may take to end its tasks when the agent was told to leave
/// @param startupCache whether workers may start from a cache
/// @param engine where it is in the cluster
public record AgentSettings(
        String name,
        int slots,
        Set<String> labels,
        long workerHeap,
        Path jarFolder,
        long jarBytes,
        long largestValue,
        Duration drainTime,
        boolean startupCache,
        EngineSettings engine) {
    /// What is kept of jars unless somebody says otherwise.
    public static final long JAR_BYTES = 2L << 30;

    /// A value of more bytes has no room in a Java array.
    public static final long LARGEST_VALUE = Integer.MAX_VALUE;

    private static final long MIB = 1 << 20;

    /// Each slot is a process of its own.
    private static final int MOST_SLOTS = 4096;

    /// Less is a mistake, such as a number of GiB: hardly any task could run.
    private static final long LEAST_HEAP = 16 * MIB;

    /// Copies the labels, and looks at the values.
    ///
    /// @throws IllegalArgumentException if one is out of range; the message names it, and the limits
    public AgentSettings {
        labels = Set.copyOf(labels);
        Words.check("the agent's name", name);
        labels.forEach(label -> Words.check("label", label));
        if (slots < 1 || slots > MOST_SLOTS) {
            throw new IllegalArgumentException(
                    "slots must be from 1 to " + MOST_SLOTS + ", but is " + slots + ": each is a process of its own");
        }
        if (workerHeap != 0 && workerHeap < LEAST_HEAP) {
            throw new IllegalArgumentException("the heap of a worker must be at least " + LEAST_HEAP / MIB
                    + " MiB, but is " + workerHeap / MIB + " MiB");
        }
        if (jarBytes < 0) {
            throw new IllegalArgumentException(
                    "the size of what is kept of jars must be at least 0, but is " + jarBytes / MIB + " MiB");
        }
    }

    /// Where jars are kept unless somebody says otherwise: in the user's folder for caches.
    ///
    /// @return an absolute path, which need not exist
    public static Path usualJarFolder() {
        String cache = System.getenv("XDG_CACHE_HOME");
        if (cache != null && cache.startsWith("/")) {
            return Path.of(cache, "concurrent-futures", "jars");
        }
        String home = System.getProperty("user.home", "");
        // "?" is what the JVM says where the user has none.
        return home.startsWith("/")
                ? Path.of(home, ".cache", "concurrent-futures", "jars")
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "concurrent-futures-jars")
                        .toAbsolutePath();
    }
}
