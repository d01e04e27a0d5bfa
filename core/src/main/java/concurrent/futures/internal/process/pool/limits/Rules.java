package concurrent.futures.internal.process.pool.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How many workers there are, and how long each may take for what.
///
/// @param maxWorkers the most workers at first
/// @param spareWorkers how many idle workers are kept ready
/// @param maxTasksPerWorker after how many tasks a worker ends; [Integer#MAX_VALUE] for never
/// @param idleTimeout after which time without a task a worker ends; `null` for never
/// @param cancelGrace how long a task that was interrupted may take to end before its worker is killed
/// @param startupTimeout how long a worker may take from its start until it is ready
/// @param hasInitializer whether that may be because of an initializer
public record Rules(
        int maxWorkers,
        int spareWorkers,
        int maxTasksPerWorker,
        @Nullable Duration idleTimeout,
        Duration cancelGrace,
        Duration startupTimeout,
        boolean hasInitializer) {}
