package concurrent.futures.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// A counter that many threads use at once. It counts also where there is no memory for one more cell.
public final class Tally {
    private final LongAdder cells = new LongAdder();
    private final AtomicLong more = new AtomicLong();

    /// Zero.
    public Tally() {}

    /// Counts one.
    public void increment() {
        add(1);
    }

    /// Counts some.
    ///
    /// @param count how many
    public void add(long count) {
        try {
            cells.add(count);
        } catch (OutOfMemoryError | LinkageError e) { // The latter where a class of the JDK had no memory to begin.
            more.addAndGet(count);
        }
    }

    /// What was counted.
    ///
    /// @return the sum so far
    public long sum() {
        return cells.sum() + more.get();
    }
}
