package concurrent.futures.internal.process.pool.waiting;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Where tasks are left by those who submit them: a stack without locks. Whoever has the pool's lock takes them out, in
/// the order in which they were left.
public final class Inbox {
    /// Takes what was left. (No lambda: its first use may come when there is no memory.)
    public interface Receiver {
        /// Takes one. Where it throws, it has not.
        void receive(Queued task);
    }

    private final AtomicReference<@Nullable Queued> newest = new AtomicReference<>();

    public boolean isEmpty() {
        return newest.getPlain() == null && newest.get() == null;
    }

    /// Leaves a task. Allocates nothing.
    public void add(Queued task) {
        add(task, task);
    }

    /// Leaves tasks, which stay next to each other.
    public void addAll(List<? extends Queued> tasks) {
        if (tasks.isEmpty()) {
            return;
        }
        for (int i = 1; i < tasks.size(); i++) {
            tasks.get(i).next = tasks.get(i - 1);
        }
        add(tasks.getFirst(), tasks.getLast());
    }

    /// Leaves tasks, which stay next to each other: at least one. Allocates nothing.
    public void addAll(Queued[] tasks) {
        for (int i = 1; i < tasks.length; i++) {
            tasks[i].next = tasks[i - 1];
        }
        add(tasks[0], tasks[tasks.length - 1]);
    }

    /// Leaves tasks of which each leads to the one before it.
    private void add(Queued first, Queued last) {
        Queued before;
        do {
            before = newest.get();
            first.next = before;
        } while (!newest.compareAndSet(before, last));
    }

    /// Takes all out, the oldest first. Those that were not received are here again. Under the pool's lock.
    public void drain(Receiver receiver) {
        Queued task = takeAll();
        while (task != null) {
            Queued following = task.next;
            task.next = null;
            boolean isReceived = false;
            try {
                receiver.receive(task);
                isReceived = true;
            } finally {
                if (!isReceived) {
                    task.next = following;
                    putBack(task);
                }
            }
            task = following;
        }
    }

    /// Leaves tasks again that were taken out, of which each leads to the one after it.
    private void putBack(Queued oldest) {
        for (Queued task = oldest; task != null; ) {
            Queued following = task.next;
            add(task, task);
            task = following;
        }
    }

    /// Takes all out.
    ///
    /// @return the oldest one, which leads to those after it
    private @Nullable Queued takeAll() {
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
