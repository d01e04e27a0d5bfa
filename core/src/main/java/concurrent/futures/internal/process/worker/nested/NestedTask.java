package concurrent.futures.internal.process.worker.nested;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.internal.wire.Blob;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.Frame.Question;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A task that this worker has submitted to its parent's pool, as its future here sees it. Whether it has begun, and
/// whether it can be cancelled, the parent alone knows, and is asked.
///
/// @param <T> the type of the result
final class NestedTask<T extends @Nullable Object> implements TaskControl {
    private final ParentPool pool;
    private final DefaultFuture<T> promise = new DefaultFuture<>(this);
    final long number;
    private final TaskOptions options;
    private final Submission submission;

    /// How many further attempts are known here.
    private final AtomicLong retries = new AtomicLong();

    /// Dropped at the end, so that a future that is kept does not keep its task.
    private volatile @Nullable TaskBody<T> body;

    /// The parent has told how it ended.
    private volatile boolean over;

    NestedTask(ParentPool pool, long number, TaskBody<T> body, TaskOptions options, Submission submission) {
        this.pool = pool;
        this.number = number;
        this.body = body;
        this.options = options;
        this.submission = submission;
    }

    Future<T> future() {
        return promise.future();
    }

    @Nullable
    TaskBody<T> body() {
        return body;
    }

    /// It can not be sent, or was refused: the parent knows nothing of it.
    void fail(Throwable reason) {
        over = true;
        submission.addTo(reason);
        promise.tryFail(reason);
    }

    /// The parent tells how it ended.
    void end(Frame.Ended ended, ObjectDecoder decoder) {
        over = true;
        Blob value = ended.value();
        Blob failure = ended.failure();
        if (value != null) {
            succeed(value, decoder);
        } else if (failure != null) {
            failBegun(decoder.decodeThrowable(failure, /* origin= */ null));
        } else {
            promise.tryGiveUp();
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // the task's code says what type its result has, and whether it may be null
    private void succeed(Blob value, ObjectDecoder decoder) {
        TaskBody<T> work = body;
        T result;
        try {
            Object decoded = promise.isDone() ? null : decoder.decode(value);
            result = work instanceof TaskBody.Run<T> run ? run.result() : (T) decoded;
        } catch (Throwable e) {
            failBegun(e);
            return;
        }
        if (promise.tryStart()) {
            promise.trySucceed(result);
        }
    }

    private void failBegun(Throwable exception) {
        if (promise.tryStart()) {
            submission.addTo(exception);
            promise.tryFail(exception);
        }
    }

    // --- what the future asks and tells

    @Override
    public boolean tryRevoke() {
        return over || pool.askWhether(Question.CANCEL_UNLESS_BEGUN, number);
    }

    @Override
    public boolean hasBegun() {
        return over || pool.askWhether(Question.HAS_BEGUN, number);
    }

    /// The parent has it from the worker that runs the task, and is asked, so that nothing is sent while nobody looks.
    @Override
    public void fetchProgress() {
        if (over) {
            return;
        }
        long[] last = pool.askProgress(number);
        if (last.length > 0) {
            long further = last[0] - retries.getAndAccumulate(last[0], Math::max);
            for (long i = 0; i < further; i++) {
                promise.retried();
            }
            promise.progressed(last[1], last[2]);
        }
    }

    @Override
    public @Nullable String displayName() {
        TaskBody<T> work = body;
        return work == null ? options.name() : work.displayName(options);
    }

    @Override
    public void ended(Future.State outcome, boolean begun) {
        body = null;
    }

    @Override
    public void cancelled(boolean begun) {
        if (begun && !over) {
            pool.tell(Question.CANCEL, number);
        }
    }

    @Override
    public void runCallbacks(Runnable callbacks) {
        pool.callbacks().run(callbacks);
    }

    @Override
    public Object engine() {
        return pool;
    }
}
