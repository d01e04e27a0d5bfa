package concurrent.futures.stress.account;

/// How a future ended.
public enum Outcome {
    /// With a value.
    VALUE,
    /// With the exception that its task was to throw.
    THROWN,
    /// Cancelled.
    CANCELLED,
    /// By its time limit.
    TIMED_OUT,
    /// With the death of the worker that ran it.
    CRASHED,
    /// It was never accepted.
    REJECTED,
    /// With an exception that nobody asked for.
    UNEXPECTED
}
