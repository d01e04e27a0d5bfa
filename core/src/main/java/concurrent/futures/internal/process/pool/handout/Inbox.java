package concurrent.futures.internal.process.pool.handout;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Where tasks are left for the [Dispatcher] by those who submit them: a stack without locks. Whoever has the pool's
/// lock takes them out, in the order in which they were left.
final class Inbox {
    private final AtomicReference<@Nullable Queued> newest = new AtomicReference<>();

    boolean isEmpty() {
        return newest.getPlain() == null && newest.get() == null;
    }

    /// Leaves tasks, which stay next to each other.
    void add(List<? extends PoolTask<?>> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        for (int i = 1; i < tasks.size(); i++) {
            tasks.get(i).next = tasks.get(i - 1);
        }
        add(tasks.getFirst(), tasks.getLast());
    }

    /// Leaves tasks, which stay next to each other. Allocates nothing.
    void add(PoolTask<?>[] tasks) {
        for (int i = 1; i < tasks.length; i++) {
            tasks[i].next = tasks[i - 1];
        }
        add(tasks[0], tasks[tasks.length - 1]);
    }

    /// Leaves tasks of which each leads to the one before it by [Queued#next].
    void add(Queued first, Queued last) {
        Queued before;
        do {
            before = newest.get();
            first.next = before;
        } while (!newest.compareAndSet(before, last));
    }

    /// Leaves tasks again that were taken out.
    ///
    /// @param oldest leads to those after it by [Queued#next]
    void putBack(@Nullable Queued oldest) {
        for (Queued task = oldest; task != null; ) {
            Queued next = task.next;
            Queued before;
            do {
                before = newest.get();
                task.next = before;
            } while (!newest.compareAndSet(before, task));
            task = next;
        }
    }

    /// Takes all out.
    ///
    /// @return the oldest one, which leads to those after it by [Queued#next]
    @Nullable
    Queued takeAll() {
        Queued oldest = null;
        for (Queued task = newest.getAndSet(null); task != null; ) {
            Queued before = task.next;
            task.next = oldest;
            oldest = task;
            task = before;
        }
        return oldest;
    }
}
