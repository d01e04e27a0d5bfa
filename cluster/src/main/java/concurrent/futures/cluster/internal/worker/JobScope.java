package concurrent.futures.cluster.internal.worker;

import concurrent.futures.Executor;
import concurrent.futures.internal.EngineExecutor;
import concurrent.futures.spi.TaskScope;
import org.jspecify.annotations.Nullable;

/// A driver's task, as it sees itself: as any task of the agent's pool, but its executor is the driver's.
final class JobScope implements TaskScope {
    private final TaskScope outer;
    private final String agent;
    private final Job job;
    private final DriverLine line;

    JobScope(TaskScope outer, String agent, Job job, DriverLine line) {
        this.outer = outer;
        this.agent = agent;
        this.job = job;
        this.line = line;
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
        return new EngineExecutor(line.pool());
    }

    @Override
    public Object engine() {
        return line.pool();
    }

    @Override
    public void beginsAt(long nanoTime) {
        outer.beginsAt(nanoTime);
    }

    /// First the agent's pool hears of it, then the driver, which may send another task then.
    @Override
    public void lendSlot() {
        outer.lendSlot();
        line.waits(job, /* begins= */ true);
    }

    @Override
    public void reclaimSlot() {
        line.waits(job, /* begins= */ false);
        outer.reclaimSlot();
    }
}
