package concurrent.futures.cluster.internal.driver.crew;

import concurrent.futures.BrokenExecutorException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Agents that an executor brings along, and that end with it. Thread-safe.
public interface Staff extends AutoCloseable {
    /// Starts the first of them. Does not wait until they are there.
    ///
    /// @param openTasks how many tasks have not ended
    /// @param trouble is told if there can be no more agents
    /// @throws IOException if a process can not be started
    void begin(LongSupplier openTasks, Consumer<BrokenExecutorException> trouble) throws IOException;

    /// An agent is in the cluster, one of these or not. Does not wait.
    ///
    /// @param name of the agent
    void joined(String name);

    /// Tasks have come. Does not wait.
    void busy();

    /// No task is left. Does not wait.
    void idle();

    /// Ends them, and waits until they are gone.
    @Override
    void close();
}
