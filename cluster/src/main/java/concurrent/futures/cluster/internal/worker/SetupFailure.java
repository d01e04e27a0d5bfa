package concurrent.futures.cluster.internal.worker;

import java.io.Serial;

/// What a driver wants each worker to run before its first task has failed.
@SuppressWarnings("serial") // an array of bytes is serializable
public final class SetupFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// An outcome, as the driver reads it.
    private final byte[] outcome;

    SetupFailure(String message, byte[] outcome) {
        super(message);
        this.outcome = outcome;
    }

    /// What the driver gets.
    ///
    /// @return a [concurrent.futures.cluster.internal.protocol.Outcome]
    public byte[] outcome() {
        return outcome;
    }
}
