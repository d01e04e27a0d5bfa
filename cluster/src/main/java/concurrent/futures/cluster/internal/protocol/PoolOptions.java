package concurrent.futures.cluster.internal.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an agent's pool of one session is to be.
///
/// @param maxWorkers how many workers at most, see [Message.Limit]
/// @param cancelGraceNanos how long a task that was told to stop may take, before its worker is killed
/// @param initializer an encoded action, as a [Payload], that each worker runs before its first task; `null` for none
/// @param definitions those that the initializer needs
/// @param jvmOptions of the workers
/// @param maxTasksPerWorker after how many a worker is replaced; 0 for no limit
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record PoolOptions(
        int maxWorkers,
        long cancelGraceNanos,
        byte @Nullable [] initializer,
        List<byte[]> definitions,
        List<String> jvmOptions,
        int maxTasksPerWorker) {}
