package concurrent.futures.stress.task;

/// What a task does between its proofs.
public enum Work {
    /// Nothing.
    RETURN,
    /// Sleeps, and wakes up when it is interrupted.
    SLEEP,
    /// Computes, and hears no interrupt.
    COMPUTE,
    /// Throws.
    THROW,
    /// Ends its worker.
    HALT,
    /// Submits further tasks to the pool that runs it, and waits for them.
    SUBMIT
}
