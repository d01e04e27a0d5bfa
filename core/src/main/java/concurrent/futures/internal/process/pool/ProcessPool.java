package concurrent.futures.internal.process.pool;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.WorkerInfo;
import concurrent.futures.internal.PoolDepth;
import concurrent.futures.internal.Timer;
import concurrent.futures.internal.event.Hub;
import concurrent.futures.internal.future.Batch;
import concurrent.futures.internal.future.BatchEngine;
import concurrent.futures.internal.life.LifeCycle;
import concurrent.futures.internal.process.broadcast.PoolBroadcasts;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.pool.handout.Census;
import concurrent.futures.internal.process.pool.handout.Dispatcher;
import concurrent.futures.internal.process.pool.handout.Foreman;
import concurrent.futures.internal.process.pool.handout.PoolTask;
import concurrent.futures.internal.process.pool.nested.NestedWork;
import concurrent.futures.internal.process.pool.sending.SharedFunction;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Runs tasks in worker processes.
///
/// What a task refers to is encoded in the thread that submits it, by the [Intake]; the [Dispatcher] decides where it
/// runs; for each worker, a `Supervisor` starts the process, takes its results and buries it, and a `Courier` carries
/// tasks to it.
///
/// The pool has terminated when it was shut down, no task is open in the ledger, and every worker process and its
/// threads are gone. Then the private directory is removed.
public final class ProcessPool implements NestedWork.Pool, BatchEngine {
    /// After which time a worker that ignores SIGTERM is killed.
    private static final long TERM_SECONDS = 5;

    private final String name;
    private final LifeCycle lifeCycle = new LifeCycle();
    private final Parts parts;
    private final Dispatcher dispatcher;
    private final Foreman foreman;
    private final Census census;
    private final Intake intake;

    /// Makes a pool; it starts no worker yet.
    ///
    /// @param settings how
    /// @throws concurrent.futures.NotSerializableTaskException if the initializer can not be sent
    /// @throws IllegalStateException if this process is a worker so deep that it may have none
    public ProcessPool(Settings settings) {
        PoolDepth.check();
        this.name = settings.name();
        this.parts = new Parts(this, settings);
        this.dispatcher = parts.dispatcher();
        this.foreman = parts.foreman();
        this.census = parts.census();
        this.intake = new Intake(parts, lifeCycle);
    }

    @Override
    public Hub events() {
        return parts.events();
    }

    /// The values that tasks share.
    ///
    /// @return those of this pool
    public PoolBroadcasts broadcasts() {
        return parts.broadcasts();
    }

    // --- taking work

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        return intake.submit(body, options);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        return intake.submit(bodies, options, /* depth= */ 0);
    }

    @Override
    public <T extends @Nullable Object> @Nullable Batch<T> submitBatch(
            List<? extends TaskBody<T>> bodies, TaskOptions options, boolean isChunk) {
        return intake.submitBatch(bodies, options, isChunk);
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitNested(
            List<? extends TaskBody<T>> bodies, TaskOptions options, int depth) {
        return intake.submit(bodies, options, depth);
    }

    @Override
    public <F> F prepare(F function) {
        return SharedFunction.prepare(function, parts.encoder());
    }

    // --- workers

    /// Lets the workers go once nothing is to be done any more, and the directory when they are gone.
    void windDown() {
        if (!lifeCycle.isShutdown() || !parts.ledger().isIdle()) {
            return;
        }
        try {
            foreman.retireAll();
            if (parts.areAlone()) {
                terminate();
            }
        } catch (OutOfMemoryError e) {
            dispatcher.lock().leave(e);
        }
    }

    private void terminate() {
        parts.close();
        lifeCycle.terminate();
        parts.rescuer().end();
    }

    /// Does what was left undone because there was no memory. In the rescuer's thread.
    void recover() {
        Timer.look();
        if (lifeCycle.isShutdown()) {
            foreman.shutdown(lifeCycle.isStopping());
        }
        foreman.recover();
        windDown();
    }

    /// The workers, now.
    ///
    /// @return a snapshot
    public List<WorkerInfo> workers() {
        return census.workers();
    }

    /// Changes the most workers.
    ///
    /// @param maxWorkers at least 1
    public void resize(int maxWorkers) {
        parts.nursery().resize(maxWorkers);
        foreman.resize(maxWorkers);
    }

    // --- the end

    @Override
    public int cancelPending() {
        return cancelNotBegun().size();
    }

    /// Cancels what has not begun.
    private List<TaskBody<?>> cancelNotBegun() {
        List<TaskBody<?>> never = new ArrayList<>();
        List<PoolTask<?>> present = intake.beingEncoded();
        present.addAll(census.present());
        for (PoolTask<?> task : present) {
            TaskBody<?> body = task.body();
            if (body != null && task.cancel(/* evenIfRunning= */ false)) {
                never.add(body);
            }
        }
        return never;
    }

    @Override
    public void shutdown() {
        lifeCycle.shutdown();
        try {
            foreman.shutdown(/* now= */ false);
        } catch (OutOfMemoryError e) {
            dispatcher.lock().leave(e);
        }
        windDown();
    }

    private void stop() {
        lifeCycle.stop();
        foreman.shutdown(/* now= */ true);
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        stop();
        List<TaskBody<?>> never = cancelNotBegun();
        cancel(census.present());
        cancel(foreman.slowlyRead());
        windDown();
        return never;
    }

    private static void cancel(List<PoolTask<?>> tasks) {
        for (PoolTask<?> task : tasks) {
            task.cancel(/* evenIfRunning= */ true);
        }
    }

    /// Shuts down, cancels what is pending, and asks every worker to end.
    public void terminateWorkers() {
        stopBeforeWorkersEnd();
        for (WorkerProcess process : census.processes()) {
            terminate(process);
        }
        windDown();
    }

    private static void terminate(WorkerProcess process) {
        process.terminate("terminateWorkers() was called");
        ScheduledFuture<?> patience = Timer.schedule(
                new Runnable() {
                    @Override
                    public void run() {
                        process.kill("it did not end within " + TERM_SECONDS + " s of terminateWorkers()");
                    }
                },
                TERM_SECONDS,
                TimeUnit.SECONDS);
        process.onDeath(new Consumer<>() {
            @Override
            public void accept(Death death) {
                patience.cancel(/* mayInterruptIfRunning= */ false);
            }
        });
    }

    /// Shuts down, cancels what is pending, and kills every worker.
    public void killWorkers() {
        stopBeforeWorkersEnd();
        for (WorkerProcess process : census.processes()) {
            process.kill("killWorkers() was called");
        }
        windDown();
    }

    private void stopBeforeWorkersEnd() {
        stop();
        cancelNotBegun();
        cancel(census.queued());
        cancel(foreman.slowlyRead());
    }

    @Override
    public boolean isShutdown() {
        return lifeCycle.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return lifeCycle.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return lifeCycle.awaitTermination(timeout, unit);
    }

    @Override
    public int maxWorkers() {
        return census.maxWorkers();
    }

    @Override
    public ExecutorStatistics statistics() {
        for (PoolTask<?> task : census.begun()) {
            task.noteBegun();
        }
        return parts.ledger()
                .snapshot(
                        census.maxWorkers(),
                        census.workerCount(),
                        events().crashedWorkers(),
                        events().replacedWorkers());
    }

    @Override
    public String toString() {
        return name;
    }
}
