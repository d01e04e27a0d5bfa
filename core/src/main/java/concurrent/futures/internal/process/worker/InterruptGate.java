package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.FieldHandles;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Lets interrupts reach the thread that runs the tasks only while a task runs, and those of the parent only if they
/// are meant for that task.
///
/// ```
///   0 ──enter──► number ──leave──► 0
///                 │  ▲
///        delivers │  │ delivered
///                 ▼  │
///               −number
/// ```
///
/// Who delivers an interrupt changes the number's sign first, and back when it is delivered; the task's thread waits
/// for that before it leaves. So an interrupt reaches its task or none, and never the input and output between tasks.
/// A task that nobody interrupts costs one compare-and-set.
final class InterruptGate {
    private static final VarHandle CURRENT =
            FieldHandles.find(MethodHandles.lookup(), InterruptGate.class, "current", long.class);

    private volatile @Nullable Thread thread;
    private volatile long current;
    private volatile boolean cancelled;

    /// Names the thread behind the gate.
    void guard(Thread runner) {
        thread = runner;
    }

    /// Lets interrupts through to a task, in its thread. Before the parent can know that it has begun: whoever
    /// interrupts it then finds it here.
    ///
    /// @param number the task's number, greater than 0
    void enter(long number) {
        if (cancelled) {
            cancelled = false;
        }
        // What follows is the claim, whose compare-and-set no store passes.
        CURRENT.setRelease(this, number);
    }

    /// Ends the task, in its thread: no interrupt for it may come any more.
    ///
    /// @param number the task's number
    void leave(long number) {
        if (!CURRENT.compareAndSet(this, number, 0L)) {
            synchronized (this) {
                current = 0;
            }
        }
        Thread.interrupted();
    }

    /// The parent interrupts a task.
    synchronized void interrupt(long number) {
        Thread runner = thread;
        if (runner != null && CURRENT.compareAndSet(this, number, -number)) {
            cancelled = true;
            runner.interrupt();
            current = number;
        }
    }

    /// Anybody interrupts the thread.
    ///
    /// @param interrupt does it
    synchronized void pass(Runnable interrupt) {
        long number = current;
        if (number < 0) {
            // This is the parent's interrupt, which comes through here as all others do.
            interrupt.run();
        } else if (number > 0 && CURRENT.compareAndSet(this, number, -number)) {
            try {
                interrupt.run();
            } finally {
                current = number;
            }
        }
    }

    /// Whether the parent has interrupted a task; also once that has ended.
    boolean isCancelled(long number) {
        return Math.abs(current) != number || cancelled;
    }
}
