package concurrent.futures.kit;

import concurrent.futures.Executor;
import java.time.Duration;
import java.util.Set;
import java.util.function.IntFunction;

/// A kind of executor: how to make one, and what it can do.
///
/// @param name shown in failures
/// @param factory makes an executor with the given number of workers
/// @param capabilities what it can do
/// @param patience how long a test waits for what must happen, before it fails
public record ExecutorKind(
        String name, IntFunction<? extends Executor> factory, Set<Capability> capabilities, Duration patience) {
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(20);

    /// Copies the capabilities.
    public ExecutorKind {
        capabilities = Set.copyOf(capabilities);
    }

    /// Makes a kind with the default patience.
    ///
    /// @param name shown in failures
    /// @param factory makes an executor with the given number of workers
    /// @param capabilities what it can do
    public ExecutorKind(String name, IntFunction<? extends Executor> factory, Capability... capabilities) {
        this(name, factory, Set.of(capabilities), DEFAULT_PATIENCE);
    }

    /// Tells whether executors of this kind have a capability.
    ///
    /// @param capability what is asked for
    /// @return the declared answer
    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    @Override
    public String toString() {
        return name;
    }
}
