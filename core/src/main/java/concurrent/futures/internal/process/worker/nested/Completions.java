package concurrent.futures.internal.process.worker.nested;

import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Threads;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Ends the futures of nested tasks, in the order in which the parent tells it: in a thread of its own, which is
/// started when it is needed first, since values are decoded by foreign code, and the thread that listens to the parent
/// must never wait for that.
final class Completions {
    private final Object engine;
    private final BlockingQueue<Runnable> ends = new LinkedBlockingQueue<>();
    private @Nullable Thread thread;

    /// @param engine the engine whose futures they are
    Completions(Object engine) {
        this.engine = engine;
    }

    void add(Runnable end) {
        ends.add(end);
        synchronized (this) {
            if (thread == null) {
                thread = Threads.startUninterruptible("concurrent-futures-nested", this::run);
            }
        }
    }

    private void run() {
        CurrentTask.workFor(engine);
        while (true) {
            try {
                Guard.run("end of a nested task", ends.take());
            } catch (InterruptedException e) {
                throw new AssertionError("a thread of the worker was interrupted", e);
            }
        }
    }
}
