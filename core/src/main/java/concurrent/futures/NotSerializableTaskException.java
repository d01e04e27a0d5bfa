package concurrent.futures;

import org.jspecify.annotations.Nullable;

/// The failure of a task whose function, argument, result or exception can not cross to or from another process. The
/// message names the path to the offending field.
public class NotSerializableTaskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception.
    ///
    /// @param message the path to the offending field, and what to do
    /// @param cause what serialization failed with, if anything
    public NotSerializableTaskException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
