package concurrent.futures.cluster.internal.driver;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.scheduling.Absence;
import concurrent.futures.cluster.internal.scheduling.Place;
import concurrent.futures.cluster.internal.scheduling.Shortage;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sees that tasks wait while no agent is there that takes them: after a while that is told, or they fail, as the
/// settings say. The time counts from when the last such agent was gone. Thread-safe.
final class AgentWatch {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final long WARN_SECONDS = 30;

    private final ClusterEngine engine;
    private final Session session;
    private final @Nullable Duration timeout;
    private final String place;

    /// Guarded by itself; the session's lock comes after it.
    private final Absence absence;

    /// Whether the timer is to look, guarded by the absence.
    private boolean isTimed;

    private volatile boolean isAnyMissing;

    /// Makes one.
    ///
    /// @param engine whose tasks wait
    /// @param session that knows of agents
    /// @param timeout how long they may wait; `null` for ever
    /// @param place where agents are looked for, for people
    AgentWatch(ClusterEngine engine, Session session, @Nullable Duration timeout, String place) {
        this.engine = engine;
        this.session = session;
        this.timeout = timeout;
        this.place = place;
        this.absence = new Absence(timeout == null ? TimeUnit.SECONDS.toNanos(WARN_SECONDS) : Deadline.nanos(timeout));
    }

    /// Tasks or agents have come or gone. Does not wait.
    void look() {
        if (isAnyMissing || session.shortage() != null) {
            look(/* isOnTime= */ false);
        }
    }

    /// An agent may have come. Costs nothing while none is missing.
    void welcome() {
        if (isAnyMissing) {
            look(/* isOnTime= */ false);
        }
    }

    private void look(boolean isOnTime) {
        Shortage due;
        synchronized (absence) {
            long now = System.nanoTime();
            absence.look(session.shortage(), now);
            due = absence.due(now);
            isAnyMissing = absence.isAny();
            isTimed &= !isOnTime;
            if (isAnyMissing && !isTimed) {
                isTimed = true;
                Timer.schedule(() -> look(/* isOnTime= */ true), absence.left(now), TimeUnit.NANOSECONDS);
            }
        }
        if (due != null) {
            starve(due);
        }
    }

    private void starve(Shortage shortage) {
        if (!shortage.ofAll()) {
            starve(shortage.labels());
        } else if (timeout == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: tasks wait, and no agent is there that takes them, in {1}",
                    engine,
                    place);
        } else {
            engine.breakDown(new BrokenExecutorException(
                    engine + ": no agent was there for " + Durations.format(timeout) + " in "
                            + place
                            + ". Start some, by futures cluster agent, or choose a longer noWorkersTimeout",
                    null));
        }
    }

    private void starve(Set<String> labels) {
        if (timeout == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: tasks wait, and no agent is there that has one of their labels {1}, in {2}",
                    engine,
                    labels,
                    place);
            return;
        }
        String after = Durations.format(timeout);
        session.fail(
                task -> task.place() == Place.QUEUED && labels.contains(String.valueOf(task.label())),
                () -> new ClusterException(
                        engine + ": no agent with one of the labels " + labels + " was there for " + after + " in "
                                + place
                                + ". Start one, by futures cluster agent --label, or choose a longer noWorkersTimeout",
                        null));
    }
}
