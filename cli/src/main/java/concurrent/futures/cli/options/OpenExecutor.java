package concurrent.futures.cli.options;

import concurrent.futures.Executor;
import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.TaskOptions;
import concurrent.futures.ThreadPoolExecutor;
import concurrent.futures.cli.serial.SerialExecutor;
import concurrent.futures.cli.session.Session;
import concurrent.futures.cluster.ClusterExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The executor of a command, which ends with the command.
///
/// The end does not wait for a task that is stuck: what still runs when the command has all it wants is stopped.
public final class OpenExecutor implements AutoCloseable {
    private static final long GRACE_SECONDS = 2;
    private static final int AGENTS = 2;

    private final Executor executor;
    private final TaskOptions options;
    private final Session session;
    private final Runnable stop = this::stop;
    private final Watching.Open watching;

    private OpenExecutor(Executor executor, TaskOptions options, Watching watching, Session session) {
        this.executor = executor;
        this.watching = watching.open(executor, session);
        this.options = options;
        this.session = session;
        session.onInterrupt(stop);
    }

    static OpenExecutor open(
            ExecutorKind kind,
            @Nullable Integer workers,
            TaskOptions options,
            Watching watching,
            Session session,
            String... jvmOptions) {
        return new OpenExecutor(make(kind, workers, session, jvmOptions), options, watching, session);
    }

    /// Makes an executor.
    ///
    /// @param kind which
    /// @param workers how many tasks it runs at the same time; `null` for as many as it finds fit
    /// @param session told what workers write
    /// @param jvmOptions for worker processes
    /// @return to be closed by the caller
    public static Executor make(ExecutorKind kind, @Nullable Integer workers, Session session, String... jvmOptions) {
        return switch (kind) {
            case SERIAL -> new SerialExecutor();
            case THREADS -> workers == null ? new ThreadPoolExecutor() : new ThreadPoolExecutor(workers);
            case VIRTUAL -> workers == null ? ThreadPoolExecutor.virtual() : ThreadPoolExecutor.virtual(workers);
            case PROCESSES -> processes(workers, session, jvmOptions);
            case CLUSTER -> cluster(workers, session, jvmOptions);
        };
    }

    private static Executor cluster(@Nullable Integer workers, Session session, String... jvmOptions) {
        ClusterExecutor.Builder builder = ClusterExecutor.builder()
                .adapt(AGENTS, AGENTS)
                .jvmOptions(jvmOptions)
                .workerOutput((pid, line) -> session.note("worker " + pid + ": " + line));
        return workers == null ? builder.build() : builder.maxWorkers(workers).build();
    }

    private static Executor processes(@Nullable Integer workers, Session session, String... jvmOptions) {
        ProcessPoolExecutor.Builder builder = ProcessPoolExecutor.builder()
                .jvmOptions(jvmOptions)
                .workerOutput((pid, line) -> session.note("worker " + pid + ": " + line));
        return workers == null ? builder.build() : builder.maxWorkers(workers).build();
    }

    /// The executor, with the command's time limit and retries.
    ///
    /// @return to submit to
    public Executor executor() {
        return executor.with(options);
    }

    /// How many elements a map may read ahead: enough that no worker waits for a slow neighbour.
    ///
    /// @param perWorker for each worker
    /// @return a buffer size
    public int bufferSize(int perWorker) {
        if (executor instanceof SerialExecutor) {
            return 1; // each result is printed before the next task runs
        }
        return (int) Math.min(1L << 14, (long) perWorker * Math.min(executor.maxWorkers(), 1 << 10));
    }

    private void stop() {
        killWorkers();
        executor.shutdownNow();
        awaitEnd();
    }

    /// @return whether there are any
    private boolean killWorkers() {
        switch (executor) {
            case ProcessPoolExecutor pool -> pool.killWorkers();
            case ClusterExecutor cluster -> cluster.killWorkers();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean awaitEnd() {
        try {
            return executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        if (!awaitEnd() && killWorkers()) {
            awaitEnd();
        }
        session.forget(stop);
        watching.close();
    }
}
