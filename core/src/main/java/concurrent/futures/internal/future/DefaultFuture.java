package concurrent.futures.internal.future;

import concurrent.futures.Future;
import concurrent.futures.FutureTimeoutException;
import concurrent.futures.TaskFailedException;
import concurrent.futures.WaitInterruptedException;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Durations;
import concurrent.futures.internal.Guard;
import concurrent.futures.spi.TaskControl;
import concurrent.futures.spi.TaskScope;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one future of all executors: what users see of it, and the waiting. Its states are a [StateMachine].
///
/// An engine may make its task a subclass, and so spare an object for each.
///
/// @param <T> the type of the result
public class DefaultFuture<T extends @Nullable Object> extends StateMachine<T> implements Future<T> {
    /// Makes a pending future.
    ///
    /// @param control the engine's side of the task; dropped at the end
    public DefaultFuture(TaskControl control) {
        super(Objects.requireNonNull(control, "control"));
    }

    /// Makes a pending future that is its own control.
    ///
    /// @param kept what the engine wants to keep for the task until the end
    protected DefaultFuture(Object kept) {
        super(kept);
    }

    @Override
    public final Future<T> future() {
        return this;
    }

    // --- those who wait

    private static final class Callback<T extends @Nullable Object> extends Waiter.Deferred implements Runnable {
        private final Future<T> future;
        private final Consumer<? super Future<T>> action;

        Callback(Future<T> future, Consumer<? super Future<T>> action) {
            this.future = future;
            this.action = action;
        }

        @Override
        void signal() {
            Guard.run("done callback", this);
        }

        @Override
        public void run() {
            action.accept(future);
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
        TaskScope lender = CurrentTask.lendSlot(engineIfUnended());
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

    // --- those who follow

    /// Has somebody follow the future from now on.
    ///
    /// @param watcher one that follows nothing else
    /// @return `false` if it has ended
    public final boolean watch(Watcher watcher) {
        return addWaiter(watcher);
    }

    @Override
    public final void retried() {
        signalRetried();
    }

    @Override
    public final void progressed(long done, long total) {
        signalProgressed(done, total);
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
        if (settledState() == SUCCEEDED) {
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
        return (T) outcome();
    }

    private @Nullable Throwable ownException() {
        return switch (settledState()) {
            case SUCCEEDED -> null;
            case FAILED -> (Throwable) outcome();
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
            case FAILED -> (Throwable) Objects.requireNonNull(outcome());
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
        return hasStarted();
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
                "succeeded, "
                        + (outcome() == null ? "null" : outcome().getClass().getName());
            case FAILED ->
                "failed, " + Objects.requireNonNull(outcome()).getClass().getName();
            default -> "cancelled";
        };
        return "Future@" + Integer.toHexString(System.identityHashCode(this)) + "[" + end + "]";
    }
}
