package concurrent.futures.dashboard.internal.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import concurrent.futures.Executor;
import concurrent.futures.dashboard.internal.collect.Collector;
import concurrent.futures.dashboard.internal.collect.Epoch;
import concurrent.futures.dashboard.internal.collect.ShownText;
import concurrent.futures.spi.AbstractExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// All executors that are shown, and the thread that looks at them once a second. Safe for use by many threads.
public final class Board implements AutoCloseable {
    /// So many are kept that have ended.
    private static final int MOST_OVER = 24;

    private final String title;
    private final boolean actions;
    private final Epoch epoch = Epoch.begin();
    private final List<Subject> subjects = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final JsonFactory json =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private int numbers;

    /// Makes an empty board, and starts its thread, a daemon.
    ///
    /// @param title what the page is called
    /// @param actions whether the page offers them
    public Board(String title, boolean actions) {
        this.title = ShownText.line(title);
        this.actions = actions;
        Thread.ofPlatform().daemon().name("dashboard-clock").start(this::tickEachSecond);
    }

    /// What somebody has seen.
    static final class Seen {
        private final Map<Integer, Collector.Cursor> cursors = new HashMap<>();
        private final Map<Integer, Long> versions = new HashMap<>();

        /// Executors that are shown no more are not waited for.
        private void forgetAllBut(List<Subject> subjects) {
            Set<Integer> numbers = subjects.stream().map(Subject::number).collect(Collectors.toSet());
            versions.keySet().retainAll(numbers);
            cursors.keySet().retainAll(numbers);
        }

        private Collector.Cursor cursor(Subject subject) {
            return cursors.computeIfAbsent(subject.number(), absent -> new Collector.Cursor());
        }
    }

    // --- executors

    /// Shows an executor from now on.
    ///
    /// @param given to be shown, or a view on that; one that is shown stays as it is
    public synchronized void add(Executor given) {
        Executor executor = given instanceof AbstractExecutor ours ? ours.original() : given;
        if (closing.getCount() == 0) {
            throw new IllegalStateException("the dashboard is closed");
        }
        if (subjects.stream().anyMatch(subject -> subject.isOf(executor))) {
            return;
        }
        subjects.add(new Subject(numbers, executor, epoch));
        numbers++;
        List<Subject> over = subjects.stream().filter(Subject::isOver).toList();
        subjects.removeAll(over.subList(0, Math.max(0, over.size() - MOST_OVER)));
    }

    /// Finds an executor.
    ///
    /// @param number its number
    /// @return the executor, if it is shown
    Optional<Subject> subject(int number) {
        return subjects.stream().filter(subject -> subject.number() == number).findAny();
    }

    private void tickEachSecond() {
        long next = System.nanoTime();
        do {
            subjects.forEach(Subject::tick);
            next = Math.max(next + TimeUnit.SECONDS.toNanos(1), System.nanoTime());
        } while (!closesWithin(next - System.nanoTime()));
    }

    /// Waits.
    ///
    /// @param nanos how long at most
    /// @return whether the dashboard is closed
    boolean closesWithin(long nanos) {
        try {
            return closing.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            return true; // Of a thread of the dashboard's own, which is to end.
        }
    }

    // --- to be seen

    /// All that is known, as JSON.
    ///
    /// @return an object
    public byte[] all() {
        return write(new Seen());
    }

    /// What is new to somebody, as JSON.
    ///
    /// @param seen what they have seen; moved
    /// @return an object
    byte[] write(Seen seen) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = json.createGenerator(bytes)) {
            seen.forgetAllBut(subjects);
            to.writeStartObject();
            to.writeStringField("title", title);
            to.writeNumberField("epoch", epoch.wallMillis());
            to.writeNumberField("now", epoch.millis(System.nanoTime()));
            to.writeBooleanField("actions", actions);
            to.writeArrayFieldStart("executors");
            for (Subject subject : subjects) {
                seen.versions.put(subject.number(), subject.version());
                subject.write(to, seen.cursor(subject));
            }
            to.writeEndArray();
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory was not written to", e);
        }
        return bytes.toByteArray();
    }

    /// Whether something has happened that somebody has not seen.
    ///
    /// @param seen what they have
    /// @return `true` if there is more
    boolean isNewTo(Seen seen) {
        return subjects.size() != seen.versions.size()
                || subjects.stream()
                        .anyMatch(subject ->
                                !Long.valueOf(subject.version()).equals(seen.versions.get(subject.number())));
    }

    /// Listens no more. What was heard can still be written.
    @Override
    public synchronized void close() {
        closing.countDown();
        subjects.forEach(Subject::close);
    }
}
