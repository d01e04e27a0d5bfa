package concurrent.futures.internal;

import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.TaskFailedException;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.TaskControl;
import concurrent.futures.spi.TaskScope;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one future of all executors.
///
/// The state table; whoever wins the CAS from a state in the first column makes the transition, alone:
///
/// | from | to | by |
/// | --- | --- | --- |
/// | PENDING | RUNNING | `tryStart`; `cancel` and `isRunning`, when the engine says that it has begun |
/// | PENDING | SUCCEEDED, FAILED | `trySucceed`, `tryFail` |
/// | PENDING | CANCELLED | `cancel`, when the engine has revoked the task |
/// | RUNNING | SUCCEEDED, FAILED | `trySucceed`, `tryFail` |
/// | RUNNING | CANCELLED | `cancel(true)` |
///
/// Each transition goes through CHANGING, in which the engine counts it and the outcome is written. It lasts for a few
/// instructions, and whoever meets it spins: so that nobody sees a future's new state before the statistics tell it.
///
/// The end of the future closes the list of those who wait for it: it signals the waiters, and after them runs the
/// callbacks in the order added. Nothing is locked.
///
/// @param <T> the type of the result
public final class DefaultFuture<T extends @Nullable Object> extends WaiterList implements Future<T>, Promise<T> {
    private static final int PENDING = 0;
    private static final int RUNNING = 1;
    private static final int CHANGING = 2;
    private static final int SUCCEEDED = 3;
    private static final int FAILED = 4;
    private static final int CANCELLED = 5;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(DefaultFuture.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile int state;

    /// The result or the exception; written in CHANGING, read when ended.
    private @Nullable Object outcome;

    /// The engine's side; dropped at the end, so that an ended future keeps no task alive.
    private @Nullable TaskControl control;

    /// Makes a pending future.
    ///
    /// @param control the engine's side of the task
    public DefaultFuture(TaskControl control) {
        this.control = Objects.requireNonNull(control, "control");
    }

    // --- the state

    /// The state, which is not CHANGING.
    @SuppressWarnings(
            "ThreadPriorityCheck") // a change lasts for a few instructions; the yield is for one that was preempted
    private int settledState() {
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

    private boolean begin() {
        if (!STATE.compareAndSet(this, PENDING, CHANGING)) {
            return settledState() == RUNNING;
        }
        try {
            controlOfUnended().started();
        } finally {
            state = RUNNING;
        }
        return true;
    }

    private boolean end(int from, int to, @Nullable Object value, boolean callbacksHere) {
        if (!STATE.compareAndSet(this, from, CHANGING)) {
            return false;
        }
        TaskControl engine = controlOfUnended();
        boolean begun = from == RUNNING;
        try {
            engine.ended(publicState(to), begun);
        } finally {
            outcome = value;
            control = null;
            state = to;
        }
        if (to == CANCELLED) {
            engine.cancelled(begun);
        }
        release(engine, callbacksHere);
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

    private TaskControl controlOfUnended() {
        return Objects.requireNonNull(control, "an unended future has a control");
    }

    private static State publicState(int s) {
        return switch (s) {
            case SUCCEEDED -> State.SUCCESS;
            case FAILED -> State.FAILED;
            case CANCELLED -> State.CANCELLED;
            default -> State.RUNNING;
        };
    }

    // --- the completing side

    @Override
    public Future<T> future() {
        return this;
    }

    @Override
    public boolean tryStart() {
        return begin();
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
            TaskControl c = control;
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

    // --- those who wait

    /// Signals the waiters, then runs the callbacks.
    private void release(TaskControl engine, boolean inThisThread) {
        List<Waiter> callbacks = closeAndSignal();
        if (callbacks.isEmpty()) {
            return;
        }
        if (inThisThread) {
            callbacks.forEach(Waiter::signal);
        } else {
            engine.runCallbacks(() -> callbacks.forEach(Waiter::signal));
        }
    }

    private static final class Callback<T extends @Nullable Object> extends Waiter.Deferred {
        private final Future<T> future;
        private final Consumer<? super Future<T>> action;

        Callback(Future<T> future, Consumer<? super Future<T>> action) {
            this.future = future;
            this.action = action;
        }

        @Override
        void signal() {
            Guard.run("done callback", () -> action.accept(future));
        }
    }

    private static final class ParkedThread extends Waiter {
        private final Thread thread = Thread.currentThread();

        @Override
        void signal() {
            LockSupport.unpark(thread);
        }
    }

    /// Waits until the future has ended, or the deadline has passed.
    ///
    /// @return `false` if it has not ended
    boolean awaitEnd(@Nullable Deadline deadline) throws InterruptedException {
        if (settledState() > CHANGING) {
            return true;
        }
        if (deadline != null && deadline.remaining() <= 0) {
            return false;
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TaskScope lender = CurrentTask.lendSlot(engine());
        try {
            return park(deadline);
        } finally {
            if (lender != null) {
                lender.reclaimSlot();
            }
        }
    }

    private boolean park(@Nullable Deadline deadline) throws InterruptedException {
        ParkedThread waiter = new ParkedThread();
        if (!addWaiter(waiter)) {
            return settledState() > CHANGING;
        }
        while (settledState() <= CHANGING) {
            long nanos = deadline == null ? 0 : deadline.remaining();
            if (deadline != null && nanos <= 0) {
                removeWaiter(waiter);
                return settledState() > CHANGING;
            }
            if (deadline == null) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, nanos);
            }
            if (Thread.interrupted()) {
                removeWaiter(waiter);
                throw new InterruptedException();
            }
        }
        return true;
    }

    /// The engine that the task belongs to, or `null` once it has ended.
    @Nullable
    Object engine() {
        TaskControl c = control;
        return c == null ? null : c.engine();
    }

    // --- the user's side

    @Override
    public T result() {
        awaitUninterrupted(null);
        return ownResult();
    }

    @Override
    public T result(Duration timeout) {
        awaitUninterrupted(Objects.requireNonNull(timeout, "timeout"));
        return ownResult();
    }

    @Override
    public @Nullable Throwable exception() {
        awaitUninterrupted(null);
        return ownException();
    }

    @Override
    public @Nullable Throwable exception(Duration timeout) {
        awaitUninterrupted(Objects.requireNonNull(timeout, "timeout"));
        return ownException();
    }

    private void awaitUninterrupted(@Nullable Duration timeout) {
        try {
            if (!awaitEnd(Deadline.after(timeout))) {
                throw new FutureTimeoutException("the task has not ended after " + Durations.format(timeout) + ": it "
                        + (isRunning() ? "is still running" : "is waiting for a worker")
                        + "; it goes on unless it is cancelled");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitInterruptedException(e);
        }
    }

    private T ownResult() {
        if (state == SUCCEEDED) {
            return value();
        }
        Throwable exception = Objects.requireNonNull(ownException());
        if (exception instanceof Error e) {
            throw e;
        }
        throw exception instanceof RuntimeException e ? e : new TaskFailedException(exception);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the outcome of a succeeded future is its result: null where T allows
    private T value() {
        return (T) outcome;
    }

    private @Nullable Throwable ownException() {
        return switch (state) {
            case SUCCEEDED -> null;
            case FAILED -> (Throwable) outcome;
            default -> throw new CancellationException("the future was cancelled");
        };
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        awaitEnd(null);
        return wrappedResult();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        if (!awaitEnd(Deadline.after(Duration.ofNanos(unit.toNanos(timeout))))) {
            throw new TimeoutException("the task has not ended after " + timeout + " " + unit);
        }
        return wrappedResult();
    }

    private T wrappedResult() throws ExecutionException {
        Throwable exception = ownException();
        if (exception != null) {
            throw new ExecutionException(exception);
        }
        return value();
    }

    @Override
    public T resultNow() {
        return switch (settledState()) {
            case SUCCEEDED -> value();
            case FAILED -> throw new IllegalStateException("Task completed with exception");
            case CANCELLED -> throw new IllegalStateException("Task was cancelled");
            default -> throw new IllegalStateException("Task has not completed");
        };
    }

    @Override
    public Throwable exceptionNow() {
        return switch (settledState()) {
            case SUCCEEDED -> throw new IllegalStateException("Task completed with a result");
            case FAILED -> (Throwable) Objects.requireNonNull(outcome);
            case CANCELLED -> throw new IllegalStateException("Task was cancelled");
            default -> throw new IllegalStateException("Task has not completed");
        };
    }

    @Override
    public State state() {
        return publicState(settledState());
    }

    @Override
    public boolean isDone() {
        return settledState() > CHANGING;
    }

    @Override
    public boolean isCancelled() {
        return settledState() == CANCELLED;
    }

    @Override
    public boolean isRunning() {
        int s = settledState();
        if (s == PENDING) {
            TaskControl c = control;
            return c != null && c.hasBegun() && begin();
        }
        return s == RUNNING;
    }

    @Override
    public boolean cancel() {
        return cancel(false);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return tryCancel(mayInterruptIfRunning) || isCancelled();
    }

    @Override
    public Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
        Callback<T> added = new Callback<>(this, Objects.requireNonNull(callback, "callback"));
        if (!addWaiter(added)) {
            added.signal();
        }
        return this;
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> copy = new CompletableFuture<>();
        addDoneCallback(ended -> {
            switch (ended.state()) {
                case SUCCESS -> copy.complete(ended.resultNow());
                case FAILED -> copy.completeExceptionally(ended.exceptionNow());
                default -> copy.cancel(/* mayInterruptIfRunning= */ false);
            }
        });
        return copy;
    }

    /// Tells class, identity, state, and how it ended.
    @Override
    public String toString() {
        String end = switch (settledState()) {
            case PENDING -> "pending";
            case RUNNING -> "running";
            case SUCCEEDED ->
                "succeeded, " + (outcome == null ? "null" : outcome.getClass().getName());
            case FAILED ->
                "failed, " + Objects.requireNonNull(outcome).getClass().getName();
            default -> "cancelled";
        };
        return "Future@" + Integer.toHexString(System.identityHashCode(this)) + "[" + end + "]";
    }
}
