package concurrent.futures.internal.process.pool;

import concurrent.futures.Action;
import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import concurrent.futures.internal.process.launch.command.Recordings;
import concurrent.futures.internal.process.pool.limits.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a process pool was configured.
///
/// @param name the prefix of the workers' names
/// @param maxWorkers the most workers at first
/// @param initializer runs in each worker before its first task, or `null`
/// @param maxTasksPerWorker after how many tasks a worker ends; [Integer#MAX_VALUE] for never
/// @param maxWorkerMemory how many bytes a worker may hold after a task before it ends; 0 for any number
/// @param idleTimeout after which time without a task a worker ends; `null` for never
/// @param cancelGrace how long a task that was interrupted may take to end before its worker is killed
/// @param startupTimeout how long a worker may take from its start until it is ready
/// @param spareWorkers how many idle workers are kept ready
/// @param jvmOptions further options for the workers' JVMs
/// @param maxHeap the largest heap of a worker in bytes; 0 for the default
/// @param environment further environment variables
/// @param workingDirectory the workers' working directory; `null` for the parent's
/// @param javaHome the workers' Java; `null` for the parent's
/// @param classPath the workers' class path; `null` for the parent's
/// @param workerOutput where lines go that tasks print
/// @param startupCache whether workers may start from a cache, and one may be made
/// @param recordings where the workers' flight recordings are gathered; `null` if they are not recorded
public record Settings(
        String name,
        int maxWorkers,
        @Nullable Action initializer,
        int maxTasksPerWorker,
        long maxWorkerMemory,
        @Nullable Duration idleTimeout,
        Duration cancelGrace,
        Duration startupTimeout,
        int spareWorkers,
        List<String> jvmOptions,
        long maxHeap,
        Map<String, String> environment,
        @Nullable Path workingDirectory,
        @Nullable Path javaHome,
        @Nullable List<Path> classPath,
        WorkerOutput workerOutput,
        boolean startupCache,
        @Nullable Recordings recordings) {
    /// How many workers there are, and how long each may take for what.
    Rules rules() {
        return new Rules(
                maxWorkers,
                spareWorkers,
                maxTasksPerWorker,
                idleTimeout,
                cancelGrace,
                startupTimeout,
                /* hasInitializer= */ initializer != null);
    }

    /// How the workers are started.
    LaunchSettings launch() {
        return new LaunchSettings(
                maxWorkers,
                javaHome,
                classPath,
                launchOptions(),
                maxHeap,
                environment,
                workingDirectory,
                workerOutput,
                startupCache,
                recordings);
    }

    /// Where memory counts, the heap begins small and grows as it is needed: what it has reserved then tells roughly
    /// how much of the process's memory it is.
    private List<String> launchOptions() {
        List<String> options = new ArrayList<>();
        if (maxWorkerMemory != 0) {
            options.add("-Xms8m");
        }
        if (recordings != null) {
            options.addAll(recordings.options());
        }
        options.addAll(jvmOptions);
        return options;
    }
}
