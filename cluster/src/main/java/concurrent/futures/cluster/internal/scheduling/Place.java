package concurrent.futures.cluster.internal.scheduling;

/// Where a task is.
///
/// ```
///   NEW ──► QUEUED ◄──► ASSIGNED ──► SENT ──► BEGUN ──► OVER
///             ▲                       │         │
///             └── taken back, never ──┴─────────┘ further attempt
///                 begun
/// ```
///
/// From everywhere a task can come to its end.
public enum Place {
    /// The scheduler does not know it yet.
    NEW,
    /// It waits for credit.
    QUEUED,
    /// It is meant for an agent, and nothing of it has been sent.
    ASSIGNED,
    /// It was sent, and may have begun, unless [a part of it is here][Scheduler#keepsPart].
    SENT,
    /// Its agent says that it has begun.
    BEGUN,
    /// Nothing more comes of it.
    OVER,
}
