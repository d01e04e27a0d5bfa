package concurrent.futures;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Thrown and set when an executor can not go on: its initializer failed, or its workers die at their start again and
/// again. Pending futures fail with it, each with its own instance; later submits throw it.
public class BrokenExecutorException extends RejectedExecutionException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception.
    ///
    /// @param message what happened, and what to do
    /// @param cause the failure of the initializer or of the last start, if there is one
    public BrokenExecutorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
