package concurrent.futures.internal.event;

import concurrent.futures.Future;
import concurrent.futures.event.ExecutorEvent;
import concurrent.futures.event.TaskEnded;
import concurrent.futures.event.TaskEnded.Outcome;
import concurrent.futures.event.TaskInfo;
import concurrent.futures.event.TaskProgressed;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.event.TaskStarted;
import concurrent.futures.event.TaskSubmitted;
import concurrent.futures.internal.event.Hub.Watch;
import concurrent.futures.spi.TaskTrace;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is known of one task that is watched. Guarded by itself, so that its events are in order, and none follows the
/// last; to add an event takes no other lock.
///
/// Where there is no memory to tell something, that is dropped, and counted as such: it must not keep an engine from
/// what it has to do then, such as to end a future.
public final class Trace implements TaskTrace {
    private final Watch watch;
    private final Recording.@Nullable OfTask recorded;
    private final TaskInfo task;
    private @Nullable Future<?> future;

    /// When the attempt that comes, or is there, began to wait for a worker.
    private long waitsSince;

    private int attempt = 1;

    /// The last attempt whose begin was told.
    private int begun;

    private boolean over;
    private @Nullable String worker;
    private long startNanos;

    /// Of the last attempt, as the worker says; -1 if it has not.
    private long runNanos = -1;

    private long bytesSent;
    private long bytesReceived;

    /// A task was submitted.
    ///
    /// @param watch takes what happens to it
    /// @param task which
    Trace(Watch watch, TaskInfo task) {
        this.watch = watch;
        this.recorded = watch.recording() == null ? null : watch.recording().task();
        this.task = task;
        this.waitsSince = System.nanoTime();
    }

    /// What is told before all else.
    TaskSubmitted submitted() {
        return new TaskSubmitted(task, waitsSince);
    }

    private void tell(ExecutorEvent event) {
        watch.tell(event);
    }

    @Override
    public synchronized void of(Future<?> held) {
        future = held;
    }

    @Override
    public synchronized void serialized(Serialized what, long nanos, long bytes) {
        if (what == Serialized.TASK) {
            bytesSent = bytes;
        }
        if (recorded != null) {
            try {
                recorded.serialized(task, what, nanos, bytes);
            } catch (OutOfMemoryError | LinkageError e) {
                watch.drop();
            }
        }
    }

    @Override
    public synchronized void handedTo(String to) {
        worker = to;
    }

    @Override
    public synchronized void started(String by, long nanoTime) {
        worker = by;
        noteStart(nanoTime);
    }

    /// The attempt has begun, in the worker that has the task.
    ///
    /// @param nanoTime when
    public synchronized void started(long nanoTime) {
        noteStart(nanoTime);
    }

    /// The first attempt has begun, in the worker that has the task.
    ///
    /// @param nanoTime when
    public synchronized void startedFirst(long nanoTime) {
        if (attempt == 1) {
            noteStart(nanoTime);
        }
    }

    private void noteStart(long nanoTime) {
        if (begun < attempt && !over) {
            begun = attempt;
            startNanos = nanoTime;
            try {
                tellStart(nanoTime);
            } catch (OutOfMemoryError | LinkageError e) {
                watch.drop();
            }
        }
    }

    private void tellStart(long nanoTime) {
        TaskStarted event =
                new TaskStarted(task, nanoTime, workerName(), attempt, between(waitsSince, nanoTime), future);
        tell(event);
        if (recorded != null) {
            recorded.started(event);
        }
    }

    private String workerName() {
        return Objects.requireNonNullElse(worker, "");
    }

    @Override
    public synchronized void ran(long start, long run, long bytes) {
        noteStart(start);
        startNanos = start;
        runNanos = run;
        bytesReceived = bytes;
    }

    @Override
    public synchronized void progressed(long done, long total) {
        if (over) {
            return;
        }
        try {
            tell(new TaskProgressed(task, System.nanoTime(), done, total));
        } catch (OutOfMemoryError | LinkageError e) {
            watch.drop();
        }
    }

    @Override
    public synchronized void retried(TaskRetried.Reason reason) {
        if (over) {
            return;
        }
        attempt++;
        runNanos = -1;
        waitsSince = System.nanoTime();
        try {
            tell(new TaskRetried(task, waitsSince, attempt, reason));
        } catch (OutOfMemoryError | LinkageError e) {
            watch.drop();
        }
    }

    @Override
    public synchronized void ended(Future.State state, boolean hasBegun, @Nullable Throwable failure) {
        long now = System.nanoTime();
        if (hasBegun && begun == 0) {
            noteStart(now);
        }
        try {
            tellEnd(now, state, failure);
        } catch (OutOfMemoryError | LinkageError e) {
            watch.drop();
        }
        over = true;
    }

    private void tellEnd(long now, Future.State state, @Nullable Throwable failure) {
        boolean isRunning = begun == attempt;
        long end = !isRunning ? now : runNanos < 0 ? now : startNanos + runNanos;
        TaskEnded event = new TaskEnded(
                task,
                now,
                outcome(state, failure),
                failure,
                begun == 0 ? null : worker,
                begun,
                between(waitsSince, isRunning ? startNanos : now),
                isRunning ? between(startNanos, end) : Duration.ZERO,
                bytesSent,
                bytesReceived);
        tell(event);
        if (recorded != null) {
            recorded.ended(event);
        }
    }

    private static Outcome outcome(Future.State state, @Nullable Throwable failure) {
        return switch (state) {
            case SUCCESS -> Outcome.SUCCEEDED;
            case CANCELLED -> Outcome.CANCELLED;
            case FAILED -> failure == null ? Outcome.FAILED : Outcome.of(failure);
            case RUNNING -> throw new IllegalArgumentException("a future does not end running");
        };
    }

    /// The clocks of two processes are one, but may be read in another order.
    private static Duration between(long from, long to) {
        return Duration.ofNanos(Math.max(0, to - from));
    }
}
