package concurrent.futures;

/// The failure of a task that ran longer than [TaskOptions#withTimeout(java.time.Duration)] allows. The task was
/// stopped.
///
/// From a process pool, its stack trace names the worker process, and the place where the task was submitted.
public class TaskTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Makes an exception.
    ///
    /// @param message which task, and which limit
    public TaskTimeoutException(String message) {
        super(message);
    }
}
