package concurrent.futures.cluster.internal.local;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.cluster.internal.agent.AgentSettings;
import concurrent.futures.cluster.internal.agent.program.LocalAgents;
import concurrent.futures.cluster.internal.driver.crew.Staff;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.internal.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Agents on this machine: as many as have something to do, between a least and a most number.
///
/// There are more as soon as tasks come for them, and fewer when there was no task for a while.
public final class LocalStaff implements Staff {
    private static final Duration USUAL_TO_REST = Duration.ofSeconds(30);

    private final LocalAgents agents;
    private final int least;
    private final int most;
    private final int slots;
    private final Duration toRest;
    private final AtomicBoolean isRestPlanned = new AtomicBoolean();

    private volatile int wanted;
    private volatile long idleSince;
    private volatile LongSupplier openTasks = () -> 0;
    private volatile Consumer<BrokenExecutorException> trouble = any -> {};

    /// Starts none yet.
    ///
    /// @param engine what carries messages
    /// @param cluster where the agents find the driver
    /// @param least how many agents there are at least
    /// @param most how many there are at most
    public LocalStaff(String engine, EngineSettings cluster, int least, int most) {
        this(engine, cluster, least, most, USUAL_TO_REST);
    }

    LocalStaff(String engine, EngineSettings cluster, int least, int most, Duration toRest) {
        this.toRest = toRest;
        this.least = least;
        this.most = most;
        this.slots = slots(most);
        this.agents = new LocalAgents(
                new LocalAgents.Settings(
                        engine,
                        cluster,
                        slots,
                        /* workerHeap= */ 0,
                        AgentSettings.usualJarFolder(),
                        /* startupCache= */ true),
                this::broken);
    }

    /// All of them together run as many tasks at once as there are processors, and each runs one at least.
    private static int slots(int agents) {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / agents);
    }

    private void broken(String problem) {
        trouble.accept(new BrokenExecutorException(problem, null));
    }

    @Override
    public void begin(LongSupplier open, Consumer<BrokenExecutorException> told) throws IOException {
        openTasks = open;
        trouble = told;
        wanted = least;
        agents.keep(least);
    }

    @Override
    public void joined(String name) {
        agents.joined(name);
    }

    @Override
    public void busy() {
        if (wanted < most && wanted < needed()) {
            adapt();
        }
    }

    private int needed() {
        long useful = Math.ceilDiv(openTasks.getAsLong(), slots);
        return Math.clamp(useful, least, most);
    }

    private void adapt() {
        try {
            synchronized (this) {
                int needed = needed();
                if (needed > wanted) {
                    wanted = needed;
                    agents.keep(needed);
                }
            }
        } catch (IOException e) {
            broken("an agent can not be started on this machine: " + e.getMessage());
        }
    }

    @Override
    public void idle() {
        idleSince = System.nanoTime();
        if (wanted > least && isRestPlanned.compareAndSet(false, true)) {
            planRest(toRest.toNanos());
        }
    }

    private void planRest(long nanos) {
        Timer.schedule(this::considerRest, nanos, TimeUnit.NANOSECONDS);
    }

    private void considerRest() {
        long left = toRest.toNanos() - (System.nanoTime() - idleSince);
        if (left > 0) {
            planRest(left);
            return;
        }
        isRestPlanned.set(false);
        rest();
    }

    /// Whoever submits counts its task before it looks at what is wanted, and this lowers that before it looks at the
    /// tasks: so one of the two sees the other.
    private void rest() {
        try {
            synchronized (this) {
                int before = wanted;
                wanted = least;
                if (openTasks.getAsLong() > 0) {
                    wanted = before;
                    return;
                }
                agents.keep(least);
            }
        } catch (IOException e) {
            broken("an agent can not be started on this machine: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        agents.close();
    }
}
