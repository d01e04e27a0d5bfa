package concurrent.futures.internal.process.pool.handout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a worker: those that are nested deepest come first, and of these the oldest. Any task can be
/// taken out at once, wherever it stands. Guarded by the dispatcher's lock.
///
/// Nested tasks come first because others wait for them, each in a worker of its own: if older tasks began before
/// them, these would submit further ones and wait, and so on, without end.
///
/// Elements of a map may stand here as one [Stretch], which counts as many as it has.
final class TaskQueue {
    /// By depth.
    private final List<Lane> lanes = new ArrayList<>(List.of(new Lane()));

    private int size;

    /// How many tasks wait.
    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    Queued peek() {
        for (int depth = lanes.size() - 1; depth >= 0; depth--) {
            Queued first = lanes.get(depth).first;
            if (first != null) {
                return first;
            }
        }
        return null;
    }

    void addLast(Queued task) {
        laneOf(task).addLast(task);
        size += task.count();
    }

    /// Puts a task that was here before back to its place. Cheap if there are not many older ones of its depth; so of
    /// several, the youngest should come first.
    void putBack(Queued task) {
        laneOf(task).putBack(task);
        size += task.count();
    }

    /// Takes out a task that is in this queue.
    void remove(Queued task) {
        laneOf(task).remove(task);
        size -= task.count();
    }

    /// A stretch that is in this queue has lost its first elements to a worker.
    void shrunk(int count) {
        size -= count;
    }

    /// Puts tasks into the place of the stretch that they are the elements of. Allocates nothing.
    void replace(Stretch stretch, PoolTask<?>[] tasks) {
        laneOf(stretch).replace(stretch, tasks);
    }

    /// The stretches that are here.
    List<Stretch> stretches() {
        List<Stretch> all = new ArrayList<>();
        for (Queued task = lanes.getFirst().first; task != null; task = task.next) {
            if (task instanceof Stretch stretch) {
                all.add(stretch);
            }
        }
        return all;
    }

    /// Adds the tasks that are here, without the elements of stretches.
    void addTasksTo(List<PoolTask<?>> all) {
        for (Lane lane : lanes.reversed()) {
            for (Queued waiting = lane.first; waiting != null; waiting = waiting.next) {
                if (waiting instanceof PoolTask<?> task) {
                    all.add(task);
                }
            }
        }
    }

    /// Those whose future has ended: a copy.
    List<PoolTask<?>> ended() {
        List<PoolTask<?>> ended = new ArrayList<>();
        for (Lane lane : lanes) {
            for (Queued waiting = lane.first; waiting != null; waiting = waiting.next) {
                if (waiting instanceof PoolTask<?> task && task.isEnded()) {
                    ended.add(task);
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
            while (after != null && after.arrival < task.arrival) {
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

        void replace(Stretch stretch, PoolTask<?>[] tasks) {
            Queued before = stretch.previous;
            Queued after = stretch.next;
            remove(stretch);
            for (PoolTask<?> task : tasks) {
                insert(task, before, after);
                before = task;
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
