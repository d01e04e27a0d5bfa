package concurrent.futures.internal.process.pool;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a worker, oldest first. Any task can be taken out at once, wherever it stands. Guarded by
/// the
/// dispatcher's lock.
final class TaskQueue {
    private @Nullable PoolTask<?> first;
    private @Nullable PoolTask<?> last;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    PoolTask<?> peek() {
        return first;
    }

    void addLast(PoolTask<?> task) {
        task.previous = last;
        task.next = null;
        if (last == null) {
            first = task;
        } else {
            last.next = task;
        }
        last = task;
        size++;
    }

    void addFirst(PoolTask<?> task) {
        task.previous = null;
        task.next = first;
        if (first == null) {
            last = task;
        } else {
            first.previous = task;
        }
        first = task;
        size++;
    }

    @Nullable
    PoolTask<?> poll() {
        PoolTask<?> task = first;
        if (task != null) {
            remove(task);
        }
        return task;
    }

    /// Takes out a task that is in this queue.
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
        size--;
    }

    void forEach(Consumer<? super PoolTask<?>> action) {
        for (PoolTask<?> task = first; task != null; task = task.next) {
            action.accept(task);
        }
    }
}
