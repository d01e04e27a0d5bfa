package concurrent.futures.cluster.internal.worker;

import concurrent.futures.Task;
import concurrent.futures.internal.wire.throwables.Submission;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A driver's task, as an agent gives it to its process pool.
///
/// @param task its number
/// @param attempt which
/// @param depth how many tasks submitted one another above it
/// @param requiredDefinitions how many definitions of the driver's dictionary the worker needs to read it
/// @param forgotten how much there was to forget when it was sent, see [Supplies#forgotten]
/// @param payload a [concurrent.futures.cluster.internal.protocol.Payload]; empty if it is in a file
/// @param file the path of that file, or `null`
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Job(
        long task,
        int attempt,
        int depth,
        int requiredDefinitions,
        int forgotten,
        byte[] payload,
        @Nullable String file)
        implements Task<byte[]>, Submission.Forwarded {
    @Serial
    private static final long serialVersionUID = 1;

    /// Runs the task.
    ///
    /// @return a [JobAnswer]
    /// @throws ExhaustedError if the heap was exhausted: the worker should not go on then
    @Override
    public byte[] call() {
        return WorkerSession.ofThisProcess().run(this);
    }
}
