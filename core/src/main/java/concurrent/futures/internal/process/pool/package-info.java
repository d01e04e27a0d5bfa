/// The parent's side of a process pool as an engine: takes tasks, puts its parts together, and ends.
///
/// ```
///   pool ──► listening ──► handout ──► sending ──► nested
///     │          │            │
///     └──────────┴────────────┴──────► lock
/// ```
///
/// What the parts below want of the pool as a whole is in two interfaces of theirs,
/// [Home][concurrent.futures.internal.process.pool.handout.Home] and
/// [Premises][concurrent.futures.internal.process.pool.listening.Premises].
package concurrent.futures.internal.process.pool;
