package concurrent.futures.cli.serial;

import concurrent.futures.ExecutorStatistics;
import concurrent.futures.Future;
import concurrent.futures.TaskOptions;
import concurrent.futures.spi.EventHub;
import concurrent.futures.spi.ExecutorEngine;
import concurrent.futures.spi.TaskBody;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs tasks where they are submitted, and counts them. Its lock is never held while a task runs.
final class SerialEngine implements ExecutorEngine {
    private final EventHub events = EventHub.create(this, toString());
    private final Set<SerialTask<?>> running = new HashSet<>();
    private boolean shutdown;
    private long submitted;
    private int pending;
    private long succeeded;
    private long failed;
    private long cancelled;
    private long retried;

    @Override
    public <T extends @Nullable Object> Future<T> submit(TaskBody<T> body, TaskOptions options) {
        SerialTask<T> task = new SerialTask<>(this, body, options);
        String arguments = events.isWatched() ? body.argumentSummary(options) : null;
        synchronized (this) {
            if (shutdown) {
                throw new RejectedExecutionException(this + " was shut down and takes no more tasks");
            }
            submitted++;
            pending++;
            running.add(task);
        }
        try {
            task.watch(events, arguments);
            task.run();
        } finally {
            left(task);
        }
        return task.future();
    }

    private synchronized void left(SerialTask<?> task) {
        running.remove(task);
        endIfDone();
    }

    private void endIfDone() {
        if (shutdown && running.isEmpty()) {
            events.close();
        }
        notifyAll();
    }

    synchronized void started() {
        pending--;
    }

    synchronized void ended(Future.State outcome, boolean begun) {
        if (!begun) {
            pending--;
        }
        switch (outcome) {
            case SUCCESS -> succeeded++;
            case FAILED -> failed++;
            case CANCELLED -> cancelled++;
            case RUNNING -> throw new IllegalArgumentException("a task that runs has not ended");
        }
    }

    /// A task is attempted again.
    synchronized void retried() {
        retried++;
    }

    @Override
    public EventHub events() {
        return events;
    }

    @Override
    public int maxWorkers() {
        return 1;
    }

    @Override
    public synchronized ExecutorStatistics statistics() {
        int begun = (int) (submitted - pending - succeeded - failed - cancelled);
        return new ExecutorStatistics(
                1, running.isEmpty() ? 0 : 1, begun, pending, submitted, succeeded, failed, cancelled, retried);
    }

    /// Nothing is ever pending for longer than it takes to begin.
    @Override
    public int cancelPending() {
        return 0;
    }

    @Override
    public synchronized void shutdown() {
        shutdown = true;
        endIfDone();
    }

    @Override
    public List<TaskBody<?>> shutdownNow() {
        List<SerialTask<?>> stopped;
        synchronized (this) {
            shutdown = true;
            stopped = List.copyOf(running);
            endIfDone();
        }
        stopped.forEach(SerialTask::interrupt);
        return List.of();
    }

    @Override
    public synchronized boolean isShutdown() {
        return shutdown;
    }

    @Override
    public synchronized boolean isTerminated() {
        return shutdown && running.isEmpty();
    }

    @Override
    public synchronized boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        long start = System.nanoTime();
        long limit = unit.toNanos(timeout);
        while (!(shutdown && running.isEmpty())) {
            long left = limit - (System.nanoTime() - start);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, TimeUnit.MILLISECONDS.toNanos(1)));
        }
        return true;
    }

    @Override
    public String toString() {
        return "SerialExecutor";
    }
}
