package concurrent.futures.dashboard.internal.collect;

import concurrent.futures.event.TaskStarted;
import org.jspecify.annotations.Nullable;

/// An attempt that is under way.
final class Running {
    private final TaskStarted start;
    private final Group group;
    private final @Nullable WorkerRow worker;
    private long done;
    private long total;

    Running(TaskStarted start, Group group, @Nullable WorkerRow worker) {
        this.start = start;
        this.group = group;
        this.worker = worker;
    }

    TaskStarted start() {
        return start;
    }

    Group group() {
        return group;
    }

    /// The worker; `null` if there are too many to show.
    @Nullable
    WorkerRow worker() {
        return worker;
    }

    void progressed(long newDone, long newTotal) {
        done = newDone;
        total = newTotal;
    }

    long done() {
        return done;
    }

    long total() {
        return total;
    }
}
