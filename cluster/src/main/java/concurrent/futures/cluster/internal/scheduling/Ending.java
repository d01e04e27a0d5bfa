package concurrent.futures.cluster.internal.scheduling;

/// How an attempt has ended, for the scheduler.
public enum Ending {
    /// The task has ended.
    OVER,
    /// The attempt was lost: the task is tried again, if it may.
    LOST,
    /// It has never begun: the task is run elsewhere.
    NEVER_BEGAN,
}
