package concurrent.futures;

/// Thrown when the time for a wait is up: by [Future#result(java.time.Duration)], by
/// [Futures#asCompleted(java.util.Collection, java.time.Duration)] and by a map. The tasks go on.
public class FutureTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception.
    ///
    /// @param message what was waited for, and how long
    public FutureTimeoutException(String message) {
        super(message);
    }
}
