package concurrent.futures.cluster.internal.scheduling;

import concurrent.futures.cluster.internal.engine.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One agent, as the scheduler knows it.
final class Agent {
    /// How far the session is there.
    enum Session {
        /// It has none: no workers are wanted of it.
        NONE,
        /// It was greeted.
        GREETED,
        /// It has welcomed the session.
        WELCOME,
        /// It has refused the session.
        REFUSED,
    }

    private final NodeId id;
    private final long number;
    private final Set<String> labels;

    /// How many workers it has by its card.
    private final int capacity;

    final Pace pace;

    Session session = Session.NONE;

    /// Why it is thought to be dead, or `null`.
    @Nullable
    String suspicion;

    /// How many workers it is to have at most, of those that the executor may have.
    int share;

    int shareBefore;

    boolean isCounted;

    /// How many it says that it has for the session; 0 if it drains.
    int offered;

    /// The tasks that it has, or that are meant for it, the oldest first.
    final LinkedHashMap<Long, ScheduledTask> tasks = new LinkedHashMap<>();

    /// Of these, those of which nothing has been sent, in order.
    final TaskQueue assigned = new TaskQueue();

    /// Of these, those that it was asked to give back, and has not answered.
    int askedFor;

    /// How often it was asked for each task, and has not answered: it answers in order, and the last answer counts. An
    /// earlier one may be about another attempt.
    private final Map<Long, Integer> unanswered = new HashMap<>();

    /// How many of its tasks wait for others: so many more run there.
    int lent;

    /// Whether it gets no more tasks than run there at once.
    boolean hasNoneAhead;

    /// What it is to be told of next.
    List<Long> toRevoke = new ArrayList<>();

    List<Long> toCancel = new ArrayList<>();

    /// Its place among others; not to be changed while it is in a set.
    long load;

    boolean isOpen;

    Agent(NodeId id, long number, Set<String> labels, int capacity, Pace pace) {
        this.id = id;
        this.number = number;
        this.labels = labels;
        this.capacity = capacity;
        this.pace = pace;
    }

    NodeId id() {
        return id;
    }

    long number() {
        return number;
    }

    Set<String> labels() {
        return labels;
    }

    int capacity() {
        return capacity;
    }

    boolean admits(@Nullable String label) {
        return label == null || labels.contains(label);
    }

    /// It is to be asked for a task.
    void askFor(long task) {
        unanswered.merge(task, 1, Integer::sum);
        toRevoke.add(task);
    }

    /// It has said whether it gives a task back.
    ///
    /// @return whether that is the answer to the last time that it was asked
    boolean hasAnswered(long task) {
        Integer asked = unanswered.remove(task);
        if (asked != null && asked > 1) {
            unanswered.put(task, asked - 1);
        }
        return asked != null && asked == 1;
    }

    boolean isUsable() {
        return session == Session.WELCOME && suspicion == null;
    }

    /// Whether it takes tasks, or will once it has its pool.
    boolean isThere() {
        boolean isTaken = session == Session.GREETED || (session == Session.WELCOME && offered > 0);
        return isTaken && suspicion == null;
    }

    /// How many tasks run there at once.
    int slots() {
        return Math.min(share, offered);
    }

    int window() {
        if (!isUsable()) {
            return 0;
        }
        return lent + (hasNoneAhead ? slots() : pace.window(slots()));
    }

    /// How many tasks it has that do not wait for others.
    int occupied() {
        return tasks.size() - lent;
    }

    /// How many tasks wait there behind others.
    int surplus() {
        return Math.max(0, occupied() - slots());
    }

    /// Whether all its slots have tasks that are known to have begun, which quick ones are not: what waits behind them
    /// may wait for long, whatever was so before.
    boolean isHeldUp() {
        int looked = 0;
        int begun = 0;
        for (ScheduledTask task : tasks.values()) {
            if (task.place == Place.BEGUN && !task.isWaiting) {
                begun++;
            }
            if (++looked == slots() + lent) {
                break;
            }
        }
        return begun > 0 && begun >= slots();
    }

    boolean hasFreeSlot() {
        return isUsable() && occupied() < slots();
    }
}
