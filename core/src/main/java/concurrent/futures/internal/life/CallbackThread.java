package concurrent.futures.internal.life;

import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The thread of a pool that is kept for callbacks, where no thread of the task's own is there to run them.
///
/// It runs them one after the other, in the order in which their futures ended. It is started when there are some, and
/// ends when there are no more.
public final class CallbackThread {
    private final String name;
    private final Object engine;
    private final Ledger ledger;

    /// Guarded by itself. Not an `ArrayDeque`, which is broken if it finds no memory to grow.
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private boolean running;

    // No lambdas, which would be lost for good if they could not be made for lack of memory.
    private final Runnable work = new Runnable() {
        @Override
        public void run() {
            work();
        }
    };
    private final Runnable start = new Runnable() {
        @Override
        public void run() {
            Threads.start(name, /* daemon= */ true, work);
        }
    };

    /// Makes it; no thread is started yet.
    ///
    /// @param name the thread's name
    /// @param engine the engine whose thread it is
    /// @param ledger the engine's: callbacks that wait are open in it
    public CallbackThread(String name, Object engine, Ledger ledger) {
        this.name = name;
        this.engine = engine;
        this.ledger = ledger;
    }

    /// Runs callbacks, soon, after those handed over before.
    ///
    /// @param callbacks throws nothing
    /// @throws OutOfMemoryError if there is no memory to take note of them; then nothing has happened
    public void run(Runnable callbacks) {
        try {
            ledger.open(1);
            synchronized (waiting) {
                waiting.add(callbacks);
                if (running) {
                    return;
                }
                running = true;
            }
        } catch (Throwable e) {
            ledger.close(1);
            throw e;
        }
        try {
            Perseverance.run(start);
        } catch (OutOfMemoryError noThread) {
            drain(); // Better in a thread that others wait for than never.
        }
    }

    private void work() {
        CurrentTask.workFor(engine);
        drain();
    }

    private void drain() {
        while (true) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            Guard.run("callback", next);
            ledger.close(1);
        }
    }
}
