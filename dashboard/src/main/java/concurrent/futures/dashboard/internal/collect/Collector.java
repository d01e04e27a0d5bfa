package concurrent.futures.dashboard.internal.collect;

import com.fasterxml.jackson.core.JsonGenerator;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.WorkerInfo;
import concurrent.futures.dashboard.internal.collect.Rectangle.Kind;
import concurrent.futures.dashboard.internal.collect.WorkerRow.State;
import concurrent.futures.event.EventsDropped;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEvent;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerEvent;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.event.WorkerStarted;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Hears what happens in one executor, and keeps of it what is shown, in bounded memory.
///
/// Guarded by itself. It is told in the thread that delivers the executor's events, and asked in those of the server,
/// which hold the lock for as long as it takes to write some kilobytes of text. No foreign code runs under the lock.
public final class Collector implements ExecutorListener {
    /// So many tasks that run are known one by one. Of an executor that runs more, the rest is shown as waiting.
    private static final int MOST_RUNNING = 100_000;

    private final Epoch epoch;

    private final Groups groups = new Groups();
    private final Workers workers;
    private final TaskStream stream = new TaskStream();
    private final Failures failures = new Failures();
    private final WaitingLine line = new WaitingLine();
    private final Throughput throughput;

    /// What runs and is not the current task of a worker of its own.
    private final Map<Long, Running> running = new HashMap<>();

    private long tasksNotSeen;
    private long eventsNotSeen;
    private long version;

    /// Makes a collector of nothing.
    ///
    /// @param epoch where its times begin
    /// @param begin statistics of the executor, now
    /// @param virtualThreads whether tasks may run in virtual threads of this JVM
    public Collector(Epoch epoch, ExecutorStatistics begin, boolean virtualThreads) {
        this.epoch = epoch;
        this.workers = new Workers(virtualThreads);
        this.throughput = new Throughput(begin);
    }

    /// How much of a collector somebody has seen.
    public static final class Cursor {
        private long rectangles;
        private long failures = -1;
        private long throughput = -1;

        /// Makes the cursor of somebody who has seen nothing.
        public Cursor() {}
    }

    // --- what happens

    @Override
    public void onEvent(ExecutorEvent event) {
        switch (event) {
            case TaskEvent of -> hear(of);
            case WorkerEvent of -> hear(of);
            case EventsDropped dropped -> hear(dropped);
        }
    }

    private void hear(TaskEvent event) {
        switch (event) {
            case TaskSubmitted submit -> submitted(submit);
            case TaskStarted start -> started(start);
            case TaskProgressed progress -> progressed(progress);
            case TaskRetried retry -> retried(retry);
            case TaskEnded end -> {
                failed(end);
                ended(end);
            }
        }
    }

    private synchronized void submitted(TaskSubmitted event) {
        version++;
        groups.of(event.task().name()).submitted();
        line.came(event.nanoTime());
    }

    private synchronized void started(TaskStarted event) {
        version++;
        if (event.attempt() == 1) {
            line.left();
        }
        if (running.size() >= MOST_RUNNING) {
            return;
        }
        Group group = groups.of(event.task().name());
        WorkerRow worker = workers.at(event.worker(), event.nanoTime());
        Running now = new Running(event, group, worker);
        group.started();
        if (worker == null || worker.isShared() || worker.isGone()) {
            remember(now);
        } else {
            remember(worker.current()); // Whose end is still to be heard of.
        }
        if (worker != null && !worker.isGone()) {
            worker.began(now);
        }
    }

    private void remember(@Nullable Running task) {
        if (task != null) {
            running.put(task.start().task().id(), task);
        }
    }

    /// Finds an attempt that is under way: with its worker, or among those that can not be told by that.
    private @Nullable Running find(long task) {
        Running now = workers.running(task);
        return now == null ? running.get(task) : now;
    }

    private synchronized void progressed(TaskProgressed event) {
        version++;
        Running now = find(event.task().id());
        if (now != null) {
            now.progressed(event.done(), event.total());
        }
    }

    private synchronized void retried(TaskRetried event) {
        version++;
        Group group = groups.of(event.task().name());
        group.retried();
        Running was = find(event.task().id());
        if (was == null) {
            return;
        }
        running.remove(event.task().id());
        group.stopped();
        WorkerRow worker = was.worker();
        if (worker != null) {
            worker.left(was);
            Kind kind = switch (event.reason()) {
                case TIME_LIMIT -> Kind.TIMED_OUT;
                case WORKER_LOST -> Kind.CRASHED;
            };
            TaskStarted start = was.start();
            long end = event.nanoTime();
            stream.add(new Rectangle(
                    worker.drawnRow(),
                    group.number(),
                    kind,
                    start.nanoTime(),
                    end,
                    end,
                    /* count= */ 1,
                    event.task().id(),
                    start.worker(),
                    start.queueTime().toNanos(),
                    /* bytes= */ 0));
        }
    }

    /// The text of an exception is foreign code's.
    private void failed(TaskEnded event) {
        Throwable failure = event.failure();
        if (failure == null) {
            return;
        }
        Failures.Key key = Failures.key(event, failure);
        boolean wanted;
        synchronized (this) {
            wanted = failures.wantsText(key, event.nanoTime());
        }
        FailureText text = wanted ? FailureText.of(failure) : null;
        synchronized (this) {
            failures.add(key, event, text);
        }
    }

    private synchronized void ended(TaskEnded event) {
        version++;
        Group group = groups.of(event.task().name());
        group.ended(event);
        Running was = takeRunning(event);
        if (was != null) {
            group.stopped();
        } else if (event.attempts() == 0) {
            line.left();
        }
        WorkerRow worker = workerOf(event, was);
        if (worker != null) {
            worker.left(was);
            worker.counts(event.outcome());
            draw(event, was, group, worker);
        }
    }

    private @Nullable Running takeRunning(TaskEnded event) {
        long task = event.task().id();
        String name = event.worker();
        WorkerRow worker = name == null ? null : workers.known(name);
        Running now = worker == null ? null : worker.current();
        return now != null && now.start().task().id() == task ? now : running.remove(task);
    }

    private @Nullable WorkerRow workerOf(TaskEnded event, @Nullable Running was) {
        if (was != null && was.worker() != null) {
            return was.worker();
        }
        String name = event.worker();
        return name == null ? null : workers.at(name, event.nanoTime());
    }

    private void draw(TaskEnded event, @Nullable Running was, Group group, WorkerRow worker) {
        long run = event.runTime().toNanos();
        long start = was == null ? event.nanoTime() - run : was.start().nanoTime();
        if (stream.joins(worker.row(), group.number(), start, event)) {
            return;
        }
        long end = Math.min(start + run, event.nanoTime());
        stream.add(new Rectangle(
                worker.drawnRow(),
                group.number(),
                Kind.of(event.outcome()),
                start,
                end,
                event.nanoTime(),
                /* count= */ 1,
                event.task().id(),
                event.worker() == null ? worker.name() : event.worker(),
                event.queueTime().toNanos(),
                event.bytesSent() + event.bytesReceived()));
    }

    private synchronized void hear(WorkerEvent event) {
        version++;
        switch (event) {
            case WorkerStarted start -> workers.started(start);
            case WorkerReady ready -> ready(ready);
            case WorkerBusy busy -> workers.is(busy.worker(), State.BUSY);
            case WorkerIdle idle -> workers.is(idle.worker(), State.IDLE);
            case WorkerSampled sample -> workers.sampled(sample);
            case WorkerCrashed crash -> {
                rememberTaskOf(crash.worker());
                workers.crashed(crash);
            }
            case WorkerRetired end -> {
                rememberTaskOf(end.worker());
                workers.retired(end);
            }
            case WorkerReplaced by -> workers.replaced(by);
        }
    }

    /// The worker is gone; the end of its task is still to be heard of.
    private void rememberTaskOf(String name) {
        WorkerRow worker = workers.known(name);
        if (worker != null) {
            remember(worker.current());
        }
    }

    private void ready(WorkerReady event) {
        WorkerRow worker = workers.at(event.worker(), event.nanoTime());
        if (worker == null) {
            return;
        }
        worker.is(State.IDLE);
        long took = event.startTime().toNanos();
        stream.add(new Rectangle(
                worker.drawnRow(),
                Rectangle.START,
                Kind.STARTED,
                event.nanoTime() - took,
                event.nanoTime(),
                event.nanoTime(),
                /* count= */ 1,
                /* task= */ 0,
                event.worker(),
                /* queueNanos= */ 0,
                /* bytes= */ 0));
    }

    private synchronized void hear(EventsDropped event) {
        version++;
        tasksNotSeen += event.tasks();
        eventsNotSeen += event.events();
    }

    /// The future of a task that runs.
    ///
    /// @param task its number
    /// @return the future; `null` if it does not run any more
    public synchronized @Nullable Future<?> future(long task) {
        Running now = find(task);
        return now == null ? null : now.start().future();
    }

    /// The process id of a worker that is there.
    ///
    /// @param worker its name, as it is shown
    /// @return the id, on its machine; 0 if it is no process, or not there
    public synchronized long pid(String worker) {
        return workers.pid(worker);
    }

    // --- what time brings

    /// Workers are there that nothing was told of.
    ///
    /// @param infos what is known of them
    public synchronized void seed(Collection<WorkerInfo> infos) {
        long now = System.nanoTime();
        infos.forEach(info -> workers.seed(info, now));
    }

    /// A second is over.
    ///
    /// @param statistics of the executor, now
    public synchronized void tick(ExecutorStatistics statistics) {
        groups.tick();
        throughput.tick(statistics);
    }

    /// The executor has ended. Events that are still to be heard find their place.
    ///
    /// @param statistics of the executor, at its end
    public synchronized void over(ExecutorStatistics statistics) {
        version++;
        groups.tick();
        throughput.end(statistics);
        workers.allGone(System.nanoTime());
    }

    // --- to be seen

    /// Which state it is in.
    ///
    /// @return another number after each change
    public synchronized long version() {
        return version;
    }

    /// Writes what is known, as fields of an object.
    ///
    /// @param json to write to: memory
    /// @param cursor what was seen before, which is left out; moved
    /// @throws IOException if it throws that
    public synchronized void write(JsonGenerator json, Cursor cursor) throws IOException {
        long now = System.nanoTime();
        stream.settle(now);
        json.writeNumberField("tasksNotSeen", tasksNotSeen);
        json.writeNumberField("eventsNotSeen", eventsNotSeen);
        json.writeNumberField("longestWaitMillis", Epoch.length(line.longestWait(now)));
        groups.write(json);
        workers.write(json, epoch);
        stream.write(json, epoch, cursor.rectangles);
        cursor.rectangles = stream.next();
        if (cursor.failures != failures.version()) {
            cursor.failures = failures.version();
            failures.write(json, epoch);
        }
        if (cursor.throughput != throughput.version()) {
            cursor.throughput = throughput.version();
            throughput.write(json);
        }
    }
}
