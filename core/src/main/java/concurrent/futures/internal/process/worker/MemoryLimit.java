package concurrent.futures.internal.process.worker;

import concurrent.futures.internal.ResidentMemory;
import java.util.concurrent.TimeUnit;

/// Tells when what tasks have left behind in this process is more than it may be: objects that survive a collection,
/// and all that the process occupies outside the heap.
///
/// A look costs some 30 µs, so there is one after a task that took a millisecond, and otherwise every ten. Whether the
/// heap holds garbage or a leak is known only after a collection. One is run when there is more in memory than the
/// limit allows, garbage included, and for no more than a tenth of the time: tasks that make much garbage near the
/// limit would be slowed down otherwise. For the thread that runs the tasks.
final class MemoryLimit {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONG_TASK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int TIME_FOR_OTHER_THINGS = 9;

    private final long limit;
    private final Runtime runtime = Runtime.getRuntime();
    private long nextLook = System.nanoTime();
    private long nextCollection = nextLook;

    /// @param limit in bytes
    MemoryLimit(long limit) {
        this.limit = limit;
    }

    /// A task has ended.
    ///
    /// @param ranNanos how long it ran
    /// @return the bytes that are held, if these are too many; else 0
    long lookAfterTask(long ranNanos) {
        long now = System.nanoTime();
        if (ranNanos < LONG_TASK_NANOS && now - nextLook < 0) {
            return 0;
        }
        nextLook = now + LOOK_NANOS;
        if (inMemory() <= limit || now - nextCollection < 0) {
            return 0;
        }
        System.gc();
        long done = System.nanoTime();
        nextCollection = done + TIME_FOR_OTHER_THINGS * (done - now);
        long held = inMemory();
        return held > limit ? held : 0;
    }

    /// The heap as far as it is used, and the process as far as it is no heap.
    private long inMemory() {
        long committed = runtime.totalMemory();
        return committed - runtime.freeMemory() + Math.max(0, ResidentMemory.ofProcess("self") - committed);
    }
}
