package concurrent.futures.wrong;

import concurrent.futures.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A sound future, with places to break it at.
class DelegatingFuture<T> implements Future<T> {
    protected final Future<T> sound;

    DelegatingFuture(Future<T> sound) {
        this.sound = sound;
    }

    @Override
    public T result() {
        return sound.result();
    }

    @Override
    public final T result(Duration timeout) {
        return sound.result(timeout);
    }

    @Override
    public Throwable exception() {
        return sound.exception();
    }

    @Override
    public final Throwable exception(Duration timeout) {
        return sound.exception(timeout);
    }

    @Override
    public boolean isRunning() {
        return sound.isRunning();
    }

    @Override
    public final boolean cancel() {
        return cancel(false);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return sound.cancel(mayInterruptIfRunning);
    }

    @Override
    public Future<T> addDoneCallback(Consumer<? super Future<T>> callback) {
        sound.addDoneCallback(callback == null ? null : ended -> callback.accept(this));
        return this;
    }

    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        return sound.toCompletableFuture();
    }

    @Override
    public final boolean isCancelled() {
        return sound.isCancelled();
    }

    @Override
    public final boolean isDone() {
        return sound.isDone();
    }

    @Override
    public final T get() throws InterruptedException, ExecutionException {
        return sound.get();
    }

    @Override
    public final T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return sound.get(timeout, unit);
    }

    @Override
    public final T resultNow() {
        return sound.resultNow();
    }

    @Override
    public final Throwable exceptionNow() {
        return sound.exceptionNow();
    }

    @Override
    public final State state() {
        return sound.state();
    }
}
