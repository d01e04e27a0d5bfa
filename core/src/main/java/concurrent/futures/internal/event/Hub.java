package concurrent.futures.internal.event;

import concurrent.futures.TaskOptions;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.event.TaskInfo;
import concurrent.futures.event.WorkerEvent;
import concurrent.futures.internal.FieldHandles;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.TaskBody;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The hub of one executor. What it knows is guarded by itself; no foreign code runs under that lock.
///
/// Whether anybody listens is one field, read by who submits. What else an engine does asks the
/// trace that the task has got then, or has not.
///
/// Since a listener hears of the tasks that are submitted after it was added, and each of these is numbered before its
/// first event is added to the queue: whoever takes an event and then asks for the listeners finds all those who are to
/// hear it.
public final class Hub implements EventHub {
    private static final VarHandle WATCH = FieldHandles.find(MethodHandles.lookup(), Hub.class, "watch", Watch.class);

    /// Who wants to know.
    ///
    /// @param channel takes events to listeners; `null` if there are none
    /// @param recording writes them to a flight recording; `null` if there is none
    /// @param ofAll whether somebody wants to hear of more than workers
    /// @param ofLoad whether somebody wants to hear of more than how workers come and go
    record Watch(@Nullable Channel channel, @Nullable Recording recording, boolean ofAll, boolean ofLoad) {
        void tell(ExecutorEvent event) {
            if (channel != null) {
                channel.add(event);
            }
            if (recording != null && event instanceof WorkerEvent of) {
                recording.tell(of);
            }
        }

        /// There is no memory to tell of something. Whoever does it goes on.
        void drop() {
            if (channel != null) {
                channel.dropEvent();
            }
        }
    }

    private final Object engine;
    private final String executor;
    private final Sampler sampler;
    private final AtomicLong tasks = new AtomicLong();

    // Counted whether somebody listens or not, where it would be told.
    private final AtomicLong crashedWorkers = new AtomicLong();
    private final AtomicLong replacedWorkers = new AtomicLong();

    /// There while somebody wants to know.
    @SuppressWarnings("unused") // by its handle
    private @Nullable Watch watch;

    /// There while somebody listens.
    private @Nullable Channel channel;

    private @Nullable Recording recording;

    private List<Subscriber> subscribers = List.of();
    private boolean closed;

    /// Makes a hub for an engine that is told of all that happens.
    ///
    /// @param engine the engine
    /// @param executor the name of the executor
    public Hub(Object engine, String executor) {
        this(engine, executor, Sampler.NONE);
    }

    /// Makes a hub.
    ///
    /// @param engine the engine
    /// @param executor the name of the executor
    /// @param sampler looks for what the engine is not told of
    public Hub(Object engine, String executor, Sampler sampler) {
        this.engine = engine;
        this.executor = executor;
        this.sampler = sampler;
        Recorder.join(this);
    }

    // --- who listens

    @Override
    public synchronized ListenerRegistration addListener(ExecutorListener listener) {
        Objects.requireNonNull(listener, "listener");
        if (closed) {
            return new Subscriber(this, listener, null, 0);
        }
        Channel open = channel;
        if (open == null) {
            open = new Channel(engine, executor, this::subscribers, this::look);
        }
        // Before its own channel can be seen, nobody adds to it; and where it is seen, tasks are numbered.
        Subscriber added = new Subscriber(this, listener, open, tasks.get() + 1);
        List<Subscriber> more = new ArrayList<>(subscribers);
        more.add(added);
        subscribers = List.copyOf(more);
        channel = open;
        publish();
        return added;
    }

    synchronized void remove(Subscriber subscriber) {
        List<Subscriber> fewer = new ArrayList<>(subscribers);
        if (fewer.remove(subscriber)) {
            subscribers = List.copyOf(fewer);
        }
        Channel open = channel;
        if (subscribers.isEmpty() && open != null) {
            open.stop();
            channel = null;
            publish();
        }
    }

    /// A flight recording has begun or ended.
    ///
    /// @param to what writes to it; `null` if there is none
    synchronized void record(@Nullable Recording to) {
        recording = closed ? null : to;
        publish();
    }

    private void publish() {
        boolean isWanted = channel != null || recording != null;
        boolean ofAll = recording != null;
        boolean ofLoad = ofAll;
        for (Subscriber subscriber : subscribers) {
            ofAll |= subscriber.isOfAll();
            ofLoad |= subscriber.isOfLoad();
        }
        Watch now = isWanted ? new Watch(channel, recording, ofAll, ofLoad) : null;
        WATCH.setVolatile(this, now);
    }

    /// In the thread of the channel.
    private long look() {
        return isLoadWatched() ? sampler.look() : Long.MAX_VALUE;
    }

    private synchronized List<Subscriber> subscribers() {
        return subscribers;
    }

    private @Nullable Watch watch() {
        return (Watch) WATCH.getAcquire(this);
    }

    @Override
    public boolean isWatched() {
        return watch() != null;
    }

    /// Whether somebody wants to hear of more than how workers come and go.
    boolean isLoadWatched() {
        Watch by = watch();
        return by != null && by.ofLoad();
    }

    // --- what is told

    /// What is to be told of a task's arguments: foreign code says it. For the thread that submits, before the task is
    /// accepted.
    ///
    /// @param body what to do
    /// @param options of the task
    /// @return `null` if there is nothing to tell, or nobody to tell it to
    public @Nullable String argumentsOf(TaskBody<?> body, TaskOptions options) {
        return isWatched() ? body.argumentSummary(options) : null;
    }

    /// Whether anything is told of the arguments of tasks with these options, to whoever listens.
    ///
    /// @param options of the tasks
    /// @return `true` if foreign code is to say what
    public static boolean saysArguments(TaskOptions options) {
        return options.argumentSummary() || options.arguments() != null;
    }

    /// As [#argumentsOf(TaskBody, TaskOptions)], of tasks that are submitted together.
    ///
    /// @param bodies what to do
    /// @param options of all
    /// @return one for each; none at all if there is nothing to tell of any
    public List<@Nullable String> argumentsOf(List<? extends TaskBody<?>> bodies, TaskOptions options) {
        if (!saysArguments(options) || !isWatched()) {
            return List.of();
        }
        List<@Nullable String> all = new ArrayList<>(bodies.size());
        for (TaskBody<?> body : bodies) {
            all.add(body.argumentSummary(options));
        }
        return all;
    }

    @Override
    public @Nullable Trace submitted(Object code, TaskOptions options, @Nullable String arguments) {
        Watch by = watch();
        return by == null || !by.ofAll() ? null : trace(by, code, options, arguments);
    }

    private @Nullable Trace trace(Watch by, Object code, TaskOptions options, @Nullable String arguments) {
        Channel open = by.channel();
        if (open == null) {
            return newTrace(by, code, options, arguments);
        }
        if (!open.isCrowded()) {
            Trace trace = newTrace(by, code, options, arguments);
            if (open.begin(trace.submitted())) {
                return trace;
            }
        }
        open.dropTasks(1);
        return by.recording() == null
                ? null
                : newTrace(
                        new Watch(null, by.recording(), /* ofAll= */ true, /* ofLoad= */ true),
                        code,
                        options,
                        arguments);
    }

    /// Tasks come together of which nobody hears: because nobody wants to, or because those who listen have more to
    /// hear than they can take already. Then they are counted as left out.
    ///
    /// @param count how many
    /// @return `false` if each of them is to be told of, and nothing was counted
    public boolean leaveOut(int count) {
        Watch by = watch();
        if (by == null || !by.ofAll()) {
            return true;
        }
        Channel open = by.channel();
        if (open == null || by.recording() != null || !open.isCrowded()) {
            return false;
        }
        open.dropTasks(count);
        return true;
    }

    private Trace newTrace(Watch by, Object code, TaskOptions options, @Nullable String arguments) {
        return new Trace(by, new TaskInfo(executor, tasks.incrementAndGet(), TaskNames.of(code, options), arguments));
    }

    @Override
    public void tell(Supplier<? extends ExecutorEvent> event) {
        Watch by = watch();
        if (by != null) {
            try {
                by.tell(event.get());
            } catch (OutOfMemoryError | LinkageError e) {
                by.drop();
            }
        }
    }

    /// Something has happened that is about no task.
    ///
    /// @param event what
    void tell(ExecutorEvent event) {
        Watch by = watch();
        if (by != null) {
            by.tell(event);
        }
    }

    /// There was no memory to tell of something.
    void drop() {
        Watch by = watch();
        if (by != null) {
            by.drop();
        }
    }

    void countCrash() {
        crashedWorkers.incrementAndGet();
    }

    void countReplacement() {
        replacedWorkers.incrementAndGet();
    }

    /// The workers that have ended otherwise than told.
    ///
    /// @return their number, whether somebody has listened or not
    public long crashedWorkers() {
        return crashedWorkers.get();
    }

    /// The workers in whose place another one was started.
    ///
    /// @return their number, whether somebody has listened or not
    public long replacedWorkers() {
        return replacedWorkers.get();
    }

    /// The name of the executor.
    ///
    /// @return as it is in the events
    public String executor() {
        return executor;
    }

    // --- the end

    @Override
    public void close() {
        Recorder.leave(this);
        synchronized (this) {
            closed = true;
            if (channel != null) {
                channel.finish();
            }
        }
    }

    @Override
    public void awaitDelivery() {
        Channel finishing;
        synchronized (this) {
            finishing = closed ? channel : null;
        }
        if (finishing != null) {
            finishing.awaitEnd();
        }
    }
}
