package concurrent.futures.cluster.internal.worker;

import java.io.Serial;

/// A task has exhausted the heap of its worker, and failed with that. It is thrown so that the process pool replaces
/// the worker, and brings along what the driver gets.
@SuppressWarnings("serial") // an array of bytes is serializable
public final class ExhaustedError extends OutOfMemoryError {
    @Serial
    private static final long serialVersionUID = 1;

    /// A [JobAnswer].
    private final byte[] answer;

    ExhaustedError(byte[] answer) {
        super("a task of a driver has exhausted the heap");
        this.answer = answer;
    }

    /// What the driver gets.
    ///
    /// @return a [JobAnswer]
    public byte[] answer() {
        return answer;
    }
}
