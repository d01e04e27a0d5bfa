package concurrent.futures.internal.process.worker;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Lets interrupts reach the thread that runs the tasks only while a task runs, and those of the parent only if they
/// are meant for that task.
///
/// A task begins, ends and is interrupted under this object's lock: so an interrupt reaches its task or none, and
/// never the input and output between tasks.
final class InterruptGate {
    private @Nullable Thread thread;
    private long current;
    private boolean cancelled;

    /// Names the thread behind the gate.
    synchronized void guard(Thread runner) {
        thread = runner;
    }

    /// Begins a task, in its thread.
    ///
    /// @param number the task's number, not 0
    /// @param claim decides whether it begins
    /// @return what the claim said
    synchronized boolean enter(long number, BooleanSupplier claim) {
        if (!claim.getAsBoolean()) {
            return false;
        }
        current = number;
        cancelled = false;
        return true;
    }

    /// Ends the task, in its thread: no interrupt for it may come any more.
    synchronized void leave() {
        current = 0;
        Thread.interrupted();
    }

    /// The parent interrupts a task.
    synchronized void interrupt(long number) {
        if (current == number && thread != null) {
            cancelled = true;
            thread.interrupt();
        }
    }

    /// Anybody interrupts the thread.
    ///
    /// @param interrupt does it
    synchronized void pass(Runnable interrupt) {
        if (current != 0) {
            interrupt.run();
        }
    }

    /// Whether the parent has interrupted a task; also once that has ended.
    synchronized boolean isCancelled(long number) {
        return current != number || cancelled;
    }
}
