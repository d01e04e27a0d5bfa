package concurrent.futures;

/// Thrown by [Future#result()] around the checked exception that a task failed with, which is its cause.
public class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Wraps a task's checked exception.
    ///
    /// @param cause the task's own exception
    public TaskFailedException(Throwable cause) {
        super(cause);
    }

    /// The task's own exception.
    ///
    /// @return never `null`
    @Override
    public synchronized Throwable getCause() {
        return java.util.Objects.requireNonNull(super.getCause());
    }
}
