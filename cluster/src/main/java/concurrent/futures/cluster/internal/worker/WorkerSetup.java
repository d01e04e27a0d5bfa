package concurrent.futures.cluster.internal.worker;

import concurrent.futures.Action;
import java.io.Serial;
import java.util.List;

/// What a driver wants each worker to run before its first task, as the agent gives it to its pool.
///
/// @param payload a [concurrent.futures.cluster.internal.protocol.Payload]
/// @param definitions of the driver's dictionary, as many as it needs
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record WorkerSetup(byte[] payload, List<byte[]> definitions) implements Action {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public void run() {
        WorkerSession.ofThisProcess().prepare(payload, definitions);
    }
}
