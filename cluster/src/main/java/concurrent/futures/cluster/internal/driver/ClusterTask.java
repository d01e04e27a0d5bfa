package concurrent.futures.cluster.internal.driver;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.cluster.internal.protocol.Payload;
import concurrent.futures.cluster.internal.protocol.Values;
import concurrent.futures.cluster.internal.scheduling.Place;
import concurrent.futures.cluster.internal.scheduling.ScheduledTask;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.Progress;
import concurrent.futures.internal.event.TaskNames;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.internal.wire.EncodedTask;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import concurrent.futures.spi.TaskTrace;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One task of an executor on a cluster, over all its attempts.
///
/// It is closed in the ledger once its future has ended, and no agent has it: whoever brings about the later of the two
/// calls [#settle()].
///
/// @param <T> the type of the result
final class ClusterTask<T extends @Nullable Object> extends ScheduledTask implements TaskControl {
    private final Session session;
    private final TaskOptions options;
    private final DefaultFuture<T> promise = new DefaultFuture<>(this);
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /// Dropped at the end, so that a future that is kept does not keep its task.
    private volatile @Nullable TaskBody<T> body;

    private volatile @Nullable Submission submission;
    private volatile byte @Nullable [] payload;
    private volatile int requiredDefinitions;

    /// So that it is not collected before a worker has asked for classes.
    @SuppressWarnings("unused")
    private volatile @Nullable ClassLoader context;

    private @Nullable TaskTrace trace;
    private volatile @Nullable String worker;

    /// What reads the outcome, if that takes long.
    private volatile @Nullable Thread reader;

    /// It will never begin. Written under the session's lock.
    volatile boolean isRevoked;

    /// How long the attempt ran that has ended; 0 while it runs.
    private volatile long ranNanos;

    /// Its outcome has come: it has begun.
    volatile boolean isAnswered;

    /// Where its agent's answer arrives, whether it gives the task back; guarded by the session's lock.
    @Nullable
    CompletableFuture<Boolean> question;

    /// How often it has come back from an agent that could not begin it; guarded by the session's lock.
    int failedDeliveries;

    ClusterTask(Session session, long id, TaskBody<T> body, TaskOptions options, Submission submission, int depth) {
        super(id, options.label(), options.retries(), depth);
        this.session = session;
        this.body = body;
        this.options = options;
        this.submission = submission;
    }

    Future<T> future() {
        return promise.future();
    }

    TaskOptions options() {
        return options;
    }

    @Nullable
    TaskBody<T> body() {
        return body;
    }

    boolean isEnded() {
        return promise.isDone();
    }

    @Nullable
    TaskTrace trace() {
        return trace;
    }

    byte[] payload() {
        return Objects.requireNonNull(payload, "the task is over");
    }

    int requiredDefinitions() {
        return requiredDefinitions;
    }

    /// Has told what becomes of the task.
    ///
    /// @param arguments what is told of them
    void watch(@Nullable String arguments) {
        TaskTrace told = session.events().submitted(code(Objects.requireNonNull(body)), options, arguments);
        if (told != null) {
            told.of(future());
            trace = told;
        }
    }

    private static Object code(TaskBody<?> body) {
        Object code = body.code();
        return code instanceof MapFunction known ? known.original() : code;
    }

    /// Encodes the task: what it refers to is a snapshot, from here on.
    ///
    /// @return `false` if that failed, and the future with it
    boolean encode() {
        long start = trace == null ? 0 : System.nanoTime();
        try {
            TaskBody<T> work = Objects.requireNonNull(body);
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            int number = session.loaders().numberOf(loader);
            context = number == 0 ? null : loader;
            // What is borrowed is written before this returns.
            EncodedTask encoded = work.code() instanceof MapFunction known
                    ? session.encoder().encodeTaskBorrowing(work, known.encoded())
                    : session.encoder().encodeTaskBorrowing(work);
            requiredDefinitions = encoded.requiredDefinitions();
            byte[] written = Values.write(new Payload(number, encoded));
            payload = written;
            TaskTrace told = trace;
            if (told != null) {
                told.serialized(TaskTrace.Serialized.TASK, System.nanoTime() - start, written.length);
            }
            if (isEnded()) {
                payload = null; // It was cancelled meanwhile.
            }
            return true;
        } catch (Throwable e) {
            withdraw(e);
            return false;
        }
    }

    /// The task fails before the scheduler has heard of it.
    void withdraw(Throwable exception) {
        session.forget(this);
        promise.tryFail(exception);
        settle();
    }

    // --- attempts

    /// There will be another attempt after one that was lost.
    void retried(TaskRetried.Reason reason) {
        session.ledger().retried();
        TaskTrace told = trace;
        if (told != null) {
            told.started(worker(), System.nanoTime());
            told.retried(reason);
        }
        worker = null;
        promise.retried();
    }

    void progress(long done, long total) {
        new Progress(options.name(), done, total).log();
        TaskTrace told = trace;
        if (told != null) {
            told.progressed(done, total);
        }
        promise.progressed(done, total);
    }

    /// An attempt has begun.
    ///
    /// @param by the worker that has it, or else its agent
    void begin(String by) {
        ranNanos = 0;
        worker = by;
        if (promise.tryStart()) {
            tellStarted(by);
        }
    }

    private void tellStarted(String by) {
        TaskTrace told = trace;
        if (told != null) {
            told.started(by, System.nanoTime() - ranNanos);
        }
    }

    /// An agent tells of a begin a little later, and not at all if the end is sooner.
    private void tellRun() {
        TaskTrace told = trace;
        long nanos = ranNanos;
        if (told != null && nanos > 0) {
            told.ran(System.nanoTime() - nanos, nanos, /* bytes= */ 0);
        }
    }

    /// The attempt has ended, and this had it: until then, only the agent was known.
    void ranOn(String by) {
        worker = by;
        TaskTrace told = trace;
        if (told != null) {
            told.handedTo(by);
        }
    }

    /// Who has it, as far as that is known.
    String worker() {
        String known = worker;
        return known == null ? session.describe(this) : known;
    }

    /// The attempt has ended, and ran for so long: it may be that its begin was not told yet.
    void hasRun(long nanos) {
        ranNanos = nanos;
    }

    // --- the end

    @SuppressWarnings({"unchecked", "NullAway"
    }) // the task's code says what type its result has, and whether it may be null
    void succeed(@Nullable Object value) {
        TaskBody<T> work = body;
        if (work != null) {
            promise.trySucceed(work instanceof TaskBody.Run<T> run ? run.result() : (T) value);
        }
        settle();
    }

    /// The task has begun, and failed.
    void failBegun(Throwable exception) {
        if (promise.tryStart()) {
            tellStarted(worker());
            tellRun();
            fail(exception);
        } else {
            settle();
        }
    }

    /// The task fails, begun or not.
    ///
    /// @param exception its own instance
    void fail(Throwable exception) {
        Submission known = submission;
        if (known != null) {
            known.addTo(exception);
        }
        promise.tryFail(exception);
        settle();
    }

    boolean cancel(boolean evenIfRunning) {
        return promise.tryCancel(evenIfRunning);
    }

    /// A thread reads its outcome. When the future ends in another way, the thread is interrupted.
    void isReadBy(@Nullable Thread thread) {
        synchronized (isClosed) {
            reader = thread;
        }
        interruptReader();
    }

    private void interruptReader() {
        if (reader == null || !promise.isDone()) {
            return;
        }
        synchronized (isClosed) {
            Thread slow = reader;
            if (slow != null && slow != Thread.currentThread()) {
                slow.interrupt();
            }
        }
    }

    /// Closes the task in the ledger if all is done for it.
    void settle() {
        interruptReader();
        if (promise.isDone() && place() == Place.OVER && isClosed.compareAndSet(false, true)) {
            payload = null;
            context = null;
            session.ledger().close(1);
        }
    }

    /// The name for people.
    String describe() {
        TaskBody<T> work = body;
        return work == null ? String.valueOf(options.name()) : TaskNames.of(code(work), options);
    }

    // --- what the future asks and tells

    @Override
    public boolean tryRevoke() {
        return session.revoke(this);
    }

    @Override
    public boolean hasBegun() {
        return session.hasBegun(this);
    }

    @Override
    public void started() {
        session.ledger().started();
        tellStarted(worker());
    }

    @Override
    public void ended(Future.State outcome, boolean begun, @Nullable Throwable failure) {
        // A task that was never seen running has begun all the same if its worker has answered.
        boolean answered = outcome == Future.State.SUCCESS && !begun;
        if (answered) {
            session.ledger().started();
        }
        TaskTrace told = trace;
        if (told != null) {
            told.ended(outcome, begun || answered, failure);
        }
        session.ledger().ended(outcome, begun || answered);
        body = null;
        submission = null;
    }

    @Override
    public void cancelled(boolean begun) {
        if (begun) {
            session.stop(this);
        }
        settle();
    }

    @Override
    public @Nullable String displayName() {
        return body == null ? options.name() : describe();
    }

    @Override
    public void runCallbacks(Runnable callbacks) {
        (depth() == 0 ? session.callbacks() : session.nestedCallbacks()).run(callbacks);
    }

    @Override
    public Object engine() {
        return session.engine();
    }
}
