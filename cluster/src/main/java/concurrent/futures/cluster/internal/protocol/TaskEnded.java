package concurrent.futures.cluster.internal.protocol;

/// What came of an attempt.
///
/// @param id the number of the task
/// @param attempt which
/// @param kind how it ended
/// @param runNanos how long it ran; 0 if it never began, or that is not known
/// @param worker the name of the worker, without the node; empty if it is not known
/// @param content what `kind` says; apart as [Purpose#OUTCOME]
public record TaskEnded(long id, int attempt, Kind kind, long runNanos, String worker, Content content) {
    /// How an attempt can end.
    public enum Kind {
        /// It ran: the content is an [Outcome], with a value or a throwable.
        RAN,
        /// Its worker died: the content is a [CrashNote].
        CRASHED,
        /// The time limit hit: the content is a text, as UTF-8.
        TIMED_OUT,
        /// It was stopped because it was told to: no content.
        CANCELLED,
        /// It can not be run here, and has not begun; another agent may: the content is a text, as UTF-8.
        NEVER_BEGAN,
        /// It failed by the agent's fault, and may have begun: the content is a text, as UTF-8.
        FAILED,
        /// What came of it has not arrived: the content is a text, as UTF-8. Not to be sent.
        LOST;
    }
}
