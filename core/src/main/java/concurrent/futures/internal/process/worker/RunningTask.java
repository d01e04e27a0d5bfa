package concurrent.futures.internal.process.worker;

import concurrent.futures.Executor;
import concurrent.futures.internal.EngineExecutor;
import concurrent.futures.internal.process.transport.ClaimPage;
import concurrent.futures.internal.process.worker.nested.ParentPool;
import concurrent.futures.internal.wire.Frame;
import concurrent.futures.spi.TaskScope;
import org.jspecify.annotations.Nullable;

/// A task in a worker process, as the task itself sees it.
///
/// @param number the number of the hand-over
/// @param taskName what its options call it, or `null`
/// @param workerName the worker's name
/// @param claims where it is noted when it began
/// @param gate knows whether it was cancelled
/// @param outbox takes its reports
/// @param pool the one that the worker belongs to
record RunningTask(
        long number,
        @Nullable String taskName,
        String workerName,
        ClaimPage claims,
        InterruptGate gate,
        Outbox outbox,
        ParentPool pool)
        implements TaskScope {
    @Override
    public boolean isCancelled() {
        return gate.isCancelled(number);
    }

    @Override
    public void progress(long done, long total) {
        outbox.report(new Frame.Progress(number, done, total));
    }

    @Override
    public Executor executor() {
        return new EngineExecutor(pool);
    }

    @Override
    public Object engine() {
        return pool;
    }

    @Override
    public void beginsAt(long nanoTime) {
        claims.beginsAt(number, nanoTime);
    }

    @Override
    public void lendSlot() {
        pool.waiting(/* begins= */ true);
    }

    @Override
    public void reclaimSlot() {
        pool.waiting(/* begins= */ false);
    }
}
