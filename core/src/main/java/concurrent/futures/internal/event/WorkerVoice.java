package concurrent.futures.internal.event;

import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerStarted;
import java.time.Duration;

/// What is told of one worker, if somebody listens. For one thread at a time.
public final class WorkerVoice {
    private final Hub hub;
    private final String worker;
    private long startNanos;
    private boolean started;
    private boolean idle = true;

    /// A worker comes.
    ///
    /// @param hub of its executor
    /// @param worker its name
    public WorkerVoice(Hub hub, String worker) {
        this.hub = hub;
        this.worker = worker;
    }

    /// It exists.
    ///
    /// @param pid its process id; 0 for a thread of this process
    public void started(long pid) {
        if (hub.isWatched()) {
            started = true;
            startNanos = System.nanoTime();
            hub.tell(() -> new WorkerStarted(hub.executor(), startNanos, worker, pid));
        }
    }

    /// It is ready for its first task.
    public void ready() {
        if (started) {
            long now = System.nanoTime();
            hub.tell(() -> new WorkerReady(hub.executor(), now, worker, Duration.ofNanos(now - startNanos)));
        }
    }

    /// It has something to do.
    public void busy() {
        if (idle) {
            idle = false;
            if (hub.isWatched()) {
                hub.tell(() -> new WorkerBusy(hub.executor(), System.nanoTime(), worker));
            }
        }
    }

    /// It has nothing to do.
    public void idle() {
        if (!idle) {
            idle = true;
            if (hub.isWatched()) {
                hub.tell(() -> new WorkerIdle(hub.executor(), System.nanoTime(), worker));
            }
        }
    }

    /// Another one was started in its place.
    ///
    /// @param successor the name of that
    public void replacedBy(String successor) {
        hub.tell(() -> new WorkerReplaced(hub.executor(), System.nanoTime(), worker, successor));
    }

    /// It has ended as it should.
    ///
    /// @param reason why
    public void retired(String reason) {
        if (hub.isWatched()) {
            hub.tell(() -> new WorkerRetired(hub.executor(), System.nanoTime(), worker, reason));
        }
    }

    /// It has ended as it should not.
    ///
    /// @param pid its process id; 0 for a thread of this process
    /// @param cause in a sentence without a full stop
    /// @param description all that is known
    public void crashed(long pid, String cause, String description) {
        if (hub.isWatched()) {
            hub.tell(() -> new WorkerCrashed(hub.executor(), System.nanoTime(), worker, pid, cause, description));
        }
    }
}
