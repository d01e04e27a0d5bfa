package concurrent.futures.cluster.internal.scheduling;

import org.jspecify.annotations.Nullable;

/// Tasks in their order, any of which can be taken out at once.
final class TaskQueue {
    private @Nullable ScheduledTask first;
    private @Nullable ScheduledTask last;
    private int size;

    @Nullable
    ScheduledTask first() {
        return first;
    }

    int size() {
        return size;
    }

    /// Puts a task where its order belongs. New ones come last, and those that come back are among the first: both are
    /// found at once.
    void add(ScheduledTask task) {
        ScheduledTask before = null;
        if (last != null && last.order > task.order) {
            before = first;
            while (before != null && before.order < task.order) {
                before = before.next;
            }
        }
        insertBefore(task, before);
    }

    private void insertBefore(ScheduledTask task, @Nullable ScheduledTask before) {
        ScheduledTask after = before == null ? last : before.previous;
        task.previous = after;
        task.next = before;
        if (after == null) {
            first = task;
        } else {
            after.next = task;
        }
        if (before == null) {
            last = task;
        } else {
            before.previous = task;
        }
        size++;
    }

    void remove(ScheduledTask task) {
        ScheduledTask before = task.previous;
        ScheduledTask after = task.next;
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
        size--;
    }
}
