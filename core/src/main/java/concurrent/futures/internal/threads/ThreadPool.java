package concurrent.futures.internal.threads;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.internal.CallbackThread;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.Ledger;
import concurrent.futures.internal.LifeCycle;
import concurrent.futures.internal.Threads;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Runs tasks on threads: platform threads, which are started on demand up to the limit and reused, or a virtual thread
/// for each task.
///
/// A task that comes goes to a worker that waits; else to a new worker, if the limit allows; else to the queue. A
/// worker that ends looks whether the queue is empty once it is not counted any more, and whoever puts a task to the
/// queue looks whether there is room for a worker after that: so one of the two sees the other, and no task is
/// stranded.
///
/// The pool has terminated when it was shut down, no task is open in the ledger, and no worker is left.
public final class ThreadPool implements ExecutorEngine {
    private static final long IDLE_SECONDS = 60;

    private final Settings settings;
    private final Ledger ledger = new Ledger(this::terminateIfDone);
    private final CallbackThread callbacks;
    private final LinkedTransferQueue<ThreadTask<?>> queue = new LinkedTransferQueue<>();

    private final AtomicInteger workerCount = new AtomicInteger();
    private final Set<Worker> workers = ConcurrentHashMap.newKeySet();
    private final AtomicLong workerNumbers = new AtomicLong();

    /// The workers whose tasks wait for other tasks of this pool; each allows for one worker more.
    private final AtomicInteger lentSlots = new AtomicInteger();

    private final LifeCycle lifeCycle = new LifeCycle();
    private volatile @Nullable Throwable breakdown;

    /// Makes a pool; it starts no thread yet.
    ///
    /// @param settings how
    public ThreadPool(Settings settings) {
        this.settings = settings;
        this.callbacks = new CallbackThread(settings.threadNamePrefix() + "-callbacks", this, ledger);
    }

    Ledger ledger() {
        return ledger;
    }

    CallbackThread callbacks() {
        return callbacks;
    }

    boolean isStopping() {
        return lifeCycle.isStopping();
    }

    // --- taking work

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        ThreadTask<T> task = new ThreadTask<>(this, body, options);
        Future<T> future = task.future();
        ledger.accept(1, this::admit);
        dispatch(task);
        return future;
    }

    @Override
    public <T extends @Nullable Object> List<Future<T>> submitChunk(
            List<? extends TaskBody<T>> bodies, TaskOptions options) {
        List<Future<T>> futures = new ArrayList<>(bodies.size());
        ThreadTask<?> firstOfChunk = null;
        ThreadTask<?> lastOfChunk = null;
        for (TaskBody<T> body : bodies) {
            ThreadTask<T> task = new ThreadTask<>(this, body, options);
            futures.add(task.future());
            if (lastOfChunk == null) {
                firstOfChunk = task;
            } else {
                lastOfChunk.nextOfChunk = task;
            }
            lastOfChunk = task;
        }
        if (firstOfChunk != null) {
            ledger.accept(futures.size(), this::admit);
            dispatch(firstOfChunk);
        }
        return futures;
    }

    private void admit() {
        if (breakdown != null) {
            throw broken();
        }
        if (lifeCycle.isShutdown()) {
            throw new RejectedExecutionException(this + " was shut down and takes no more tasks");
        }
    }

    /// Takes a further attempt of a task that was accepted before.
    void retry(ThreadTask<?> task) {
        ledger.open(1);
        ledger.retried();
        dispatch(task);
    }

    /// Hands a task, or a chunk of tasks, to a worker.
    void dispatch(ThreadTask<?> task) {
        if (queue.isEmpty() && (queue.tryTransfer(task) || addWorker(task))) {
            return;
        }
        queue.put(task);
        startWorkerIfNeeded();
        if (breakdown != null) {
            failPending();
        }
        if (isStopping()) {
            cancelQueue(new ArrayList<>());
        }
    }

    private void startWorkerIfNeeded() {
        if (!queue.isEmpty()) {
            addWorker(null);
        }
    }

    private int limit() {
        return (int) Math.min(Integer.MAX_VALUE, (long) settings.maxWorkers() + lentSlots.get());
    }

    /// Starts a worker, if the limit allows.
    private boolean addWorker(@Nullable ThreadTask<?> first) {
        int count = workerCount.get();
        while (count < limit()) {
            if (workerCount.compareAndSet(count, count + 1)) {
                startWorker(first);
                return true;
            }
            count = workerCount.get();
        }
        return false;
    }

    private void startWorker(@Nullable ThreadTask<?> first) {
        String name = settings.threadNamePrefix() + "-" + workerNumbers.getAndIncrement();
        Worker worker = new Worker(this, name, first);
        workers.add(worker);
        try {
            if (settings.virtual()) {
                Threads.startVirtual(name, worker);
            } else {
                Threads.start(name, /* daemon= */ true, worker);
            }
        } catch (Throwable e) {
            workers.remove(worker);
            boolean others = workerCount.decrementAndGet() > 0;
            if (first != null) {
                queue.put(first);
            }
            Guard.log(System.Logger.Level.WARNING, this + " could not start a thread", e);
            if (!others) {
                refuseWork(e);
            }
        }
    }

    /// No thread is there and none can be started: what waits would wait for ever.
    private void refuseWork(Throwable reason) {
        for (ThreadTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.abandonChunk(() -> new RejectedExecutionException("the system gives no more threads", reason));
        }
    }

    // --- the workers' side

    /// Runs the initializer in a worker's thread.
    ///
    /// @return `false` if the pool is broken, and the worker must end
    boolean initializeWorker(@Nullable ThreadTask<?> first) {
        Runnable initializer = settings.initializer();
        if (initializer != null && breakdown == null) {
            try {
                initializer.run();
                return true;
            } catch (Throwable e) {
                Guard.log(System.Logger.Level.ERROR, "exception in the initializer of " + this, e);
                breakdown = e;
            }
        }
        if (breakdown == null) {
            return true;
        }
        if (first != null) {
            first.abandonChunk(this::broken);
        }
        failPending();
        return false;
    }

    private void failPending() {
        for (ThreadTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.abandonChunk(this::broken);
        }
    }

    private BrokenExecutorException broken() {
        return new BrokenExecutorException(
                this + " can not go on: its initializer failed in a worker; make a new executor", breakdown);
    }

    /// Waits for the next task.
    ///
    /// @return `null` if the worker must end
    @Nullable
    ThreadTask<?> next(Worker worker, boolean afterTask) {
        if (settings.virtual()) {
            return afterTask ? null : queue.poll();
        }
        if (workerCount.get() > limit()) {
            return null;
        }
        ThreadTask<?> task = queue.poll();
        if (task != null) {
            return task;
        }
        worker.beginIdle();
        try {
            boolean open = !lifeCycle.isShutdown() && breakdown == null;
            return open ? queue.poll(IDLE_SECONDS, TimeUnit.SECONDS) : queue.poll();
        } catch (InterruptedException e) {
            // The pool is shut down: it wakes those who wait, so that they end. What is left they take first.
            return queue.poll();
        } finally {
            worker.endIdle();
        }
    }

    /// A worker has ended.
    void ended(Worker worker) {
        workers.remove(worker);
        workerCount.decrementAndGet();
        startWorkerIfNeeded();
        terminateIfDone();
    }

    void lendSlot() {
        lentSlots.incrementAndGet();
        startWorkerIfNeeded();
    }

    void reclaimSlot() {
        lentSlots.decrementAndGet();
    }

    // --- the end

    @Override
    public int cancelPending() {
        List<TaskBody<?>> never = new ArrayList<>();
        for (ThreadTask<?> task : queue) {
            task.cancelChunk(never::add);
        }
        cancelRests(never);
        return never.size();
    }

    private void cancelRests(List<TaskBody<?>> never) {
        for (Worker worker : workers) {
            ThreadTask<?> rest = worker.rest();
            if (rest != null) {
                rest.cancelChunk(never::add);
            }
        }
    }

    @Override
    public void shutdown() {
        lifeCycle.shutdown();
        workers.forEach(Worker::interruptIdle);
        terminateIfDone();
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        List<TaskBody<?>> never = new ArrayList<>();
        lifeCycle.stop();
        cancelQueue(never);
        cancelRests(never);
        workers.forEach(Worker::interruptBusy);
        workers.forEach(Worker::interruptIdle);
        terminateIfDone();
        return never;
    }

    private void cancelQueue(List<TaskBody<?>> never) {
        for (ThreadTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.cancelChunk(never::add);
            task.cancelRetry();
        }
    }

    private void terminateIfDone() {
        if (lifeCycle.isShutdown() && ledger.isIdle() && workerCount.get() == 0) {
            lifeCycle.terminate();
        }
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
        return settings.maxWorkers();
    }

    @Override
    public ExecutorStatistics statistics() {
        return ledger.snapshot(settings.maxWorkers(), workerCount.get());
    }

    @Override
    public String toString() {
        return settings.threadNamePrefix();
    }
}
