package concurrent.futures.cluster.internal.worker;

import concurrent.futures.Executor;
import concurrent.futures.spi.TaskScope;
import org.jspecify.annotations.Nullable;

/// A driver's task, as it sees itself: as any task of the agent's pool, but what it submits is read by workers alone.
final class JobScope implements TaskScope {
    private final TaskScope outer;
    private final String agent;

    JobScope(TaskScope outer, String agent) {
        this.outer = outer;
        this.agent = agent;
    }

    @Override
    public boolean isCancelled() {
        return outer.isCancelled();
    }

    @Override
    public String workerName() {
        return agent + "/" + outer.workerName();
    }

    @Override
    public @Nullable String taskName() {
        return outer.taskName();
    }

    @Override
    public void progress(long done, long total) {
        outer.progress(done, total);
    }

    @Override
    public Executor executor() {
        return outer.executor();
    }

    @Override
    public Object engine() {
        return outer.engine();
    }

    @Override
    public void lendSlot() {
        outer.lendSlot();
    }

    @Override
    public void reclaimSlot() {
        outer.reclaimSlot();
    }
}
