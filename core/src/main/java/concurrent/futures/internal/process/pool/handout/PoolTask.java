package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.TaskTimeoutException;
import concurrent.futures.WorkerCrashedException;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.Attempts;
import concurrent.futures.internal.FieldHandles;
import concurrent.futures.internal.Progress;
import concurrent.futures.internal.event.TaskNames;
import concurrent.futures.internal.event.Trace;
import concurrent.futures.internal.future.DefaultFuture;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.pool.limits.Leash;
import concurrent.futures.internal.process.pool.sending.Parcel;
import concurrent.futures.internal.process.pool.sending.SharedFunction;
import concurrent.futures.internal.process.pool.waiting.Queued;
import concurrent.futures.internal.process.pool.waiting.Queued.Place;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.spi.TaskBody;
import concurrent.futures.spi.TaskControl;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One task of a process pool, over all its attempts.
///
/// Where it is, guarded by the dispatcher's lock:
///
/// ```
///   NEW ──encoded──► QUEUED ──handed to a worker──► SENT ──answered, or lost──► OVER
///    │                 ▲ │                           │ │
///    │                 │ │                           │ └── taken back, or a further attempt ──► QUEUED
///    └──── cancelled ──┼─┴───────────────────────────┴──► REVOKED: it will never begin
/// ```
///
/// It is closed in the ledger once its future has ended and it is neither queued nor sent: whoever brings about the
/// later of the two calls [#settle()].
///
/// @param <T> the type of the result
public final class PoolTask<T extends @Nullable Object> extends Queued implements TaskControl {
    private static final int MAX_FAILED_DELIVERIES = 3;

    private static final VarHandle CLOSED =
            FieldHandles.find(MethodHandles.lookup(), PoolTask.class, "closed", boolean.class);

    private final Home home;
    private final DefaultFuture<T> promise = new DefaultFuture<>(this);
    private final TaskOptions options;

    /// In the ledger; written by [#CLOSED].
    @SuppressWarnings("unused")
    private boolean closed;

    /// Dropped at the end, so that a future that is kept does not keep its task.
    private volatile @Nullable TaskBody<T> body;

    private volatile @Nullable Parcel parcel;

    /// Likewise.
    private volatile @Nullable Submission submission;

    /// What reads the outcome, if that takes long.
    private volatile @Nullable Thread reader;

    /// The tasks that were submitted together with this one; `null` if there are none.
    private final @Nullable Object chunk;

    /// How many tasks submitted one another above this one; 0 if the parent submitted it.
    private final int depth;

    // Guarded by the dispatcher's lock.
    private int attempt = 1;
    private byte failedDeliveries;

    /// Where it is while it is sent, and its place there.
    @Nullable
    Handover handover;

    int index;

    /// What its attempt is held by, if anything.
    @Nullable
    Leash leash;

    /// What is told of it; `null` if nobody listens. Written before anybody else knows the task.
    private @Nullable Trace trace;

    public PoolTask(
            Home home,
            TaskBody<T> body,
            TaskOptions options,
            Submission submission,
            @Nullable Object chunk,
            int depth) {
        this.home = home;
        this.body = body;
        this.options = options;
        this.submission = submission;
        this.chunk = chunk;
        this.depth = depth;
    }

    public Future<T> future() {
        return promise.future();
    }

    public TaskOptions options() {
        return options;
    }

    public @Nullable TaskBody<T> body() {
        return body;
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public @Nullable Object chunk() {
        return chunk;
    }

    /// The encoded task; there once it is queued, until it is over.
    Parcel parcel() {
        return Objects.requireNonNull(parcel, "the task is over");
    }

    @Override
    public boolean isEnded() {
        return promise.isDone();
    }

    /// Has told what becomes of the task.
    ///
    /// @param arguments what is told of those; `null` if there is nothing to tell
    public void watch(@Nullable String arguments) {
        Trace told = home.events().submitted(code(Objects.requireNonNull(body)), options, arguments);
        if (told != null) {
            told.of(future());
            trace = told;
        }
    }

    /// As [#watch(String)], for a task that was encoded as an element of a map.
    public void watchEncoded() {
        watch(/* arguments= */ null);
        Telling.written(this, Telling.clock(this), parcel().size());
    }

    @Nullable
    Trace trace() {
        return trace;
    }

    /// What the user has given to be run.
    private static Object code(TaskBody<?> body) {
        Object code = body.code();
        return code instanceof SharedFunction shared ? shared.original() : code;
    }

    /// Encodes the task: what it refers to is a snapshot, from here on.
    ///
    /// @return `false` if that failed, and the future with it
    public boolean encode() {
        try {
            long start = Telling.clock(this);
            Parcel written = Parcel.of(Objects.requireNonNull(body), home.encoder(), home.loaders());
            parcel = written;
            Telling.written(this, start, written.size());
            if (isEnded()) {
                parcel = null; // It was cancelled meanwhile.
            }
            return true;
        } catch (Throwable e) {
            withdraw(e);
            return false;
        }
    }

    /// The task was encoded before, as an element of a map.
    void encoded(Parcel written) {
        parcel = written;
    }

    /// The task fails before the dispatcher has heard of it.
    public void withdraw(Throwable exception) {
        moveTo(Place.REVOKED);
        end(exception);
    }

    // --- hand-overs; guarded by the dispatcher's lock

    /// Whether one frame can carry both.
    boolean goesWith(PoolTask<?> other) {
        return depth == other.depth
                && parcel().goesWith(other.parcel())
                && Objects.equals(options.name(), other.options.name());
    }

    /// What the attempt is held by, from now on.
    Leash takeLeash() {
        Leash taken = leash;
        if (taken == null) {
            taken = new Leash();
            leash = taken;
        }
        return taken;
    }

    /// The attempt is over, or was taken back.
    void loosen() {
        Leash taken = leash;
        if (taken != null) {
            taken.loosen();
            leash = null;
        }
    }

    // --- attempts

    /// The number of the attempt, from 1; guarded by the dispatcher's lock.
    int attempt() {
        return attempt;
    }

    /// Whether a further attempt is allowed after this one was lost; guarded by the dispatcher's lock.
    boolean mayRetry() {
        return attempt <= options.retries();
    }

    /// Begins the next attempt; guarded by the dispatcher's lock.
    void retry(TaskRetried.Reason reason) {
        attempt++;
        home.ledger().retried();
        Telling.retried(this, reason);
        promise.retried();
    }

    /// Whether an attempt has begun before the one that is queued; guarded by the dispatcher's lock.
    boolean isRetry() {
        return attempt > 1;
    }

    /// A worker died before it began the task, and had nothing else to do; guarded by the dispatcher's lock.
    ///
    /// @return `true` if that has happened so often that the task itself must be the reason: its arguments may be too
    /// large
    boolean isUndeliverable() {
        return ++failedDeliveries >= MAX_FAILED_DELIVERIES;
    }

    // --- the end

    /// The task has begun, and its worker answered with a value.
    public void succeed(@Nullable Object value) {
        trySucceed(value);
        settle();
    }

    /// As [#succeed], for a value that was read at once.
    ///
    /// @return `true` if the task is to be closed in the ledger, which is left to the caller
    public boolean succeedPlainly(@Nullable Object value) {
        trySucceed(value);
        return trySettle();
    }

    @SuppressWarnings({"unchecked", "NullAway"
    }) // the task's code says what type its result has, and whether it may be null
    private void trySucceed(@Nullable Object value) {
        TaskBody<T> work = body;
        if (work != null) {
            promise.trySucceed(work instanceof TaskBody.Run<T> run ? run.result() : (T) value);
        }
    }

    /// The task has begun, and failed.
    public void failBegun(Throwable exception) {
        if (promise.tryStart()) {
            Telling.started(this, System.nanoTime());
            fail(exception);
        } else {
            settle();
        }
    }

    /// The task fails, begun or not.
    ///
    /// @param exception its own instance, made elsewhere than where the task was submitted
    void fail(Throwable exception) {
        Submission known = submission;
        if (known != null) {
            known.addTo(exception);
        }
        end(exception);
    }

    private void end(Throwable exception) {
        promise.tryFail(exception);
        settle();
    }

    /// It was accepted, and then the pool was stopped or broke, while it was encoded.
    void refuse() {
        if (home.foreman().isBroken()) {
            home.dispatcher().revoke(this);
            fail(home.foreman().broken());
        } else {
            cancel(/* evenIfRunning= */ false);
        }
    }

    /// Cancels the future; a task that has begun only if told so.
    ///
    /// @return `true` only if this call cancelled it
    public boolean cancel(boolean evenIfRunning) {
        return promise.tryCancel(evenIfRunning);
    }

    /// Cancels the future because the pool stops, in a thread that the pool needs: callbacks do not run there.
    void giveUp() {
        promise.tryGiveUp();
    }

    public void noteBegun() {
        promise.tryStart();
    }

    /// Its outcome takes long to be read. When the future has ended in another way, the thread that reads is
    /// interrupted.
    public void isReadBy(Thread thread) {
        reader = thread;
        interruptReader();
    }

    private void interruptReader() {
        Thread slow = reader;
        if (slow != null && slow != Thread.currentThread() && promise.isDone()) {
            slow.interrupt();
        }
    }

    /// Closes the task in the ledger if all is done for it.
    void settle() {
        interruptReader();
        if (trySettle()) {
            home.ledger().close(1);
        }
    }

    /// Whether all is done for the task, and nobody was told so before.
    private boolean trySettle() {
        if (promise.isDone()
                && place() != Place.QUEUED
                && place() != Place.SENT
                && CLOSED.compareAndSet(this, false, true)) {
            parcel = null;
            return true;
        }
        return false;
    }

    void progress(long done, long total) {
        new Progress(options.name(), done, total).log();
        Telling.progressed(this, done, total);
        promise.progressed(done, total);
    }

    /// The name for people: that of the options, or one made of the task's code.
    String describe() {
        TaskBody<T> work = body;
        return work == null ? String.valueOf(options.name()) : TaskNames.of(code(work), options);
    }

    /// The failure of a task that hit its time limit.
    ///
    /// @param worker that had it
    /// @param end what became of it then, in a few words
    public TaskTimeoutException timeIsUp(Origin worker, String end) {
        TaskTimeoutException exception = Attempts.timeIsUp(attempt, options, end);
        worker.setAsStackTrace(exception);
        return exception;
    }

    /// The failure of a task whose worker died in its last attempt.
    public WorkerCrashedException crashed(Death death) {
        return death.toException(options.name(), Attempts.show(attempt, options));
    }

    // --- what the future asks and tells

    @Override
    public boolean tryRevoke() {
        return home.dispatcher().revoke(this);
    }

    @Override
    public boolean hasBegun() {
        return home.dispatcher().hasBegun(this);
    }

    @Override
    public @Nullable String workerName() {
        return home.dispatcher().workerOf(this);
    }

    @Override
    public void started() {
        home.ledger().started();
        Telling.startedFirst(this);
    }

    @Override
    public void ended(Future.State outcome, boolean begun, @Nullable Throwable failure) {
        // A task that was never seen running has begun all the same if its worker has answered.
        boolean answered = outcome == Future.State.SUCCESS && !begun;
        if (answered) {
            home.ledger().started();
        }
        Telling.ended(this, outcome, begun || answered, failure);
        home.ledger().ended(outcome, begun || answered);
        body = null;
        submission = null;
    }

    @Override
    public void cancelled(boolean begun) {
        if (begun) {
            try {
                home.dispatcher().stop(this);
            } catch (OutOfMemoryError e) {
                home.dispatcher().lock().leave(e);
            }
        }
        settle();
    }

    @Override
    public @Nullable String displayName() {
        return body == null ? options.name() : describe();
    }

    /// Those of nested tasks are the pool's own, and must not wait for users' callbacks, which may wait for them.
    @Override
    public void runCallbacks(Runnable callbacks) {
        (depth == 0 ? home.callbacks() : home.nestedCallbacks()).run(callbacks);
    }

    @Override
    public Object engine() {
        return home.engine();
    }
}
