/// Values that many tasks use: made in the parent, sent to a worker when its first task asks.
///
/// ```
///            parent                                        worker
///  broadcast(v) ─► PoolBroadcasts: encoded      task: b.value() ─► ReceivedBroadcasts
///       │                ▲    │                                      │   ▲
///       ▼                └────┼◄───────────── ShareRequest ──────────┘   │
///   MadeBroadcast             └────────────────── Share ─────────────────┘
///       └─ collected ────────────────────────── Forget ───────► forgotten
/// ```
///
/// What travels with a task is a [concurrent.futures.internal.process.broadcast.BroadcastToken].
package concurrent.futures.internal.process.broadcast;
