package concurrent.futures;

/// What [Futures#waitFor(java.util.Collection, ReturnWhen)] waits for.
public enum ReturnWhen {
    /// Until one future has ended, in whatever way.
    FIRST_COMPLETED,
    /// Until one future has failed; a cancelled one does not count. If none fails, the same as [#ALL_COMPLETED].
    FIRST_EXCEPTION,
    /// Until all futures have ended.
    ALL_COMPLETED
}
