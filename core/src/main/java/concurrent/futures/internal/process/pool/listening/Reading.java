package concurrent.futures.internal.process.pool.listening;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import concurrent.futures.internal.Deadline;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.process.logging.LogBook;
import concurrent.futures.internal.process.pool.handout.Foreman;
import concurrent.futures.internal.process.pool.handout.PoolTask;
import concurrent.futures.internal.process.pool.handout.Telling;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.internal.wire.throwables.Origin;
import concurrent.futures.internal.wire.values.ObjectDecoder;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/// Reads the outcomes that one worker has sent, which ends the futures.
final class Reading {
    private final Foreman foreman;
    private final ObjectDecoder decoder;
    private final Origin origin;
    private final LogBook logBook;

    /// @param foreman is told of what takes long
    /// @param decoder for what the worker sends
    /// @param origin the worker
    /// @param logBook what its tasks have logged
    Reading(Foreman foreman, ObjectDecoder decoder, Origin origin, LogBook logBook) {
        this.foreman = foreman;
        this.decoder = decoder;
        this.origin = origin;
        this.logBook = logBook;
    }

    /// Whether reading it runs no foreign code and waits for nothing.
    boolean isPlain(Frame.Answer answer) {
        return answer instanceof Frame.Result && answer.outcome().isPlain() && logBook.isUnused();
    }

    /// Reads an answer that is plain.
    ///
    /// @return whether the task is to be closed in the ledger
    boolean readPlain(PoolTask<?> task, Frame.Answer answer) {
        try {
            return task.succeedPlainly(decoder.decode(answer.outcome()));
        } catch (Throwable e) {
            fail(task, e);
            return false;
        }
    }

    private void fail(PoolTask<?> task, Throwable thrown) {
        origin.addTo(thrown);
        task.failBegun(thrown);
    }

    /// What reads an answer that is not plain.
    Shift.Errand errand(PoolTask<?> task, Frame.Answer answer) {
        return new Outcome(task, answer);
    }

    /// The time limit of a task is hit while its outcome is read.
    private record TimeIsUp(PoolTask<?> task, Origin origin) implements Runnable {
        @Override
        public void run() {
            task.failBegun(task.timeIsUp(origin, "its outcome was still being read in the parent process"));
        }
    }

    /// What a task has logged is published, and its value or failure is read, which ends the future.
    private final class Outcome implements Shift.Errand {
        private final PoolTask<?> task;
        private final Frame.Answer answer;
        private boolean isReading;
        private boolean takesLong;
        private @Nullable ScheduledFuture<?> limit;

        Outcome(PoolTask<?> task, Frame.Answer answer) {
            this.task = task;
            this.answer = answer;
        }

        @Override
        public void run() {
            Object value = null;
            try {
                logBook.awaitPublished();
                beginReading();
                long start = Telling.clock(task);
                if (answer instanceof Frame.Failure) {
                    Throwable failure = decoder.decodeThrowable(answer.outcome(), origin);
                    Telling.read(task, start, answer);
                    task.failBegun(failure);
                    return;
                }
                value = task.isEnded() ? null : decoder.decode(answer.outcome());
                Telling.read(task, start, answer);
            } catch (Throwable e) {
                fail(task, e);
                return;
            }
            task.succeed(value);
        }

        private synchronized void beginReading() {
            isReading = true;
            if (takesLong) {
                limitReading(System.nanoTime());
            }
        }

        private void limitReading(long since) {
            Duration timeout = task.options().timeout();
            if (timeout != null) {
                long left = Deadline.nanos(timeout) - (System.nanoTime() - since);
                limit = Timer.schedule(new TimeIsUp(task, origin), left, NANOSECONDS);
            }
        }

        @Override
        public boolean isWanted() {
            return !task.isEnded();
        }

        /// From here on, the future does not depend on this any more: it can be cancelled, and its time limit counts.
        /// The time that log handlers take does not.
        @Override
        public void takesLong(Thread thread) {
            logBook.awaitNoLonger();
            task.isReadBy(thread);
            synchronized (this) {
                takesLong = true;
                if (isReading) {
                    limitReading(answer.startNanos());
                }
            }
            foreman.readsSlowly(task);
        }

        @Override
        public void isOver() {
            synchronized (this) {
                if (limit != null) {
                    limit.cancel(/* mayInterruptIfRunning= */ false);
                }
            }
            foreman.hasRead(task);
        }
    }
}
