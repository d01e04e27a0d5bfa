package concurrent.futures.internal.threads;

import concurrent.futures.internal.FieldHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The tasks that wait for a worker, first in, first out: without locks, without limit, and with a few bytes for each.
///
/// It is a chain of segments:
///
/// ```
///    head                                      tail
///     │                                         │
///     ▼                                         ▼
///   [ · · · a b c d ] ──next──► [ e f g h i j k l · · · ]
///           ▲ taken                             ▲ given
/// ```
///
/// Who adds claims a slot by counting `given` up, and then fills it. Who takes waits for no one: it counts `taken` up
/// by a CAS if the slot there is filled, and then alone empties it. A slot that is claimed and not yet filled looks as
/// if the queue were empty: the one who fills it looks for idle workers after that, so no task is stranded.
///
/// A slot that was emptied is not used again, so a segment needs no more states than these. Nothing taken is kept.
final class TaskQueue {
    private static final int FIRST_SIZE = 32;
    private static final int LARGEST_SIZE = 1024;

    private static final VarHandle GIVEN = FieldHandles.find(MethodHandles.lookup(), Segment.class, "given", int.class);
    private static final VarHandle TAKEN = FieldHandles.find(MethodHandles.lookup(), Segment.class, "taken", int.class);
    private static final VarHandle NEXT =
            FieldHandles.find(MethodHandles.lookup(), Segment.class, "next", Segment.class);
    private static final VarHandle HEAD =
            FieldHandles.find(MethodHandles.lookup(), TaskQueue.class, "head", Segment.class);
    private static final VarHandle TAIL =
            FieldHandles.find(MethodHandles.lookup(), TaskQueue.class, "tail", Segment.class);

    private static final class Segment extends AtomicReferenceArray<@Nullable ThreadTask<?>> {
        private static final long serialVersionUID = 1L;

        private transient volatile int given;
        private transient volatile int taken;
        private transient volatile @Nullable Segment next;

        Segment(int size) {
            super(size);
        }
    }

    private volatile Segment head = new Segment(FIRST_SIZE);
    private volatile Segment tail = head;

    /// Adds a task. After that, all threads see it, or its predecessors.
    void add(ThreadTask<?> task) {
        while (true) {
            Segment segment = tail;
            int slot = segment.given < segment.length() ? (int) GIVEN.getAndAdd(segment, 1) : segment.length();
            if (slot < segment.length()) {
                segment.set(slot, task);
                return;
            }
            extend(segment);
        }
    }

    private void extend(Segment full) {
        Segment next = full.next;
        if (next == null) {
            Segment made = new Segment(Math.min(2 * full.length(), LARGEST_SIZE));
            next = NEXT.compareAndSet(full, null, made) ? made : full.next;
        }
        TAIL.compareAndSet(this, full, next);
    }

    /// Takes the oldest task; `null` if there is none, or it is just being added.
    @Nullable
    ThreadTask<?> poll() {
        while (true) {
            Segment segment = head;
            int slot = segment.taken;
            if (slot == segment.length()) {
                Segment next = segment.next;
                if (next == null) {
                    return null;
                }
                HEAD.compareAndSet(this, segment, next);
                continue;
            }
            ThreadTask<?> task = segment.getAcquire(slot);
            if (task != null) {
                if (TAKEN.compareAndSet(segment, slot, slot + 1)) {
                    segment.setRelease(slot, null);
                    return task;
                }
            } else if (segment.taken == slot) {
                return null;
            }
        }
    }

    /// Whether there is no task, or only one that is just being added.
    boolean isEmpty() {
        Segment segment = head;
        int slot = segment.taken;
        while (slot == segment.length()) {
            segment = segment.next;
            if (segment == null) {
                return true;
            }
            slot = segment.taken;
        }
        return segment.get(slot) == null && segment.taken == slot;
    }

    /// The tasks that are there now; those that are taken meanwhile may be among them.
    List<ThreadTask<?>> snapshot() {
        List<ThreadTask<?>> tasks = new ArrayList<>();
        for (Segment segment = head; segment != null; segment = segment.next) {
            int end = Math.min(segment.given, segment.length());
            for (int slot = segment.taken; slot < end; slot++) {
                ThreadTask<?> task = segment.getAcquire(slot);
                if (task != null) {
                    tasks.add(task);
                }
            }
        }
        return tasks;
    }
}
