package concurrent.futures.internal.event;

import concurrent.futures.TaskOptions;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.spi.EventHub;
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
    private static final VarHandle CHANNEL;

    static {
        try {
            CHANNEL = MethodHandles.lookup().findVarHandle(Hub.class, "channel", Channel.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Object engine;
    private final String executor;
    private final Sampler sampler;
    private final AtomicLong tasks = new AtomicLong();

    /// There while somebody listens, and after that until the executor has ended, should it have been told to finish.
    private @Nullable Channel channel;

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
            open = new Channel(engine, executor, this::subscribers, sampler);
        }
        // Before its own channel can be seen, nobody adds to it; and where it is seen, tasks are numbered.
        Subscriber added = new Subscriber(this, listener, open, tasks.get() + 1);
        List<Subscriber> more = new ArrayList<>(subscribers);
        more.add(added);
        subscribers = List.copyOf(more);
        CHANNEL.setVolatile(this, open);
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
        }
    }

    private synchronized List<Subscriber> subscribers() {
        return subscribers;
    }

    @Override
    public boolean isWatched() {
        return CHANNEL.getAcquire(this) != null;
    }

    // --- what is told

    @Override
    public @Nullable Trace submitted(Object code, TaskOptions options) {
        Channel open = (Channel) CHANNEL.getAcquire(this);
        return open == null ? null : watch(open, code, options);
    }

    private @Nullable Trace watch(Channel open, Object code, TaskOptions options) {
        if (open.isCrowded()) {
            open.dropTask();
            return null;
        }
        return new Trace(open, executor, tasks.incrementAndGet(), TaskNames.of(code, options));
    }

    @Override
    public void tell(Supplier<? extends ExecutorEvent> event) {
        Channel open = (Channel) CHANNEL.getAcquire(this);
        if (open != null) {
            open.add(event.get());
        }
    }

    /// The name of the executor.
    ///
    /// @return as it is in the events
    public String executor() {
        return executor;
    }

    // --- the end

    @Override
    public synchronized void close() {
        closed = true;
        if (channel != null) {
            channel.finish();
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
