package concurrent.futures.internal.progress;

import concurrent.futures.Future;
import concurrent.futures.internal.Words;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.spi.ProgressRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What somebody wants to see the progress of: some futures, which may come one after the other.
///
/// It is over when all have ended and no more will come, or when it is closed. It keeps no future that has ended.
///
/// Guarded by itself; no foreign code runs under that lock, and whoever ends a future does not take it.
public final class Undertaking {
    /// Further names share a row, so that names which are made at run time fill neither the screen nor the heap.
    private static final int MOST_NAMES = 30;

    private static final String OTHERS = "others";

    /// Of what has ended before it was followed, and of futures that are not ours.
    private static final String NAMELESS = "tasks";

    private static final int FEW = 1024;
    private static final long PATIENCE_SECONDS = 1;
    private static final long UNKNOWN = -1;

    private final @Nullable String name;
    private final long expected;
    private final long startNanos = System.nanoTime();

    private final Map<String, Counted> rows = new LinkedHashMap<>();
    private List<Follower> open = new ArrayList<>();
    private int many = FEW;

    /// How many have not ended; one more until all have come.
    private final AtomicLong left = new AtomicLong(1);

    private final AtomicBoolean complete = new AtomicBoolean();

    private volatile boolean closed;

    /// Opens when the end was shown, or nobody shows anything.
    private final CountDownLatch shown = new CountDownLatch(1);

    private static final class Counted {
        private final Counts counts;
        private long added;

        Counted(Counts counts) {
            this.counts = counts;
        }
    }

    /// Begins one.
    ///
    /// @param name of the one row for all; `null` for a row for each name of tasks
    /// @param expected how many will come; -1 if that is not known
    public Undertaking(@Nullable String name, long expected) {
        this.name = name;
        this.expected = expected;
        if (name != null) {
            counted(name);
        }
    }

    /// Looks whether a name can be shown.
    ///
    /// @param name the user's
    /// @return the name
    /// @throws IllegalArgumentException if it is empty or blank
    public static String checkName(String name) {
        return Words.checkName("the name of progress", Objects.requireNonNull(name, "name"), "say what is done");
    }

    /// Follows a future.
    ///
    /// @param future one that does not come twice
    public void add(Future<?> future) {
        String of = name == null ? nameOf(future) : name;
        Follower follower;
        left.incrementAndGet();
        synchronized (this) {
            Counted row = counted(of);
            row.added++;
            follower = new Follower(this, row.counts, future);
            open.add(follower);
            if (open.size() > many) {
                sweep();
            }
        }
        if (!(future instanceof DefaultFuture<?> ours)) {
            future.addDoneCallback(ended -> follower.ended());
        } else if (!ours.watch(follower)) {
            follower.ended();
        }
    }

    private static String nameOf(Future<?> future) {
        String own = future instanceof DefaultFuture<?> ours ? ours.shownAs() : null;
        return own == null ? NAMELESS : own;
    }

    private Counted counted(String of) {
        String key = rows.size() < MOST_NAMES || rows.containsKey(of) ? of : OTHERS;
        return rows.computeIfAbsent(key, fresh -> new Counted(new Counts(fresh, startNanos)));
    }

    /// Forgets those that have ended. That is done when they are twice as many as were left the last time, so that it
    /// costs the same for each.
    private void sweep() {
        open.removeIf(follower -> !follower.isOpen());
        many = Math.max(FEW, 2 * open.size());
    }

    /// No more will come. May be called many times.
    public void complete() {
        if (!complete.getAndSet(true)) {
            ended();
        }
    }

    /// It is over, whatever is still under way.
    public void close() {
        closed = true;
        Board.wake();
    }

    /// One has ended.
    void ended() {
        if (left.decrementAndGet() == 0) {
            Board.wake();
        }
    }

    boolean isOver() {
        return closed || left.get() == 0;
    }

    /// How many are kept to be looked at.
    synchronized int followed() {
        return open.size();
    }

    /// The end was shown, or will not be.
    void noteShown() {
        shown.countDown();
    }

    /// Waits until the end was shown, so that what is printed next comes behind it: for a moment, if it is long in
    /// coming.
    public void awaitShown() {
        try {
            var _ = shown.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// How far it has come. For the one who shows.
    ///
    /// @param isOver whether it was over before
    List<ProgressRow> look(boolean isOver) {
        List<Follower> followed;
        Map<String, Counted> names;
        synchronized (this) {
            sweep();
            followed = List.copyOf(open);
            names = new LinkedHashMap<>(rows);
        }
        names.values().forEach(row -> row.counts.beginLook());
        followed.forEach(Follower::look);
        long now = System.nanoTime();
        List<ProgressRow> all = new ArrayList<>();
        for (Counted row : names.values()) {
            all.add(row.counts.row(now, Duration.ofNanos(now - startNanos), totalOf(row), isOver));
        }
        return withoutNameless(all);
    }

    private synchronized long totalOf(Counted row) {
        if (complete.get() || closed) {
            return row.added;
        }
        return expected < 0 ? UNKNOWN : Math.max(expected, row.added);
    }

    /// What has ended before it was followed belongs to the only name that there is.
    private List<ProgressRow> withoutNameless(List<ProgressRow> all) {
        if (name != null || all.size() != 2) {
            return all;
        }
        ProgressRow first = all.getFirst();
        ProgressRow second = all.getLast();
        if (first.name().equals(NAMELESS)) {
            return List.of(sum(second, first));
        }
        return second.name().equals(NAMELESS) ? List.of(sum(first, second)) : all;
    }

    private static ProgressRow sum(ProgressRow named, ProgressRow nameless) {
        return new ProgressRow(
                named.name(),
                named.succeeded() + nameless.succeeded(),
                named.failed() + nameless.failed(),
                named.cancelled() + nameless.cancelled(),
                named.retried() + nameless.retried(),
                named.running() + nameless.running(),
                named.portion() + nameless.portion(),
                named.total() + nameless.total(),
                named.isOver() ? named.rate() + nameless.rate() : named.rate(),
                named.elapsed(),
                named.isOver());
    }

    @Override
    public String toString() {
        return "Undertaking[" + Objects.requireNonNullElse(name, "by name") + ", " + left + " left]";
    }
}
