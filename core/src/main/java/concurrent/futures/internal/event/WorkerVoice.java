package concurrent.futures.internal.event;

import concurrent.futures.event.WorkerBusy;
import concurrent.futures.event.WorkerCrashed;
import concurrent.futures.event.WorkerIdle;
import concurrent.futures.event.WorkerReady;
import concurrent.futures.event.WorkerReplaced;
import concurrent.futures.event.WorkerRetired;
import concurrent.futures.event.WorkerStarted;
import java.time.Duration;

/// What is told of one worker, if somebody listens; what goes into the statistics is counted in any case. For one
/// thread at a time.
///
/// Where there is no memory to tell it, it is dropped, and counted as such: it must not keep an engine from what it has
/// to do then.
public final class WorkerVoice {
    private final Hub hub;
    private final String worker;
    private long startNanos;
    private boolean started;
    private boolean idle = true;
    private boolean ended;

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
        if (!hub.isWatched()) {
            return;
        }
        started = true;
        startNanos = System.nanoTime();
        try {
            hub.tell(new WorkerStarted(hub.executor(), startNanos, worker, pid));
        } catch (OutOfMemoryError | LinkageError e) {
            hub.drop();
        }
    }

    /// It is ready for its first task.
    public void ready() {
        if (!started) {
            return;
        }
        long now = System.nanoTime();
        try {
            hub.tell(new WorkerReady(hub.executor(), now, worker, Duration.ofNanos(now - startNanos)));
        } catch (OutOfMemoryError | LinkageError e) {
            hub.drop();
        }
    }

    /// It has something to do.
    public void busy() {
        if (!idle) {
            return;
        }
        idle = false;
        if (hub.isLoadWatched()) {
            try {
                hub.tell(new WorkerBusy(hub.executor(), System.nanoTime(), worker));
            } catch (OutOfMemoryError | LinkageError e) {
                hub.drop();
            }
        }
    }

    /// It has nothing to do.
    public void idle() {
        if (idle) {
            return;
        }
        idle = true;
        if (hub.isLoadWatched()) {
            try {
                hub.tell(new WorkerIdle(hub.executor(), System.nanoTime(), worker));
            } catch (OutOfMemoryError | LinkageError e) {
                hub.drop();
            }
        }
    }

    /// Another one was started in its place.
    ///
    /// @param successor the name of that
    public void replacedBy(String successor) {
        hub.countReplacement();
        if (!hub.isWatched()) {
            return;
        }
        try {
            hub.tell(new WorkerReplaced(hub.executor(), System.nanoTime(), worker, successor));
        } catch (OutOfMemoryError | LinkageError e) {
            hub.drop();
        }
    }

    /// Whether its end was told, or counted.
    ///
    /// @return `true` from then on
    public boolean hasEnded() {
        return ended;
    }

    /// Whether somebody listens.
    ///
    /// @return `false` if what there is to tell need not be made
    public boolean isHeard() {
        return hub.isWatched();
    }

    /// It has ended as it should.
    ///
    /// @param reason why
    public void retired(String reason) {
        if (ended) {
            return;
        }
        ended = true;
        if (!hub.isWatched()) {
            return;
        }
        try {
            hub.tell(new WorkerRetired(hub.executor(), System.nanoTime(), worker, reason));
        } catch (OutOfMemoryError | LinkageError e) {
            hub.drop();
        }
    }

    /// It has ended as it should not, and nobody listens.
    public void crashedUnheard() {
        if (!ended) {
            ended = true;
            hub.countCrash();
        }
    }

    /// It has ended as it should not.
    ///
    /// @param pid its process id; 0 for a thread of this process
    /// @param cause in a sentence without a full stop
    /// @param description all that is known
    public void crashed(long pid, String cause, String description) {
        if (ended) {
            return;
        }
        crashedUnheard();
        try {
            hub.tell(new WorkerCrashed(hub.executor(), System.nanoTime(), worker, pid, cause, description));
        } catch (OutOfMemoryError | LinkageError e) {
            hub.drop();
        }
    }
}
