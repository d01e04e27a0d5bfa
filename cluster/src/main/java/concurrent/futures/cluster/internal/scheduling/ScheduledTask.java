package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;
import org.jspecify.annotations.Nullable;

/// A task, as the scheduler knows it. The fields are the scheduler's, and guarded by whatever guards that.
public abstract class ScheduledTask {
    private final long id;
    private final @Nullable String label;
    private final int retries;
    private final int depth;
    private int retriesUsed;

    int attempt;
    volatile Place place = Place.NEW;

    @Nullable
    Agent agent;

    /// It was asked for, and its agent has not answered.
    boolean isAskedFor;

    /// Whoever asked wants it to end, and not to be run elsewhere.
    boolean isToEnd;

    /// Its agent was told to stop it.
    boolean isStopping;

    /// It can not have begun at its agent: what it needs for that has not left this node whole.
    boolean isPartHere;

    /// How many agents were lost while a part of it was here.
    int lostOnTheWay;

    /// It waits for others, and lends its slot to them.
    boolean isWaiting;

    // The queue's.
    long order;

    @Nullable
    ScheduledTask previous;

    @Nullable
    ScheduledTask next;

    /// A task that nobody knows yet.
    ///
    /// @param id unique in its session
    /// @param label of the agents that may have it; `null` for all
    /// @param retries how many further attempts it may have
    /// @param depth how many tasks submitted one another above it
    protected ScheduledTask(long id, @Nullable String label, int retries, int depth) {
        this.id = id;
        this.label = label;
        this.retries = retries;
        this.depth = depth;
    }

    /// Its number.
    ///
    /// @return unique in its session
    public final long id() {
        return id;
    }

    /// Which agents may have it.
    ///
    /// @return their label, or `null` for all
    public final @Nullable String label() {
        return label;
    }

    /// How many tasks submitted one another above it.
    ///
    /// @return 0 if no task has submitted it
    public final int depth() {
        return depth;
    }

    /// Grows each time that it leaves an agent: what another one says of an earlier attempt counts no more.
    ///
    /// @return from 0
    public final int attempt() {
        return attempt;
    }

    /// The number of the attempt, of those that count: one that never began does not.
    ///
    /// @return from 1
    public final int tries() {
        return 1 + retriesUsed;
    }

    /// Where it is. May be read without the lock.
    ///
    /// @return a glance
    public final Place place() {
        return place;
    }

    /// Which agent has it.
    ///
    /// @return `null` if none has
    public final @Nullable NodeId node() {
        Agent has = agent;
        return has == null ? null : has.id();
    }

    /// Whether it may begin again after an attempt that was lost.
    ///
    /// @return whether retries are left
    final boolean mayRetry() {
        return retriesUsed < retries;
    }

    final void useRetry() {
        retriesUsed++;
    }
}
