package concurrent.futures.internal.future;

import concurrent.futures.internal.FieldHandles;
import concurrent.futures.internal.Perseverance;
import concurrent.futures.internal.Timer;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.TaskControl;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Future.State;
import org.jspecify.annotations.Nullable;

/// The states of a future, and who may change them.
///
/// Whoever wins the CAS from a state in the first column makes the transition, alone:
///
/// | from | to | by |
/// | --- | --- | --- |
/// | PENDING | RUNNING | `tryStart`; `cancel` and `isRunning`, when the engine says that it has begun |
/// | PENDING | SUCCEEDED, FAILED | `trySucceed`, `tryFail` |
/// | PENDING | CANCELLED | `cancel`, when the engine has revoked the task |
/// | RUNNING | SUCCEEDED, FAILED | `trySucceed`, `tryFail` |
/// | RUNNING | CANCELLED | `cancel(true)` |
///
/// Each transition goes through CHANGING, in which the engine counts it and the outcome is written. It lasts for a
/// few instructions, and whoever meets it spins: so that nobody sees a future's new state before the statistics tell
/// it.
///
/// The CAS orders: what was written before it by the one who starts a task is seen by whoever finds it running. The
/// state that a transition ends in is then published by a release, which the stores before it do not pass, but loads
/// after it may. So a fence follows before anything else is looked at: the CAS that closes the list of those who wait,
/// and before an engine is told of a cancel, a fence of its own. So of two, one who ends a future and then looks
/// at something, and one who writes that and then looks at the future, one sees the other.
///
/// The end of the future closes the list of those who wait for it: it signals the waiters, and after them runs the
/// callbacks in the order added. Nothing is locked.
///
/// @param <T> the type of the result
abstract class StateMachine<T extends @Nullable Object> extends WaiterList implements Promise<T> {
    static final int PENDING = 0;
    static final int RUNNING = 1;
    static final int CHANGING = 2;
    static final int SUCCEEDED = 3;
    static final int FAILED = 4;
    static final int CANCELLED = 5;

    private static final VarHandle STATE =
            FieldHandles.find(MethodHandles.lookup(), StateMachine.class, "state", int.class);
    private static final VarHandle CONTENT =
            FieldHandles.find(MethodHandles.lookup(), StateMachine.class, "content", Object.class);
    private static final VarHandle CLAIM =
            FieldHandles.find(MethodHandles.lookup(), StateMachine.class, "claim", Object.class);

    private volatile int state;

    /// Until the end: what the engine has given. From then on, the result or the exception: so that an ended future
    /// keeps no task alive. Written in CHANGING.
    private @Nullable Object content;

    /// Who has this future in a collection without doubles; see [#claim(Object)].
    @SuppressWarnings("unused") // by its handle
    private @Nullable Object claim;

    /// @param kept what [#control(Object)] gets, until the end
    StateMachine(Object kept) {
        content = kept;
    }

    // --- the state

    /// The state, which is not CHANGING.
    @SuppressWarnings(
            "ThreadPriorityCheck") // a change lasts for a few instructions; the yield is for one that was preempted
    final int settledState() {
        int s = state;
        for (int spins = 0; s == CHANGING; s = state) {
            if (++spins < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        return s;
    }

    /// Whether the task runs, and its end has not begun.
    protected final boolean isUnderWay() {
        return settledState() == RUNNING;
    }

    /// What the engine has given, or `null` once the future has ended.
    protected final @Nullable Object kept() {
        // The content is overwritten at the end: what was read before a state that is no end is not the outcome.
        Object c = CONTENT.getAcquire(this);
        return settledState() < CHANGING ? c : null;
    }

    /// The result or the exception of a future that has ended.
    final @Nullable Object outcome() {
        return content;
    }

    /// The engine's side of the task.
    ///
    /// @param kept what the constructor was given
    /// @return that, unless the task is its own future
    protected TaskControl control(@Nullable Object kept) {
        return (TaskControl) Objects.requireNonNull(kept);
    }

    /// The engine's side, or `null` once the future has ended.
    /// Which worker has the task, where the engine can say that.
    ///
    /// @return its name; `null` if none has it, or it is not known
    public final @Nullable String workerName() {
        TaskControl c = controlIfUnended();
        return c == null ? null : c.workerName();
    }

    private @Nullable TaskControl controlIfUnended() {
        Object kept = kept();
        return kept == null ? null : control(kept);
    }

    /// The engine that the task belongs to, or `null` once it has ended.
    @Nullable
    final Object engineIfUnended() {
        TaskControl c = controlIfUnended();
        return c == null ? null : c.engine();
    }

    /// What the task is called where people see it.
    ///
    /// @return its name; `null` if nobody knows, also because it has ended
    public final @Nullable String shownAs() {
        TaskControl c = controlIfUnended();
        return c == null ? null : c.displayName();
    }

    /// Has the engine tell what the task has reported, if it does not do so by itself.
    public final void bringUpToDate() {
        TaskControl c = controlIfUnended();
        if (c != null) {
            c.fetchProgress();
        }
    }

    /// Takes note that somebody has this future, if nobody else has. It is a hint that costs nothing: whoever gets
    /// `false` has to look whether he has it in another way.
    ///
    /// @return `true` if it was nobody's
    final boolean claim(Object owner) {
        return CLAIM.getAcquire(this) == null && CLAIM.compareAndSet(this, null, owner);
    }

    final boolean isClaimedBy(Object owner) {
        return CLAIM.getAcquire(this) == owner;
    }

    /// Takes back a claim.
    final void unclaim(Object owner) {
        if (isClaimedBy(owner)) {
            CLAIM.setRelease(this, null);
        }
    }

    private boolean begin() {
        if (!STATE.compareAndSet(this, PENDING, CHANGING)) {
            return settledState() == RUNNING;
        }
        try {
            control(content).started();
        } finally {
            STATE.setRelease(this, RUNNING);
        }
        return true;
    }

    private boolean end(int from, int to, @Nullable Object value, boolean callbacksHere) {
        if (!STATE.compareAndSet(this, from, CHANGING)) {
            return false;
        }
        TaskControl engine = control(content);
        boolean begun = from == RUNNING;
        try {
            try {
                engine.ended(publicState(to), begun, to == FAILED ? (Throwable) value : null);
            } finally {
                CONTENT.setRelease(this, value);
                STATE.setRelease(this, to);
            }
            if (to == CANCELLED) {
                VarHandle.fullFence();
                engine.cancelled(begun);
            }
        } finally {
            // Whatever became of the engine: those who wait are not to wait for ever.
            release(engine, callbacksHere);
            letGo();
        }
        return true;
    }

    /// Ends from pending or running; `false` if somebody else has ended it.
    private boolean end(int to, @Nullable Object value) {
        for (int s = settledState(); s < CHANGING; s = settledState()) {
            if (end(s, to, value, /* callbacksHere= */ false)) {
                return true;
            }
        }
        return false;
    }

    /// Signals the waiters, then runs the callbacks.
    private void release(TaskControl engine, boolean callbacksHere) {
        Waiter callbacks = closeAndSignal();
        if (callbacks == null) {
            return;
        }
        if (callbacksHere) {
            signalDeferred(callbacks);
        } else {
            handOver(callbacks, engine);
        }
    }

    /// Not a lambda, which would be lost for good if its first use came when there is no memory.
    private record Deferred(Waiter newest) implements Runnable {
        @Override
        public void run() {
            signalDeferred(newest);
        }
    }

    private static void handOver(Waiter callbacks, TaskControl engine) {
        while (true) {
            try {
                engine.runCallbacks(new Deferred(callbacks));
                return;
            } catch (OutOfMemoryError e) {
                Perseverance.pauseOrThrow(e);
            }
        }
    }

    /// Called last of all by whoever has ended the future: drops what is not needed any more.
    protected void letGo() {}

    static State publicState(int s) {
        return switch (s) {
            case SUCCEEDED -> State.SUCCESS;
            case FAILED -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
            default -> State.RUNNING;
        };
    }

    // --- the completing side

    @Override
    public boolean tryStart() {
        return begin();
    }

    /// Whether the task runs, by the engine's own knowledge if the future does not know it yet.
    final boolean hasStarted() {
        int s = settledState();
        if (s == PENDING) {
            TaskControl c = controlIfUnended();
            return c != null && c.hasBegun() && begin();
        }
        return s == RUNNING;
    }

    @Override
    public boolean trySucceed(T value) {
        return end(SUCCEEDED, value);
    }

    @Override
    public boolean tryFail(Throwable exception) {
        return end(FAILED, Objects.requireNonNull(exception, "exception"));
    }

    @Override
    public boolean tryCancel(boolean evenIfRunning) {
        // The clock is everybody's.
        return tryCancel(evenIfRunning, /* callbacksHere= */ !Timer.isCurrentThread());
    }

    /// As [#tryCancel(boolean)] of a task that may run, but by the engine itself, in a thread that others wait for: its
    /// callbacks run where those of tasks that end otherwise do.
    ///
    /// @return `true` only if this call cancelled it
    public boolean tryGiveUp() {
        return tryCancel(/* evenIfRunning= */ true, /* callbacksHere= */ false);
    }

    private boolean tryCancel(boolean evenIfRunning, boolean callbacksHere) {
        while (true) {
            TaskControl c = controlIfUnended();
            int s = settledState();
            if (s > CHANGING || (s == RUNNING && !evenIfRunning)) {
                return false;
            }
            if (s == PENDING && c != null && !c.tryRevoke()) {
                begin();
            } else if (end(s, CANCELLED, null, callbacksHere)) {
                return true;
            }
        }
    }
}
