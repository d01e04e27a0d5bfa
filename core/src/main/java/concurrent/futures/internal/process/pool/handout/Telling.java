package concurrent.futures.internal.process.pool.handout;

import concurrent.futures.Future;
import concurrent.futures.event.TaskRetried;
import concurrent.futures.internal.event.Trace;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.spi.TaskTrace.Serialized;
import org.jspecify.annotations.Nullable;

/// Tells what happens to a task, if somebody listens.
public final class Telling {
    private Telling() {}

    /// When something begins of which is told how long it takes.
    ///
    /// @return now; 0 if nobody listens
    public static long clock(PoolTask<?> task) {
        return task.trace() == null ? 0 : System.nanoTime();
    }

    /// It was encoded.
    static void written(PoolTask<?> task, long start, long bytes) {
        Trace told = task.trace();
        if (told != null) {
            told.serialized(Serialized.TASK, System.nanoTime() - start, bytes);
        }
    }

    /// It is sent to a worker.
    static void handedTo(PoolTask<?> task, Worker worker) {
        Trace told = task.trace();
        if (told != null) {
            told.handedTo(worker.name());
        }
    }

    /// Its future is running.
    static void startedFirst(PoolTask<?> task) {
        Trace told = task.trace();
        if (told != null) {
            told.startedFirst(System.nanoTime());
        }
    }

    /// The worker that has it has begun the attempt.
    static void started(PoolTask<?> task, long nanoTime) {
        Trace told = task.trace();
        if (told != null) {
            told.started(nanoTime);
        }
    }

    /// The worker has answered.
    static void ran(PoolTask<?> task, Frame.Answer answer) {
        Trace told = task.trace();
        if (told != null) {
            told.ran(answer.startNanos(), answer.runNanos(), answer.outcome().size());
        }
    }

    /// Its outcome was decoded.
    public static void read(PoolTask<?> task, long start, Frame.Answer answer) {
        Trace told = task.trace();
        if (told != null) {
            told.serialized(
                    Serialized.OUTCOME,
                    System.nanoTime() - start,
                    answer.outcome().size());
        }
    }

    /// There will be another attempt after this one, which had begun.
    static void retried(PoolTask<?> task, TaskRetried.Reason reason) {
        Trace told = task.trace();
        if (told != null) {
            told.started(System.nanoTime());
            told.retried(reason);
        }
    }

    /// It has said how far it has come.
    static void progressed(PoolTask<?> task, long done, long total) {
        Trace told = task.trace();
        if (told != null) {
            told.progressed(done, total);
        }
    }

    /// Its future ends.
    static void ended(PoolTask<?> task, Future.State outcome, boolean begun, @Nullable Throwable failure) {
        Trace told = task.trace();
        if (told != null) {
            told.ended(outcome, begun, failure);
        }
    }
}
