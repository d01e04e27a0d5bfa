package concurrent.futures.internal.event;

import concurrent.futures.event.EventsDropped;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerSampled;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.FieldHandles;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Tally;
import concurrent.futures.internal.Threads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The way of events from where they happen to the listeners of one executor: a bounded queue, and the thread that
/// empties it. It exists from the first listener to the last.
///
/// The thread sleeps when nothing happens, and who adds an event wakes it. While something happens, it is not woken
/// for each event: it looks again after a rest, which is the longer, the more there was to deliver. So it takes little
/// of the time of the processors from those who work, however much happens; and since the queue is bounded, so do those
/// who fill it.
///
/// When there is more than it takes, whole tasks are left out first: no new ones are watched once the queue is fuller
/// than there is [room][Room] for them, until what it has is delivered. So as long as it is full, to leave a task out
/// is to read one field, and to count it. Then, if the queue is more than half full, goes what the next event of its
/// kind makes up for. All that is left out is counted.
///
/// The end of a task that is watched is never left out. There may be any number of tasks when the listeners stop
/// listening, and the queue has not room for all their ends: what does not fit waits beside it. These are no more than
/// the tasks that were there by then, since no new ones are watched.
final class Channel {
    private static final int SIZE = 1 << 14;
    private static final int HALF = SIZE / 2;

    private static final long SHORTEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(8);
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(64);

    /// A rest is so many times as long as the delivery before it has taken.
    private static final int REST_FOR_DELIVERY = 20;

    private static final long LOOK_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final VarHandle ASLEEP =
            FieldHandles.find(MethodHandles.lookup(), Channel.class, "asleep", boolean.class);

    private enum Phase {
        OPEN,
        /// Nothing is added any more; what is there is delivered.
        FINISHING,
        /// What is there is nobody's.
        OVER,
    }

    /// An event that waits beside the queue.
    private static final class Late {
        final ExecutorEvent event;

        /// The one that came before it; once taken, the one that came after it.
        @Nullable
        Late next;

        Late(ExecutorEvent event) {
            this.event = event;
        }
    }

    private final Object engine;
    private final String executor;
    private final Supplier<List<Subscriber>> subscribers;
    private final Sampler sampler;

    private final Ring<ExecutorEvent> ring = new Ring<>(SIZE);

    /// The ends of tasks for which the queue had no room.
    private final AtomicReference<@Nullable Late> late = new AtomicReference<>();

    /// Those of them that were taken, the oldest first. The thread's own; kept here, since memory may run out while
    /// other events are delivered.
    private @Nullable Late taken;

    private final Room room = new Room(HALF);

    /// Whether no new task is watched. Set by those who find no room; cleared with the last event of each delivery,
    /// once that is taken from the queue.
    private volatile boolean full;

    private final Tally droppedTasks = new Tally();
    private final Tally droppedEvents = new Tally();

    private final Thread thread;

    @SuppressWarnings("unused") // by its handle
    private boolean asleep;

    private volatile Phase phase = Phase.OPEN;

    /// When the delivery ends, once the channel is finishing.
    private volatile long lastMoment;

    // The thread's.
    private long toldTasks;
    private long toldEvents;

    /// Starts the thread.
    ///
    /// @param engine the engine whose thread it is
    /// @param executor the executor's name
    /// @param subscribers those who listen now
    /// @param sampler looks now and then for what nobody tells
    Channel(Object engine, String executor, Supplier<List<Subscriber>> subscribers, Sampler sampler) {
        this.sampler = sampler;
        this.engine = engine;
        this.executor = executor;
        this.subscribers = subscribers;
        this.thread = Threads.start(executor + "-events", /* daemon= */ true, this::run);
    }

    // --- those who tell

    /// Whether there is no room for a further task.
    boolean isCrowded() {
        return full || isFilled();
    }

    private boolean isFilled() {
        if (!isOverfull()) {
            return false;
        }
        full = true;
        if (!isOverfull()) {
            full = false; // All was delivered meanwhile, and nobody else may ever clear it.
        }
        return true;
    }

    private boolean isOverfull() {
        return isFullerThan(room.events());
    }

    private boolean isFullerThan(int events) {
        return ring.size() > events || late.get() != null;
    }

    /// Tasks are not told of at all.
    void dropTasks(int count) {
        droppedTasks.add(count);
    }

    /// There is no memory for an event.
    void dropEvent() {
        droppedEvents.increment();
    }

    /// Has the first event of a task delivered.
    ///
    /// @return `false` if there is no room
    boolean begin(TaskSubmitted event) {
        return phase != Phase.OPEN || enqueue(event);
    }

    /// Has an event delivered, if there is room, or it is an end.
    void add(ExecutorEvent event) {
        if (phase != Phase.OPEN) {
            return;
        }
        if ((isPassing(event) && isFullerThan(HALF)) || !enqueue(event)) {
            if (event instanceof TaskEnded) {
                putAside(event);
            } else {
                droppedEvents.increment();
            }
        }
    }

    /// Whether the next event of its kind tells all that this one does.
    private static boolean isPassing(ExecutorEvent event) {
        return event instanceof WorkerBusy
                || event instanceof WorkerIdle
                || event instanceof WorkerSampled
                || event instanceof TaskProgressed;
    }

    private boolean enqueue(ExecutorEvent event) {
        boolean fits = ring.offer(event);
        if (fits) {
            wake();
        }
        return fits;
    }

    private void putAside(ExecutorEvent event) {
        Late end = new Late(event);
        do {
            end.next = late.get();
        } while (!late.compareAndSet(end.next, end));
        wake();
    }

    private void wake() {
        if ((boolean) ASLEEP.getVolatile(this) && ASLEEP.compareAndSet(this, true, false)) {
            LockSupport.unpark(thread);
        }
    }

    long droppedTasks() {
        return droppedTasks.sum();
    }

    long droppedEvents() {
        return droppedEvents.sum();
    }

    // --- the end

    /// Delivers what is there, and ends.
    void finish() {
        if (phase == Phase.OPEN) {
            lastMoment = System.nanoTime() + LAST_NANOS;
            phase = Phase.FINISHING;
            LockSupport.unpark(thread);
        }
    }

    /// Ends, and leaves what is there.
    void stop() {
        phase = Phase.OVER;
        LockSupport.unpark(thread);
    }

    /// Waits until the channel that was told to finish has ended. A listener that does not return in time is
    /// interrupted.
    void awaitEnd() {
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = false;
        boolean ended = false;
        for (long left = left(); !ended && left > 0; left = left()) {
            try {
                ended = thread.join(Duration.ofNanos(left));
            } catch (InterruptedException e) {
                interrupted = true;
                break;
            }
        }
        if (!ended) {
            stop();
            thread.interrupt();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private long left() {
        return lastMoment - System.nanoTime();
    }

    // --- the thread

    private void run() {
        CurrentTask.Desk desk = null;
        while (goesOn()) {
            try {
                if (desk == null) {
                    desk = CurrentTask.workFor(engine);
                }
                long begin = System.nanoTime();
                if (deliverAll()) {
                    look();
                    rest(System.nanoTime() - begin);
                } else if (phase == Phase.FINISHING) {
                    return;
                } else {
                    sleep();
                }
            } catch (OutOfMemoryError e) {
                Perseverance.pause(); // Those who listen are to hear what comes when there is memory again.
            }
        }
    }

    private boolean goesOn() {
        // Not by a switch: that has a class of its own, for which there may be no memory.
        return phase == Phase.OPEN || (phase == Phase.FINISHING && left() > 0);
    }

    /// @return whether there was anything
    private boolean deliverAll() {
        long delivered = 0;
        WallClock.compare();
        // Taken first: what happened to these tasks before their end is in the queue by then.
        takeLate();
        for (int left = ring.size(); left > 0 && goesOn() && deliverNext(left == 1); left--) {
            delivered++;
        }
        for (Late end = taken; end != null && goesOn(); end = taken) {
            delivered++;
            taken = end.next;
            if (taken == null) {
                full = false;
            }
            deliverOrDrop(end.event);
        }
        room.delivered(System.nanoTime(), delivered, droppedTasks.sum() - toldTasks);
        return tellDropped() || delivered > 0;
    }

    /// Allocates nothing.
    private void takeLate() {
        if (taken != null) {
            return;
        }
        for (Late end = late.getAndSet(null); end != null; ) {
            Late before = end.next;
            end.next = taken;
            taken = end;
            end = before;
        }
    }

    /// A method of its own, so that no frame keeps the event while the thread sleeps.
    private boolean deliverNext(boolean isLast) {
        ExecutorEvent event = ring.poll();
        if (event == null) {
            return false;
        }
        if (isLast) {
            full = false; // Before it is heard: whoever has heard all hears of what comes then.
        }
        deliverOrDrop(event);
        return true;
    }

    private void deliverOrDrop(ExecutorEvent event) {
        try {
            deliver(event);
        } catch (OutOfMemoryError e) {
            droppedEvents.increment();
            throw e;
        }
    }

    private void deliver(ExecutorEvent event) {
        // Asked for after the event was taken: whoever is to hear it is there.
        for (Subscriber subscriber : subscribers.get()) {
            if (phase != Phase.OVER) {
                subscriber.hear(event);
            }
        }
    }

    private boolean tellDropped() {
        long tasks = droppedTasks.sum();
        long events = droppedEvents.sum();
        if (tasks == toldTasks && events == toldEvents) {
            return false;
        }
        deliver(new EventsDropped(executor, System.nanoTime(), tasks - toldTasks, events - toldEvents));
        toldTasks = tasks;
        toldEvents = events;
        return true;
    }

    private long look() {
        try {
            return sampler.look();
        } catch (Throwable e) {
            Guard.log(System.Logger.Level.WARNING, "the workers of " + executor + " could not be looked at", e);
            return LOOK_AGAIN_NANOS;
        }
    }

    private void rest(long deliveryNanos) {
        Thread.interrupted(); // A listener may have left the flag.
        if (phase == Phase.OPEN) {
            long nanos = Math.min(LONGEST_REST_NANOS, REST_FOR_DELIVERY * deliveryNanos);
            LockSupport.parkNanos(this, Math.max(SHORTEST_REST_NANOS, nanos));
        }
    }

    private void sleep() {
        Thread.interrupted(); // Whoever has got hold of the thread may have set the flag.
        long nanos = Math.min(look(), room.patience());
        ASLEEP.setVolatile(this, true);
        if (ring.size() == 0 && late.get() == null && phase == Phase.OPEN) {
            LockSupport.parkNanos(this, nanos);
        }
        ASLEEP.setVolatile(this, false);
    }
}
