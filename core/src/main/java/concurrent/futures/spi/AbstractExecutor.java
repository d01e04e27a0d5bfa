package concurrent.futures.spi;

import concurrent.futures.Action;
import concurrent.futures.Executor;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.MapOptions;
import concurrent.futures.Results;
import concurrent.futures.Task;
import concurrent.futures.TaskBiFunction;
import concurrent.futures.TaskFunction;
import concurrent.futures.TaskOptions;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import concurrent.futures.internal.CurrentTask;
import concurrent.futures.internal.future.InvokeMany;
import concurrent.futures.internal.map.MapInput;
import concurrent.futures.internal.map.MapResults;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Every method of [Executor], on top of an [ExecutorEngine].
public abstract class AbstractExecutor implements Executor {
    private final ExecutorEngine engine;
    private final TaskOptions options;

    /// Makes an executor without task options.
    ///
    /// @param engine what runs the tasks
    protected AbstractExecutor(ExecutorEngine engine) {
        this(engine, TaskOptions.defaults());
    }

    private AbstractExecutor(ExecutorEngine engine, TaskOptions options) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.options = options;
    }

    /// The executor whose workers these are, for those who show executors: a view is made for a call, and may be gone
    /// while its tasks run.
    ///
    /// @return of a [view][#with(TaskOptions)], what it is a view on; else this executor
    public Executor original() {
        return this;
    }

    /// What runs the tasks.
    ///
    /// @return the engine given to the constructor
    protected final ExecutorEngine engine() {
        return engine;
    }

    @Override
    public final <T extends @Nullable Object> Future<T> submit(Task<T> task) {
        return submit((Callable<T>) task);
    }

    @Override
    public final Future<?> submit(Action action) {
        return submit((Runnable) action);
    }

    @Override
    public final <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
        return start(new TaskBody.Call<T>(Objects.requireNonNull(task, "task")));
    }

    @Override
    public final Future<?> submit(Runnable task) {
        return this.<@Nullable Object>submit(task, null);
    }

    @Override
    public final <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
        return start(new TaskBody.Run<>(Objects.requireNonNull(task, "task"), result));
    }

    /// Submits, and is not taken for forgotten meanwhile.
    private <T extends @Nullable Object> Future<T> start(TaskBody<T> body) {
        try {
            return engine.submit(body, options);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Runs a task without a future. What it throws goes to the uncaught exception handler of the thread that ends it.
    @Override
    public final void execute(Runnable task) {
        submit(task).addDoneCallback(AbstractExecutor::reportUncaught);
    }

    private static void reportUncaught(Future<?> future) {
        if (future.state() == Future.State.FAILED) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, future.exceptionNow());
        }
    }

    @Override
    public final <A extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items, MapOptions mapOptions) {
        Objects.requireNonNull(fn, "fn");
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(mapOptions, "options");
        return new MapResults<>(this, engine, options, mapOptions, MapInput.of(engine.prepare(fn), items));
    }

    @Override
    public final <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object> Results<R> map(
            TaskBiFunction<? super A, ? super B, ? extends R> fn,
            Iterable<? extends A> as,
            Iterable<? extends B> bs,
            MapOptions mapOptions) {
        Objects.requireNonNull(fn, "fn");
        Objects.requireNonNull(as, "as");
        Objects.requireNonNull(bs, "bs");
        Objects.requireNonNull(mapOptions, "options");
        return new MapResults<>(this, engine, options, mapOptions, MapInput.of(engine.prepare(fn), as, bs));
    }

    @Override
    public final Executor with(TaskOptions newOptions) {
        if (newOptions.label() != null && !engine.placesByLabel()) {
            throw new IllegalArgumentException(
                    "the label \"" + newOptions.label() + "\" asks for one of several machines, and " + this
                            + " does not choose among machines. Only an executor on a cluster does, for the tasks that"
                            + " it is given itself: what these submit in turn runs on any machine");
        }
        return new View(this, Objects.requireNonNull(newOptions, "options"));
    }

    @Override
    public final int maxWorkers() {
        return engine.maxWorkers();
    }

    @Override
    public final int cancelPending() {
        return engine.cancelPending();
    }

    @Override
    public final ExecutorStatistics statistics() {
        return engine.statistics();
    }

    @Override
    public final ListenerRegistration addListener(ExecutorListener listener) {
        return engine.events().addListener(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public final void shutdown() {
        engine.shutdown();
    }

    @Override
    public final List<Runnable> shutdownNow() {
        return engine.shutdownNow().stream().map(NeverBegun::of).toList();
    }

    @Override
    public final boolean isShutdown() {
        return engine.isShutdown();
    }

    @Override
    public final boolean isTerminated() {
        return engine.isTerminated();
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.awaitTermination(timeout, unit);
    }

    /// Refuses new work, and waits until everything accepted is done and the workers are gone.
    ///
    /// If the thread is interrupted while it waits, the work is stopped as by [#shutdownNow()], the wait goes on, and
    /// the interrupt flag is set again. Called from a task, a callback or a listener of this executor, it does not
    /// wait. Then it waits until the listeners have heard all that has happened, for two seconds at most.
    @Override
    public final void close() {
        if (CurrentTask.isInside(engine)) {
            engine.shutdown();
            return;
        }
        boolean interrupted = false;
        boolean terminated = engine.isTerminated();
        if (!terminated) {
            engine.shutdown();
            while (!terminated) {
                try {
                    terminated = engine.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    if (!interrupted) {
                        engine.shutdownNow();
                        interrupted = true;
                    }
                }
            }
        }
        engine.events().awaitDelivery();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final <T extends @Nullable Object> List<java.util.concurrent.Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks) throws InterruptedException {
        return InvokeMany.invokeAll(this, tasks, null);
    }

    @Override
    public final <T extends @Nullable Object> List<java.util.concurrent.Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        return InvokeMany.invokeAll(this, tasks, Duration.ofNanos(unit.toNanos(timeout)));
    }

    @Override
    public final <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return InvokeMany.invokeAny(this, tasks, null);
        } catch (TimeoutException e) {
            throw new AssertionError("no time limit was given", e);
        }
    }

    @Override
    public final <T extends @Nullable Object> T invokeAny(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return InvokeMany.invokeAny(this, tasks, Duration.ofNanos(unit.toNanos(timeout)));
    }

    /// The same workers with other options. It keeps the executor that it is a view on reachable.
    private static final class View extends AbstractExecutor {
        /// Held also so that an executor in use is not taken for forgotten.
        private final AbstractExecutor executor;

        View(AbstractExecutor executor, TaskOptions options) {
            super(executor.engine, options);
            this.executor = executor;
        }

        @Override
        public Executor original() {
            return executor.original();
        }

        @Override
        public String toString() {
            return executor.toString();
        }
    }
}
