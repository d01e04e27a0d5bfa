package concurrent.futures.cluster.internal.agent;

import concurrent.futures.BrokenExecutorException;
import concurrent.futures.Future;
import concurrent.futures.cluster.internal.protocol.Content;
import concurrent.futures.cluster.internal.protocol.TaskEnded;
import concurrent.futures.cluster.internal.protocol.TaskToRun;
import concurrent.futures.internal.future.Watcher;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One attempt at a task, from its arrival until its outcome is on its way.
///
/// It follows the future that it has in the session's pool. What it hears there it hears in the threads of the pool,
/// which it must not hold up: it puts itself on the list of the session's outbox, and that takes it from there.
final class AgentTask extends Watcher {
    private final TaskToRun order;
    private final SessionOutbox outbox;

    /// Guarded by the session: a task without a future waits for the pool, or for its own bytes.
    @Nullable
    Future<byte[]> future;

    /// Guarded by the session: it ended before it got to the pool, and never will.
    boolean isDropped;

    /// Where its bytes are, if they came apart.
    volatile @Nullable Path file;

    /// Set while it is taken back, and from then on if that succeeded.
    volatile boolean isRevoked;

    /// Why it can not be run here; then it has not begun. Who gives a task back says why before it is known whether it
    /// can: one whose future has ended otherwise has begun all the same.
    volatile @Nullable String problem;

    /// Likewise: the pool can not go on.
    volatile @Nullable BrokenExecutorException broken;

    /// The next one on the list of those that have ended; the outbox's.
    @Nullable
    AgentTask nextEnded;

    // Of whoever has the outbox's turn to send: what the driver is told of its end, once that is made.
    boolean hasWord;
    int triesOfWord;

    @Nullable
    TaskEnded word;

    /// Likewise: where its outcome goes apart. It went once, also if the word was made only later.
    @Nullable
    Content apart;

    /// The next one on the list of those that have reported; the outbox's.
    @Nullable
    AgentTask nextReported;

    // The last report, which overtakes those before it; guarded by this.
    private boolean isReported;
    private long done;
    private long total;

    AgentTask(TaskToRun order, SessionOutbox outbox) {
        this.order = order;
        this.outbox = outbox;
    }

    TaskToRun order() {
        return order;
    }

    long id() {
        return order.id();
    }

    @Override
    protected void ended() {
        outbox.endedInPool(this);
    }

    @Override
    protected void retried() {
        // The pool is not told to: further attempts are the driver's.
    }

    @Override
    protected void progressed(long doneNow, long totalNow) {
        synchronized (this) {
            done = doneNow;
            total = totalNow;
            if (isReported) {
                return;
            }
            isReported = true;
        }
        outbox.reported(this);
    }

    /// A report of progress.
    record Report(long done, long total) {}

    /// Takes the last report.
    synchronized Report takeReport() {
        isReported = false;
        return new Report(done, total);
    }
}
