package concurrent.futures.wrong;

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
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.event.ExecutorListener;
import concurrent.futures.event.ListenerRegistration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A sound executor, with places to break it at.
class DelegatingExecutor implements Executor {
    protected final Executor sound;

    DelegatingExecutor(int workers) {
        this(new ThreadPoolExecutor(workers));
    }

    DelegatingExecutor(Executor sound) {
        this.sound = sound;
    }

    /// Where the tasks of all submits pass through.
    protected <T> Future<T> start(Callable<T> task) {
        return sound.submit(task);
    }

    @Override
    public final <T> Future<T> submit(Task<T> task) {
        return submit((Callable<T>) task);
    }

    @Override
    public final Future<?> submit(Action action) {
        return submit((Runnable) action);
    }

    @Override
    public final <T> Future<T> submit(Callable<T> task) {
        return task == null ? sound.submit(task) : start(task);
    }

    @Override
    public final Future<?> submit(Runnable task) {
        return submit(task, null);
    }

    @Override
    public final <T> Future<T> submit(Runnable task, T result) {
        return task == null ? sound.submit(task, result) : start(Executors.callable(task, result));
    }

    @Override
    public <A, R> Results<R> map(
            TaskFunction<? super A, ? extends R> fn, Iterable<? extends A> items, MapOptions options) {
        return sound.map(fn, items, options);
    }

    @Override
    public <A, B, R> Results<R> map(
            TaskBiFunction<? super A, ? super B, ? extends R> fn,
            Iterable<? extends A> as,
            Iterable<? extends B> bs,
            MapOptions options) {
        return sound.map(fn, as, bs, options);
    }

    @Override
    public Executor with(TaskOptions options) {
        return sound.with(options);
    }

    @Override
    public final int maxWorkers() {
        return sound.maxWorkers();
    }

    @Override
    public int cancelPending() {
        return sound.cancelPending();
    }

    @Override
    public ExecutorStatistics statistics() {
        return sound.statistics();
    }

    @Override
    public ListenerRegistration addListener(ExecutorListener listener) {
        return sound.addListener(listener);
    }

    @Override
    public void shutdown() {
        sound.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return sound.shutdownNow();
    }

    @Override
    public final boolean isShutdown() {
        return sound.isShutdown();
    }

    @Override
    public final boolean isTerminated() {
        return sound.isTerminated();
    }

    @Override
    public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return sound.awaitTermination(timeout, unit);
    }

    @Override
    public void close() {
        sound.close();
    }

    @Override
    public final <T> List<java.util.concurrent.Future<T>> invokeAll(Collection<? extends Callable<T>> tasks)
            throws InterruptedException {
        return sound.invokeAll(tasks);
    }

    @Override
    public final <T> List<java.util.concurrent.Future<T>> invokeAll(
            Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) throws InterruptedException {
        return sound.invokeAll(tasks, timeout, unit);
    }

    @Override
    public final <T> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        return sound.invokeAny(tasks);
    }

    @Override
    public final <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return sound.invokeAny(tasks, timeout, unit);
    }

    @Override
    public final void execute(Runnable command) {
        sound.execute(command);
    }
}
