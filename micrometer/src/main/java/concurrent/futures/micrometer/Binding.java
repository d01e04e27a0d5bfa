package concurrent.futures.micrometer;

import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.event.ListenerRegistration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The meters of one executor in one registry. To close it while it is being opened, or twice, does no harm.
final class Binding {
    private final MeterRegistry registry;
    private final Tags tags;

    /// Those that are to be taken away.
    private final Queue<Meter> meters = new ConcurrentLinkedQueue<>();

    private volatile @Nullable ListenerRegistration registration;
    private volatile boolean closed;

    /// @param registry takes the meters
    /// @param tags what all meters have in common
    Binding(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /// Makes the meters, and listens. The executor is not held. If the registry, or the executor, throws, nothing is
    /// left of it.
    void open(Executor executor) {
        try {
            put(executor);
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException | Error other) {
                e.addSuppressed(other);
            }
            throw e;
        }
        if (closed) {
            close();
        }
    }

    private void put(Executor executor) {
        Binding before = Names.take(registry, tags, this);
        if (before != null) {
            // Its meters would go to make room; and nobody would hear what it listens to.
            before.close();
        }
        Shelf shelf = new Shelf(registry, tags, meters);
        putStatistics(shelf, executor);
        Queue<Meter> ofEvents = new ConcurrentLinkedQueue<>();
        try {
            EventMeters heard = new EventMeters(new Shelf(registry, tags, ofEvents), this::isOver);
            ListenerRegistration added = executor.addListener(heard);
            registration = added;
            putDropped(shelf, added);
        } catch (UnsupportedOperationException e) {
            // It tells nothing of its work: meters that can not move would say that nothing happens.
            removeAll(ofEvents);
        } finally {
            meters.addAll(ofEvents);
        }
    }

    /// Takes the meters away, as far as they are this executor's still, and listens no more.
    void close() {
        // Whoever opens looks at this after all else: one of the two takes everything away.
        closed = true;
        Names.drop(this);
        ListenerRegistration added = registration;
        if (added != null) {
            added.close();
        }
        removeAll(meters);
    }

    /// All of them, whatever the registry, or who listens to it, makes of one.
    private void removeAll(Queue<Meter> from) {
        RuntimeException failure = null;
        for (Meter meter = from.poll(); meter != null; meter = from.poll()) {
            try {
                Shelf.remove(registry, meter);
            } catch (RuntimeException e) {
                failure = Failures.both(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// Whether nobody wants to know any more. Who closes a registry does not know of the listener, which goes with the
    /// next event then.
    private boolean isOver() {
        if (registry.isClosed()) {
            close();
        }
        return closed;
    }

    // --- what there is

    private static void putStatistics(Shelf shelf, Executor of) {
        putStandard(shelf, of);
        count(shelf, "executor.submitted", "tasks", "Tasks that were accepted", of, ExecutorStatistics::submitted);
        count(shelf, "executor.retries", null, "Further attempts granted", of, ExecutorStatistics::retried);
        String restarts = "Workers that were started in place of another";
        count(shelf, "executor.workers.restarts", null, restarts, of, ExecutorStatistics::replacedWorkers);
        String tasks = "executor.tasks";
        String outcomes = "Tasks that have ended, by outcome";
        count(shelf.with("outcome", "succeeded"), tasks, null, outcomes, of, ExecutorStatistics::succeeded);
        count(shelf.with("outcome", "failed"), tasks, null, outcomes, of, ExecutorStatistics::failed);
        count(shelf.with("outcome", "cancelled"), tasks, null, outcomes, of, ExecutorStatistics::cancelled);
    }

    /// Those that Micrometer has of a thread pool of the JDK with an unbounded queue.
    private static void putStandard(Shelf shelf, Executor of) {
        count(shelf, "executor.completed", "tasks", "Tasks that have ended", of, Binding::completed);
        measure(shelf, "executor.active", "threads", "Tasks that run in workers", of, ExecutorStatistics::running);
        measure(shelf, "executor.queued", "tasks", "Tasks that wait for a worker", of, ExecutorStatistics::pending);
        measure(shelf, "executor.queue.remaining", "tasks", "How many more can wait", of, Binding::remaining);
        measure(shelf, "executor.pool.size", "threads", "Workers that exist", of, ExecutorStatistics::workers);
        String core = "Up to how many workers are started rather than have a task wait";
        measure(shelf, "executor.pool.core", "threads", core, of, ExecutorStatistics::maxWorkers);
        String max = "The most workers that run tasks at the same time";
        measure(shelf, "executor.pool.max", "threads", max, of, ExecutorStatistics::maxWorkers);
    }

    private static void measure(
            Shelf shelf,
            String name,
            String unit,
            String description,
            Executor executor,
            ToDoubleFunction<ExecutorStatistics> value) {
        shelf.gauge(name, unit, description, executor, of -> value.applyAsDouble(of.statistics()));
    }

    private static void count(
            Shelf shelf,
            String name,
            @Nullable String unit,
            String description,
            Executor executor,
            ToDoubleFunction<ExecutorStatistics> value) {
        shelf.counter(name, unit, description, executor, of -> value.applyAsDouble(of.statistics()));
    }

    private static double completed(ExecutorStatistics statistics) {
        return (double) statistics.succeeded() + statistics.failed() + statistics.cancelled();
    }

    private static double remaining(ExecutorStatistics statistics) {
        return Integer.MAX_VALUE - statistics.pending();
    }

    private static void putDropped(Shelf shelf, ListenerRegistration of) {
        String name = "executor.events.dropped";
        String description = "What times, bytes, failures and workers lack: whole tasks, and single events";
        shelf.with("kind", "tasks").counter(name, null, description, of, ListenerRegistration::droppedTasks);
        shelf.with("kind", "events").counter(name, null, description, of, ListenerRegistration::droppedEvents);
    }
}
