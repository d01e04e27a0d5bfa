package concurrent.futures;

import org.jspecify.annotations.Nullable;

/// Stands in for a task's exception that can not be rebuilt in this process.
///
/// Its message names the class and the message of the original, its stack trace is the original's, and its causes and
/// suppressed exceptions stand for those of the original.
public class RemoteTaskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The name of the original's class.
    private final String className;

    /// The original's message.
    private final @Nullable String originalMessage;

    /// Makes a stand-in; the caller sets its stack trace.
    ///
    /// @param className the name of the original's class
    /// @param originalMessage the original's message
    /// @param cause the original's cause, or its stand-in
    public RemoteTaskException(String className, @Nullable String originalMessage, @Nullable Throwable cause) {
        super(originalMessage == null ? className : className + ": " + originalMessage, cause);
        this.className = className;
        this.originalMessage = originalMessage;
    }

    /// The name of the original's class.
    ///
    /// @return a binary name, such as `com.acme.Orders$Rejected`
    public String className() {
        return className;
    }

    /// The original's message.
    ///
    /// @return the message, or `null` if it had none
    public @Nullable String originalMessage() {
        return originalMessage;
    }
}
