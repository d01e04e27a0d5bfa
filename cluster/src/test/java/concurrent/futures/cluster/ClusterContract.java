package concurrent.futures.cluster;

import concurrent.futures.kit.Capability;
import concurrent.futures.kit.ExecutorContract;
import concurrent.futures.kit.ExecutorKind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The contract on agents in other processes, which some engine connects.
@ExtendWith(ClusterContract.Agents.class)
public abstract class ClusterContract extends ExecutorContract {
    /// Which engine.
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface OnEngine {
        /// Its name.
        String value();
    }

    private static @Nullable TwoAgents agents;

    /// Starts the agents before anything else, so that they are not taken for something left behind.
    static final class Agents implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            OnEngine engine = context.getRequiredTestClass().getAnnotation(OnEngine.class);
            if (engine != null) {
                agents = TwoAgents.of(context, engine.value());
            }
        }
    }

    @Override
    protected ExecutorKind kind() {
        return new ExecutorKind(
                "cluster",
                workers -> Objects.requireNonNull(agents)
                        .builder()
                        .maxWorkers(workers)
                        .build(),
                Set.of(
                        Capability.RUNS_IN_OTHER_PROCESS,
                        Capability.SNAPSHOTS_ARGUMENTS,
                        Capability.REFUSES_UNSERIALIZABLE,
                        Capability.STOPS_TASKS_THAT_IGNORE_INTERRUPTS,
                        Capability.SHUTDOWN_NOW_CANCELS_RUNNING_TASKS,
                        Capability.TELLS_OF_WORKERS,
                        Capability.SHARES_CONNECTIONS,
                        Capability.NESTED_SUBMIT),
                Duration.ofSeconds(20));
    }
}
