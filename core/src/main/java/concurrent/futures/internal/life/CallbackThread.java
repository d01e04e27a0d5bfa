package concurrent.futures.internal.life;

import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.Timer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The thread of a pool that is kept for callbacks, where no thread of the task's own is there to run them.
///
/// It runs those of one future after those of the other, in the order in which their futures ended. It is started when
/// there are some, and ends when there are no more.
///
/// A callback may take long, or wait for what only other callbacks bring about: the end of another future's
/// `CompletableFuture`, say. So where some wait behind one that takes long, another thread goes on with them, and the
/// first one ends when its callback does.
public final class CallbackThread {
    /// A callback takes long after this time, and before twice this time has passed.
    private static final long PATIENCE_MILLIS = 250;

    /// One thread's turn at running callbacks.
    // No lambdas, which would be lost for good if they could not be made for lack of memory.
    private final class Turn implements Runnable {
        private final Runnable start = new Runnable() {
            @Override
            public void run() {
                Threads.start(name, /* daemon= */ true, Turn.this);
            }
        };

        /// Of how many futures it has begun to run callbacks; guarded by those that wait.
        private long begun;

        @Override
        public void run() {
            CurrentTask.workFor(engine);
            drain(this);
        }
    }

    private final String name;
    private final Object engine;
    private final Ledger ledger;

    /// Guarded by itself. Not an `ArrayDeque`, which is broken if it finds no memory to grow.
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    /// Whose turn it is, if there are any. Guarded by those that wait, as what follows.
    private @Nullable Turn current;

    private boolean clockRuns;

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
        Turn fresh = null;
        Turn busy = null;
        long begun = 0;
        try {
            ledger.open(1);
            synchronized (waiting) {
                if (current == null) {
                    fresh = new Turn();
                }
                waiting.add(callbacks);
                if (fresh != null) {
                    current = fresh;
                } else if (current != null && !clockRuns) {
                    clockRuns = true;
                    busy = current;
                    begun = current.begun;
                }
            }
        } catch (Throwable e) {
            ledger.close(1);
            throw e;
        }
        if (fresh != null) {
            start(fresh);
        } else if (busy != null) {
            lookLater(busy, begun);
        }
    }

    private void start(Turn turn) {
        try {
            Perseverance.run(turn.start);
        } catch (OutOfMemoryError noThread) {
            drain(turn); // Better in a thread that others wait for than never.
        }
    }

    private void drain(Turn turn) {
        while (true) {
            Runnable next;
            synchronized (waiting) {
                if (current != turn) {
                    return;
                }
                next = waiting.poll();
                if (next == null) {
                    current = null;
                    return;
                }
                turn.begun++;
            }
            Guard.run("callback", next);
            ledger.close(1);
        }
    }

    // --- another thread takes over

    private void lookLater(Turn turn, long before) {
        try {
            Timer.schedule(
                    new Runnable() {
                        @Override
                        public void run() {
                            look(turn, before);
                        }
                    },
                    PATIENCE_MILLIS,
                    TimeUnit.MILLISECONDS);
        } catch (OutOfMemoryError e) {
            synchronized (waiting) {
                clockRuns = false; // The next one to come tries it again.
            }
        }
    }

    /// Nobody looks while none wait.
    private void look(Turn watched, long before) {
        Turn now;
        long begun;
        synchronized (waiting) {
            now = current;
            if (now == null || waiting.isEmpty()) {
                clockRuns = false;
                return;
            }
            begun = now.begun;
        }
        lookLater(now, begun);
        if (now == watched && begun == before) {
            relieve(watched, before);
        }
    }

    private void relieve(Turn late, long begun) {
        try {
            Threads.start(
                    name,
                    /* daemon= */ true,
                    new Runnable() {
                        @Override
                        public void run() {
                            takeOver(late, begun);
                        }
                    });
        } catch (OutOfMemoryError noThread) {
            return; // The next look tries it again.
        }
    }

    private void takeOver(Turn late, long begun) {
        Turn mine = new Turn();
        synchronized (waiting) {
            if (current != late || late.begun != begun) {
                return;
            }
            current = mine;
        }
        mine.run();
    }
}
