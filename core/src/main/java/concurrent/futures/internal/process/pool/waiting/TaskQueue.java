package concurrent.futures.internal.process.pool.waiting;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a worker: those that are nested deepest come first, and of these the oldest. Any task can be
/// taken out at once, wherever it stands. Guarded by the pool's lock.
///
/// Nested tasks come first because others wait for them, each in a worker of its own: if older tasks began before
/// them, these would submit further ones and wait, and so on, without end.
///
/// Elements of a map may stand here as one, which counts as many as it has.
public final class TaskQueue {
    /// By depth.
    private final List<Lane> lanes = new ArrayList<>(List.of(new Lane()));

    private int size;

    /// Nothing waits.
    public TaskQueue() {}

    /// How many tasks wait.
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public @Nullable Queued peek() {
        for (int depth = lanes.size() - 1; depth >= 0; depth--) {
            Queued first = lanes.get(depth).first;
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    public void addLast(Queued task) {
        laneOf(task).addLast(task);
        size += task.count();
    }

    /// Puts a task that was here before back to its place. Cheap if there are not many older ones of its depth; so of
    /// several, the youngest should come first.
    public void putBack(Queued task) {
        laneOf(task).putBack(task);
        size += task.count();
    }

    /// Takes out a task that is in this queue.
    public void remove(Queued task) {
        laneOf(task).remove(task);
        size -= task.count();
    }

    /// A stretch that is in this queue has lost its first elements to a worker.
    public void shrunk(int count) {
        size -= count;
    }

    /// Puts the parts of what is in this queue into its place. Allocates nothing.
    public void replace(Queued whole, Queued[] parts) {
        laneOf(whole).replace(whole, parts);
    }

    /// All that is here, in the order in which it would be handed out: a copy.
    public List<Queued> list() {
        List<Queued> all = new ArrayList<>();
        for (int depth = lanes.size() - 1; depth >= 0; depth--) {
            for (Queued waiting = lanes.get(depth).first; waiting != null; waiting = waiting.next) {
                all.add(waiting);
            }
        }
        return all;
    }

    /// Those whose future has ended: a copy.
    public List<Queued> ended() {
        List<Queued> ended = new ArrayList<>();
        for (Lane lane : lanes) {
            for (Queued waiting = lane.first; waiting != null; waiting = waiting.next) {
                if (waiting.isEnded()) {
                    ended.add(waiting);
                }
            }
        }
        return ended;
    }

    private Lane laneOf(Queued task) {
        while (lanes.size() <= task.depth()) {
            lanes.add(new Lane());
        }
        return lanes.get(task.depth());
    }

    /// The tasks of one depth, oldest first.
    private static final class Lane {
        private @Nullable Queued first;
        private @Nullable Queued last;

        void addLast(Queued task) {
            insert(task, last, null);
        }

        void putBack(Queued task) {
            Queued before = null;
            Queued after = first;
            while (after != null && after.arrival() < task.arrival()) {
                before = after;
                after = after.next;
            }
            insert(task, before, after);
        }

        private void insert(Queued task, @Nullable Queued before, @Nullable Queued after) {
            task.previous = before;
            task.next = after;
            if (before == null) {
                first = task;
            } else {
                before.next = task;
            }
            if (after == null) {
                last = task;
            } else {
                after.previous = task;
            }
        }

        void replace(Queued whole, Queued[] parts) {
            Queued before = whole.previous;
            Queued after = whole.next;
            remove(whole);
            for (Queued part : parts) {
                insert(part, before, after);
                before = part;
            }
        }

        void remove(Queued task) {
            Queued before = task.previous;
            Queued after = task.next;
            if (before == null) {
                first = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                last = before;
            } else {
                after.previous = before;
            }
            task.previous = null;
            task.next = null;
        }
    }
}
