package concurrent.futures.cli.serial;

import concurrent.futures.Executor;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.spi.AbstractExecutor;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.Promise;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import concurrent.futures.spi.TaskScope;
import concurrent.futures.spi.TaskTrace;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One task, in the thread that submits it.
///
/// An interrupt that is meant for the task is sent only while one of its attempts runs, and is taken back at the end of
/// the attempt: the caller never sees it. An interrupt meant for the caller stays.
///
/// @param <T> the type of the result
final class SerialTask<T extends @Nullable Object> implements TaskControl, TaskScope {
    private final SerialEngine engine;
    private final TaskBody<T> body;
    private final TaskOptions options;
    private final Promise<T> promise = Promise.create(this);

    /// The thread of the attempt under way; guarded by this.
    private @Nullable Thread runner;

    /// What is told of it, if somebody listens; the thread's that submits.
    private @Nullable TaskTrace trace;

    private boolean interrupted;
    private boolean timeIsUp;

    SerialTask(SerialEngine engine, TaskBody<T> body, TaskOptions options) {
        this.engine = engine;
        this.body = body;
        this.options = options;
    }

    Future<T> future() {
        return promise.future();
    }

    /// Has told what becomes of the task.
    ///
    /// @param arguments what is told of those; `null` if there is nothing to tell
    void watch(EventHub events, @Nullable String arguments) {
        TaskTrace told = events.submitted(body.code(), options, arguments);
        if (told != null) {
            told.of(future());
            trace = told;
        }
    }

    void run() {
        if (!promise.tryStart()) {
            return;
        }
        for (int attempt = 0; attempt <= options.retries(); attempt++) {
            if (attempt > 0) {
                engine.retried();
                tellRetried();
                promise.retried();
            }
            if (runAttempt() || isCancelled()) {
                return;
            }
        }
        int attempts = options.retries() + 1;
        promise.tryFail(new TaskTimeoutException((options.name() == null ? "the task" : "task " + options.name())
                + " ran longer than its limit of " + shortForm(options.timeout())
                + (attempts == 1 ? "" : " (attempt " + attempts + " of " + attempts + ")") + ", and was interrupted"));
    }

    /// As people write it: 1m30.5s.
    private static String shortForm(@Nullable Duration time) {
        return String.valueOf(time).replaceFirst("^PT", "").toLowerCase(Locale.ROOT);
    }

    /// Runs the task once.
    ///
    /// @return `false` if its time was up
    @SuppressWarnings("NullAway") // a task without failure has its value, which is null only where T allows
    private boolean runAttempt() {
        begin();
        CompletableFuture<@Nullable Void> limit = startLimit();
        TaskScope outer = enter();
        T value = null;
        Throwable failure = null;
        try {
            value = body.call();
        } catch (Throwable e) {
            failure = e;
        } finally {
            TaskScope.exit(outer);
            limit.cancel(/* mayInterruptIfRunning= */ false);
        }
        if (!end()) {
            return false;
        }
        if (failure == null) {
            promise.trySucceed(value);
        } else {
            promise.tryFail(failure);
        }
        return true;
    }

    private CompletableFuture<@Nullable Void> startLimit() {
        CompletableFuture<@Nullable Void> limit = new CompletableFuture<>();
        if (options.timeout() != null) {
            var _ = limit.completeOnTimeout(null, options.timeout().toNanos(), TimeUnit.NANOSECONDS)
                    .thenRun(this::limitReached);
        }
        return limit;
    }

    private synchronized void begin() {
        runner = Thread.currentThread();
        interrupted = false;
        timeIsUp = false;
    }

    /// Ends an attempt, and takes back its interrupt.
    ///
    /// @return `false` if its time was up
    private synchronized boolean end() {
        runner = null;
        if (interrupted) {
            Thread.interrupted();
        }
        return !timeIsUp;
    }

    private synchronized void limitReached() {
        if (runner != null) {
            timeIsUp = true;
            interrupt();
        }
    }

    /// Interrupts the attempt under way, if there is one.
    synchronized void interrupt() {
        if (runner != null) {
            interrupted = true;
            runner.interrupt();
        }
    }

    private void tellStarted() {
        if (trace != null) {
            trace.started(workerName(), System.nanoTime());
        }
    }

    private void tellRetried() {
        if (trace != null) {
            trace.retried(TaskRetried.Reason.TIME_LIMIT);
            tellStarted();
        }
    }

    @Override
    public void started() {
        engine.started();
        tellStarted();
    }

    @Override
    public void ended(Future.State outcome, boolean begun, @Nullable Throwable failure) {
        if (trace != null) {
            trace.ended(outcome, begun, failure);
        }
        engine.ended(outcome, begun);
    }

    @Override
    public void cancelled(boolean begun) {
        interrupt();
    }

    @Override
    public synchronized boolean isCancelled() {
        return (timeIsUp && runner != null) || promise.future().isDone();
    }

    @Override
    public String workerName() {
        return Thread.currentThread().getName();
    }

    @Override
    public @Nullable String taskName() {
        return options.name();
    }

    @Override
    public void progress(long done, long total) {
        if (trace != null) {
            trace.progressed(done, total);
        }
        promise.progressed(done, total);
    }

    @Override
    public String displayName() {
        return body.displayName(options);
    }

    @Override
    public Executor executor() {
        return new SameEngine(engine);
    }

    @Override
    public SerialEngine engine() {
        return engine;
    }

    /// What a task gets to submit to the executor that runs it.
    private static final class SameEngine extends AbstractExecutor {
        SameEngine(SerialEngine engine) {
            super(engine);
        }
    }
}
