package concurrent.futures.cluster.internal.scheduling;

/// What can be said at once of a task that is to end before it begins.
public enum Revocation {
    /// It will never begin.
    NEVER,
    /// Its agent was asked: see [Orders#answered].
    ASKED,
    /// It has begun, or is over.
    BEGUN,
}
