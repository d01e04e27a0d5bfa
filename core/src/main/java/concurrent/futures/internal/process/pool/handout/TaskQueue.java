package concurrent.futures.internal.process.pool.handout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a worker: those that are nested deepest come first, and of these the oldest. Any task can be
/// taken out at once, wherever it stands. Guarded by the dispatcher's lock.
///
/// Nested tasks come first because others wait for them, each in a worker of its own: if older tasks began before
/// them, these would submit further ones and wait, and so on, without end.
final class TaskQueue {
    /// By depth.
    private final List<Lane> lanes = new ArrayList<>(List.of(new Lane()));

    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    PoolTask<?> peek() {
        for (int depth = lanes.size() - 1; depth >= 0; depth--) {
            PoolTask<?> first = lanes.get(depth).first;
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    void addLast(PoolTask<?> task) {
        laneOf(task).addLast(task);
        size++;
    }

    /// Puts a task that was here before back to its place. Cheap if there are not many older ones of its depth; so of
    /// several, the youngest should come first.
    void putBack(PoolTask<?> task) {
        laneOf(task).putBack(task);
        size++;
    }

    @Nullable
    PoolTask<?> poll() {
        PoolTask<?> task = peek();
        if (task != null) {
            remove(task);
        }
        return task;
    }

    /// Takes out a task that is in this queue.
    void remove(PoolTask<?> task) {
        laneOf(task).remove(task);
        size--;
    }

    void addTasksTo(List<PoolTask<?>> all) {
        for (Lane lane : lanes.reversed()) {
            for (PoolTask<?> task = lane.first; task != null; task = task.next) {
                all.add(task);
            }
        }
    }

    /// Those whose future has ended: a copy.
    List<PoolTask<?>> ended() {
        List<PoolTask<?>> ended = new ArrayList<>();
        for (Lane lane : lanes) {
            for (PoolTask<?> task = lane.first; task != null; task = task.next) {
                if (task.isEnded()) {
                    ended.add(task);
                }
            }
        }
        return ended;
    }

    private Lane laneOf(PoolTask<?> task) {
        while (lanes.size() <= task.depth()) {
            lanes.add(new Lane());
        }
        return lanes.get(task.depth());
    }

    /// The tasks of one depth, oldest first.
    private static final class Lane {
        private @Nullable PoolTask<?> first;
        private @Nullable PoolTask<?> last;

        void addLast(PoolTask<?> task) {
            task.previous = last;
            task.next = null;
            if (last == null) {
                first = task;
            } else {
                last.next = task;
            }
            last = task;
        }

        void putBack(PoolTask<?> task) {
            PoolTask<?> before = null;
            PoolTask<?> after = first;
            while (after != null && after.arrival < task.arrival) {
                before = after;
                after = after.next;
            }
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

        void remove(PoolTask<?> task) {
            PoolTask<?> before = task.previous;
            PoolTask<?> after = task.next;
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
