package concurrent.futures.internal;

import java.util.ArrayDeque;
import java.util.Queue;

/// The thread of a pool that is kept for callbacks, where no thread of the task's own is there to run them.
///
/// It runs them one after the other, in the order in which their futures ended. It is started when there are some, and
/// ends when there are no more.
public final class CallbackThread {
    private final String name;
    private final Object engine;
    private final Ledger ledger;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

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
    public void run(Runnable callbacks) {
        ledger.open(1);
        synchronized (waiting) {
            waiting.add(callbacks);
            if (running) {
                return;
            }
            running = true;
        }
        Threads.start(name, /* daemon= */ true, this::drain);
    }

    private void drain() {
        CurrentTask.workFor(engine);
        while (true) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    running = false;
                    return;
                }
            }
            try {
                next.run();
            } finally {
                ledger.close(1);
            }
        }
    }
}
