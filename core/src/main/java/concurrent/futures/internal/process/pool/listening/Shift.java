package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Threads;
import concurrent.futures.internal.Timer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One thread's turn at listening to a worker.
///
/// What a worker sends is read in the thread that listens to it, and reading may run foreign code, such as the
/// `readObject` of a result. Where that does not come back, the thread is relieved: another one goes on listening, and
/// the first one ends when the foreign code does. From then on it can be interrupted.
///
/// ```
///   section:   even ──run──► odd: foreign code ──returns──► even
///                             │
///                             └──takeOver──► RELIEVED
/// ```
///
/// Not for each errand, but at most once in the time that is waited for one, a clock looks whether the same one is
/// still under way.
final class Shift {
    /// Foreign code takes long after this time, and before twice this time has passed.
    private static final long PATIENCE_MILLIS = 500;

    /// Of one worker, so many errands are waited for at a time: more large values would have no room.
    private static final int MOST_AWAY = 4;

    private static final long RELIEVED = Long.MIN_VALUE;

    /// What may run foreign code.
    interface Errand {
        /// Does it; throws nothing.
        void run();

        /// Whether somebody waits for it.
        ///
        /// @return `false` if its end does not matter any more
        boolean isWanted();

        /// It takes long, and another thread listens now. Called before [#isOver()]; again only where it has failed
        /// for lack of memory.
        ///
        /// @param thread that runs it, and can be interrupted now
        void takesLong(Thread thread);

        /// It is over after all.
        void isOver();
    }

    /// The errands of one worker that take long.
    static final class Away {
        private final Set<Errand> errands = ConcurrentHashMap.newKeySet();

        /// None yet.
        Away() {}

        private boolean isFull() {
            int wanted = 0;
            for (Errand errand : errands) {
                wanted += errand.isWanted() ? 1 : 0;
            }
            return wanted >= MOST_AWAY;
        }
    }

    private final Consumer<Shift> relief;
    private final Runnable watch = new Runnable() {
        @Override
        public void run() {
            watch();
        }
    };
    private final Away away;
    private final AtomicLong section = new AtomicLong();
    private final AtomicBoolean clockRuns = new AtomicBoolean();

    // Written before a section of foreign code begins.
    private @Nullable Errand errand;
    private @Nullable Thread thread;

    /// The section that takes long.
    private volatile long stuck = RELIEVED;

    /// A turn that has not begun.
    ///
    /// @param relief has another thread call [#takeOver()]; must not block
    /// @param away of the worker
    Shift(Consumer<Shift> relief, Away away) {
        this.relief = relief;
        this.away = away;
    }

    /// Starts the thread that listens. No interrupt reaches it before it was relieved: it might close the connection.
    ///
    /// @param name of the thread
    /// @param work what it does
    void start(String name, Runnable work) {
        Threads.startGated(
                name,
                /* daemon= */ true,
                new Consumer<>() {
                    @Override
                    public void accept(Runnable interrupt) {
                        if (isOver()) {
                            interrupt.run();
                        }
                    }
                },
                work);
    }

    /// Whether another thread listens now.
    ///
    /// @return `true` if the one that was relieved may not listen any more
    boolean isOver() {
        return section.get() == RELIEVED;
    }

    /// Runs an errand, in the thread that listens.
    ///
    /// @param next the errand
    void run(Errand next) {
        errand = next;
        thread = Thread.currentThread();
        long now = section.incrementAndGet();
        try {
            watchAsFarAsPossible();
            next.run();
        } finally {
            if (section.compareAndSet(now, now + 1)) {
                errand = null; // What it has read is the user's alone.
            } else {
                comesBack(next);
            }
        }
    }

    private synchronized void comesBack(Errand late) {
        away.errands.remove(late);
        late.isOver();
    }

    private void watchAsFarAsPossible() {
        try {
            Perseverance.run(watch);
        } catch (OutOfMemoryError e) {
            // What is read is worth more than to be relieved.
            Guard.log(System.Logger.Level.WARNING, "no thread to look after one that listens to a worker", e);
        }
    }

    private void watch() {
        if (clockRuns.compareAndSet(false, true)) {
            try {
                lookLater(RELIEVED);
            } catch (OutOfMemoryError e) {
                clockRuns.set(false);
                throw e;
            }
        }
    }

    private void lookLater(long before) {
        Timer.schedule(new Look(before), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Not a lambda, which would be lost for good if its first use came when there is no memory.
    private final class Look implements Runnable {
        private final long before;

        Look(long before) {
            this.before = before;
        }

        @Override
        public void run() {
            look(before);
        }
    }

    private void look(long before) {
        long now = section.get();
        if (isForeign(now)) {
            boolean takesLong = now == before && !away.isFull();
            lookLater(now);
            if (takesLong) {
                stuck = now;
                relieve();
            }
        } else {
            clockRuns.set(false);
            if (isForeign(section.get())) {
                watch();
            }
        }
    }

    private void relieve() {
        try {
            relief.accept(this);
        } catch (OutOfMemoryError e) {
            // No thread is to be had. The clock runs on, and tries again.
            Guard.log(System.Logger.Level.WARNING, "no thread to listen to a worker", e);
        }
    }

    private static boolean isForeign(long section) {
        return (section & 1) == 1;
    }

    /// Takes the place of the thread that listened, if it is still not back. In the thread that comes to relieve it.
    ///
    /// @return whether the caller is to listen now
    synchronized boolean takeOver() {
        if (!section.compareAndSet(stuck, RELIEVED)) {
            return false;
        }
        Errand late = errand;
        Thread kept = thread;
        while (late != null && kept != null) {
            try {
                away.errands.add(late);
                late.takesLong(kept);
                break;
            } catch (OutOfMemoryError e) {
                Perseverance.pause(); // Somebody has to listen, and it is this thread.
            }
        }
        return true;
    }
}
