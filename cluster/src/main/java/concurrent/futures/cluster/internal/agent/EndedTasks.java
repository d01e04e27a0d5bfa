package concurrent.futures.cluster.internal.agent;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The tasks of a session that have ended, in that order, until their driver has been told. Needs no memory.
///
/// ```
///   add ─► those that came, the last one first ─ takeIn ─► those to be told, the first one first ─ toldBefore ─►
/// ```
///
/// Any thread may [add][#add]. All else is for who has the turn to send: so what could not be told is there still for
/// the next one who tries.
final class EndedTasks {
    private final AtomicReference<@Nullable AgentTask> came = new AtomicReference<>();

    // --- of who has the turn
    private @Nullable AgentTask first;
    private @Nullable AgentTask last;

    /// A task has ended.
    void add(AgentTask task) {
        AgentTask before;
        do {
            before = came.get();
            task.nextEnded = before;
        } while (!came.compareAndSet(before, task));
    }

    /// Takes in those that came.
    void takeIn() {
        AgentTask newest = came.getAndSet(null);
        AgentTask oldest = null;
        for (AgentTask next = newest; next != null; ) {
            AgentTask earlier = next.nextEnded;
            next.nextEnded = oldest;
            oldest = next;
            next = earlier;
        }
        if (oldest != null) {
            append(oldest, newest);
        }
    }

    /// Takes in a task if there is no other.
    ///
    /// @return whether it did
    boolean takeIn(AgentTask task) {
        boolean isAlone = first == null && task.nextEnded == null && came.compareAndSet(task, null);
        if (isAlone) {
            append(task, task);
        }
        return isAlone;
    }

    private void append(AgentTask oldest, @Nullable AgentTask newest) {
        AgentTask before = last;
        if (before == null) {
            first = oldest;
        } else {
            before.nextEnded = oldest;
        }
        last = newest;
    }

    /// The first one to be told; the others follow by their links.
    @Nullable
    AgentTask first() {
        return first;
    }

    /// Those before a task were told.
    ///
    /// @param task `null` if all were
    void toldBefore(@Nullable AgentTask task) {
        while (first != task && first != null) {
            AgentTask told = first;
            first = told.nextEnded;
            told.nextEnded = null;
        }
        if (first == null) {
            last = null;
        }
    }
}
