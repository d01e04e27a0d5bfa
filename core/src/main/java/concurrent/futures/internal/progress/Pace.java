package concurrent.futures.internal.progress;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// How fast something goes on, lately. For one thread.
final class Pace {
    /// What is longer ago does not count, unless nothing later is known.
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// Looks that follow each other faster are taken for one.
    private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Look(long nanos, long done) {}

    /// The oldest first; there is always one.
    private final Deque<Look> looks = new ArrayDeque<>();

    Pace(long startNanos) {
        looks.add(new Look(startNanos, 0));
    }

    /// Takes note of how far it has come.
    ///
    /// @param done so much, from 0
    /// @param now on the clock of [System#nanoTime()]
    /// @return how much is done in a second, lately; 0 if that is not known
    double after(long done, long now) {
        double rate =
                perSecond(done - looks.getFirst().done(), now - looks.getFirst().nanos());
        if (now - looks.getLast().nanos() >= APART_NANOS) {
            looks.add(new Look(now, done));
            while (looks.size() > 2 && now - looks.getFirst().nanos() > LATELY_NANOS) {
                looks.removeFirst();
            }
        }
        return rate;
    }

    static double perSecond(long done, long nanos) {
        return nanos <= 0 ? 0 : done * 1e9 / nanos;
    }
}
