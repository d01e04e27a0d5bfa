package concurrent.futures;

/// Thrown when a thread is interrupted while it waits for a future. Its interrupt flag is set again; the task goes on.
public class WaitInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Wraps the interruption.
    ///
    /// @param cause the interruption
    public WaitInterruptedException(InterruptedException cause) {
        super("interrupted while waiting for a future", cause);
    }
}
