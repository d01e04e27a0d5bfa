package concurrent.futures.internal.process.pool;

import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.future.Batch;
import concurrent.futures.internal.life.LifeCycle;
import concurrent.futures.internal.process.pool.handout.MapBatch;
import concurrent.futures.internal.process.pool.handout.PoolTask;
import concurrent.futures.internal.process.pool.sending.SharedFunction;
import concurrent.futures.internal.wire.throwables.Submission;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Takes tasks: encodes each in the thread that submits it, and hands it to the `Dispatcher`.
///
/// Encoding runs foreign code, such as the `writeObject` of arguments, which may take long, or never come back. So it
/// is known here what is being encoded: it can be cancelled like what waits, and the end of the pool does not wait for
/// it.
final class Intake {
    private final Parts parts;
    private final LifeCycle lifeCycle;
    private final Runnable admission = new Runnable() {
        @Override
        public void run() {
            admit();
        }
    };
    private final BeingEncoded encoding = new BeingEncoded();

    Intake(Parts parts, LifeCycle lifeCycle) {
        this.parts = parts;
        this.lifeCycle = lifeCycle;
    }

    /// Takes one task.
    ///
    /// @throws RejectedExecutionException if no more are taken
    <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        Submission submission =
                body.code() instanceof SharedFunction shared ? shared.submission() : Submission.here(body.code());
        PoolTask<T> task = new PoolTask<>(parts, body, options, submission, /* chunk= */ null, /* depth= */ 0);
        String arguments = parts.events().argumentsOf(body, options);
        accept(1);
        int place = BeingEncoded.NONE;
        boolean isTaken = false;
        try {
            parts.dispatcher().reception().expect();
            if (parts.events().isWatched()) {
                task.watch(arguments);
            }
            place = encoding.begin(task);
            if (lifeCycle.isStopping()) {
                // Whoever stops the pool may not have seen it.
                task.cancel(/* evenIfRunning= */ false);
            }
            boolean isEncoded = !task.isEnded() && task.encode();
            isTaken = true;
            if (isEncoded) {
                parts.dispatcher().reception().enqueue(task);
            }
        } catch (Throwable e) {
            if (!isTaken) {
                task.withdraw(e); // Nobody gets its future.
            }
            throw e;
        } finally {
            encoding.end(task, place);
        }
        return task.future();
    }

    /// Takes elements of a map without a future for each, where that can be.
    ///
    /// @return `null` if it can not be: then nothing has happened
    /// @throws RejectedExecutionException if no more are taken
    <T extends @Nullable Object> @Nullable Batch<T> submitBatch(
            List<? extends TaskBody<T>> bodies, TaskOptions options, boolean isChunk) {
        if (Hub.saysArguments(options) && parts.events().isWatched()) {
            return null; // Foreign code says them, before the tasks are accepted.
        }
        // What it encodes runs no foreign code, so nobody can miss it for long.
        MapBatch<T> batch = MapBatch.of(parts, bodies, options, isChunk);
        if (batch != null) {
            accept(batch.size());
            take(batch);
        }
        return batch;
    }

    private void take(MapBatch<?> batch) {
        boolean isTaken = false;
        try {
            parts.dispatcher().reception().expect();
            if (parts.events().leaveOut(batch.size())) {
                isTaken = true;
                parts.dispatcher().reception().enqueue(batch);
            } else {
                List<PoolTask<?>> tasks = parts.dispatcher().reception().divideNew(batch);
                for (PoolTask<?> task : tasks) {
                    task.watchEncoded();
                }
                isTaken = true;
                parts.dispatcher().reception().enqueue(tasks);
            }
        } catch (Throwable e) {
            if (!isTaken) {
                parts.ledger().withdrawn(batch.size()); // Nobody gets their results.
            }
            throw e;
        }
    }

    /// Takes tasks that stay together, if that can be.
    ///
    /// @param depth how many tasks submitted one another above them
    /// @throws RejectedExecutionException if no more are taken
    <T extends @Nullable Object> List<Future<T>> submit(
            List<? extends TaskBody<T>> bodies, TaskOptions options, int depth) {
        Object chunk = new Object();
        Submission submission = null;
        List<Future<T>> futures = new ArrayList<>(bodies.size());
        List<PoolTask<T>> tasks = new ArrayList<>(bodies.size());
        for (TaskBody<T> body : bodies) {
            if (body.code() instanceof SharedFunction shared) {
                submission = shared.submission();
            } else if (submission == null) {
                submission = depth == 0 ? Submission.here() : Submission.elsewhere();
            }
            PoolTask<T> task = new PoolTask<>(parts, body, options, submission, chunk, depth);
            tasks.add(task);
            futures.add(task.future());
        }
        take(tasks, parts.events().argumentsOf(bodies, options));
        return futures;
    }

    private void take(List<? extends PoolTask<?>> tasks, List<@Nullable String> arguments) {
        BeingEncoded.Batch batch = new BeingEncoded.Batch(tasks);
        accept(tasks.size());
        int place = BeingEncoded.NONE;
        boolean isTaken = false;
        try {
            parts.dispatcher().reception().expect();
            if (parts.events().isWatched()) {
                Iterator<@Nullable String> of = arguments.iterator();
                for (PoolTask<?> task : tasks) {
                    task.watch(of.hasNext() ? of.next() : null);
                }
            }
            place = encoding.begin(batch);
            if (lifeCycle.isStopping()) {
                // Whoever stops the pool may not have seen them.
                for (PoolTask<?> task : tasks) {
                    task.cancel(/* evenIfRunning= */ false);
                }
            }
            List<PoolTask<?>> encoded = new ArrayList<>(tasks.size());
            for (PoolTask<?> task : tasks) {
                if (!task.isEnded() && task.encode()) {
                    encoded.add(task);
                }
            }
            isTaken = true;
            parts.dispatcher().reception().enqueue(encoded);
        } catch (Throwable e) {
            if (!isTaken) {
                for (PoolTask<?> task : tasks) {
                    task.withdraw(e); // Nobody gets their futures.
                }
            }
            throw e;
        } finally {
            encoding.end(batch, place);
        }
    }

    private void accept(int tasks) {
        parts.rescuer().beReady();
        parts.ledger().accept(tasks, admission);
    }

    private void admit() {
        if (parts.foreman().isBroken()) {
            throw parts.foreman().broken();
        }
        if (lifeCycle.isShutdown()) {
            throw new RejectedExecutionException(parts.engine() + " was shut down and takes no more tasks");
        }
    }

    /// The tasks whose encoding has begun, and whose future nobody has yet.
    List<PoolTask<?>> beingEncoded() {
        return encoding.tasks();
    }
}
