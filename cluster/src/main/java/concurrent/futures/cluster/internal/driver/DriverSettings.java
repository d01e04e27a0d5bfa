package concurrent.futures.cluster.internal.driver;

import concurrent.futures.Action;
import concurrent.futures.WorkerOutput;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an executor on a cluster is.
///
/// @param name of the executor, for people
/// @param maxWorkers how many tasks may run at once; [Integer#MAX_VALUE] for as many as there are slots
/// @param credits how many tasks may lie at an agent for each of its slots, beside those that run
/// @param noWorkersTimeout how long tasks wait while no agent is there; `null` for ever
/// @param cancelGrace how long a task that was told to stop may take
/// @param initializer what each worker runs first, or `null`
/// @param jvmOptions of workers
/// @param workerOutput takes the lines that tasks print
/// @param maxTasksPerWorker after how many a worker is replaced; 0 for no limit
public record DriverSettings(
        String name,
        int maxWorkers,
        int credits,
        @Nullable Duration noWorkersTimeout,
        Duration cancelGrace,
        @Nullable Action initializer,
        List<String> jvmOptions,
        WorkerOutput workerOutput,
        int maxTasksPerWorker) {}
