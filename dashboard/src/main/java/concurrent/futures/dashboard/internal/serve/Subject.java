package concurrent.futures.dashboard.internal.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.dashboard.internal.collect.Collector;
import concurrent.futures.dashboard.internal.collect.Epoch;
import concurrent.futures.dashboard.internal.collect.ShownText;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.spi.AbstractExecutor;
import java.io.IOException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/// An executor on the dashboard, and what is known of it. It does not keep the executor from being collected.
public final class Subject implements AutoCloseable {
    private enum State {
        OPEN,
        SHUT_DOWN,
        ENDED,
    }

    private static final System.Logger LOG = System.getLogger("concurrent.futures.dashboard");

    private final int number;
    private final String name;
    private final String kind;
    private final boolean resizable;
    private final WeakReference<Executor> reference;
    private final Collector collector;
    private final ListenerRegistration registration;

    private volatile ExecutorStatistics statistics;
    private volatile State state = State.OPEN;
    private volatile boolean complained;

    /// Begins to listen.
    ///
    /// @param number on the dashboard
    /// @param executor the executor
    /// @param epoch where times begin
    Subject(int number, Executor executor, Epoch epoch) {
        this.number = number;
        this.kind = executor.getClass().getSimpleName();
        String given = ShownText.line(executor.toString());
        this.name = given.isBlank() ? kind : given;
        this.resizable = executor instanceof ProcessPoolExecutor;
        this.reference = new WeakReference<>(executor);
        this.statistics = executor.statistics();
        this.collector = new Collector(epoch, statistics, mayHaveVirtualThreads(executor));
        this.registration = executor.addListener(collector);
        if (executor instanceof ProcessPoolExecutor pool) {
            collector.seed(pool.workers());
        }
    }

    /// Of another one of this library, tasks run in processes, or in threads that are there longer. Of a foreign one,
    /// nothing is known.
    private static boolean mayHaveVirtualThreads(Executor executor) {
        return executor instanceof ThreadPoolExecutor || !(executor instanceof AbstractExecutor);
    }

    /// Its number on the dashboard.
    ///
    /// @return from 0
    int number() {
        return number;
    }

    /// The executor.
    ///
    /// @return the executor; `null` if nobody else needs it any more
    @Nullable
    Executor executor() {
        return reference.get();
    }

    /// The future of a task that runs.
    ///
    /// @param task its number
    /// @return the future; `null` if it does not run any more
    @Nullable
    Future<?> future(long task) {
        return collector.future(task);
    }

    /// The process id of a worker that is there.
    ///
    /// @param worker its name, as it is shown
    /// @return the id, on its machine; 0 if it is no process, or not there
    long pid(String worker) {
        return collector.pid(worker);
    }

    /// Whether it has ended.
    ///
    /// @return `true` if it is asked nothing any more; its last events may still be on their way
    boolean isOver() {
        return state == State.ENDED;
    }

    /// Whether this is an executor that is shown.
    ///
    /// @param executor another one
    /// @return `true` if it is this one
    boolean isOf(Executor executor) {
        return reference.refersTo(executor);
    }

    /// A second is over.
    void tick() {
        look();
        if (!isOver()) {
            collector.tick(statistics);
        }
    }

    /// Finds out what the executor does now. Threads may do so at the same time, and what they find comes in any order.
    private void look() {
        if (isOver()) {
            return;
        }
        Executor executor = executor();
        // In this order: what is said at the end is final.
        State now = executor == null ? State.ENDED : stateOf(executor);
        settle(now, executor == null ? statistics : statisticsOf(executor));
    }

    private synchronized void settle(State now, ExecutorStatistics said) {
        if (isOver()) {
            return;
        }
        statistics = said;
        if (now == State.ENDED) {
            collector.over(said);
        }
        if (now.compareTo(state) > 0) {
            state = now;
        }
    }

    private State stateOf(Executor executor) {
        try {
            return executor.isTerminated() ? State.ENDED : executor.isShutdown() ? State.SHUT_DOWN : State.OPEN;
        } catch (RuntimeException e) {
            complain(e);
            return state;
        }
    }

    /// An executor may be anybody's code. If it throws, what it said before stays.
    private ExecutorStatistics statisticsOf(Executor executor) {
        try {
            return executor.statistics();
        } catch (RuntimeException e) {
            complain(e);
            return statistics;
        }
    }

    private void complain(RuntimeException e) {
        if (!complained) {
            complained = true;
            LOG.log(System.Logger.Level.WARNING, name + " could not be asked what it does", e);
        }
    }

    /// Which state it is in.
    ///
    /// @return another number after each change
    long version() {
        return collector.version();
    }

    /// Writes all that is not seen yet.
    ///
    /// @param json to write to
    /// @param cursor what was seen
    /// @throws IOException if that throws it
    void write(JsonGenerator json, Collector.Cursor cursor) throws IOException {
        look();
        json.writeStartObject();
        json.writeNumberField("number", number);
        json.writeStringField("name", name);
        json.writeStringField("kind", kind);
        json.writeStringField("state", state.name());
        json.writeBooleanField("resizable", resizable);
        write(json, statistics);
        collector.write(json, cursor);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ExecutorStatistics now) throws IOException {
        json.writeObjectFieldStart("statistics");
        if (now.maxWorkers() == Integer.MAX_VALUE) {
            json.writeNullField("maxWorkers");
        } else {
            json.writeNumberField("maxWorkers", now.maxWorkers());
        }
        json.writeNumberField("workers", now.workers());
        json.writeNumberField("running", now.running());
        json.writeNumberField("pending", now.pending());
        json.writeNumberField("submitted", now.submitted());
        json.writeNumberField("succeeded", now.succeeded());
        json.writeNumberField("failed", now.failed());
        json.writeNumberField("cancelled", now.cancelled());
        json.writeNumberField("retried", now.retried());
        json.writeNumberField("crashedWorkers", now.crashedWorkers());
        json.writeNumberField("replacedWorkers", now.replacedWorkers());
        json.writeEndObject();
    }

    /// Listens no more.
    @Override
    public void close() {
        registration.close();
    }
}
