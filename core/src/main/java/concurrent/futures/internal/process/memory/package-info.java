/// Memory that processes share: files that are mapped by each.
///
/// ```
///   allocate ─► MemoryHome ─► file, its bytes written ─► Mapping ─► segment
///                                   │                       │ closed, or dropped
///            ticket: number, path   │                       ▼
///                                   │         file removed; pools told: Forget
///                                   ▼                       ▼
///   in a worker:  SharedMappings ─► Mapping ─► segment      unmapped before the next task
/// ```
///
/// A file belongs to one process, which removes it. What a worker has made belongs to that worker, until it goes out
/// with a result: then it is handed over, and the parent that reads the result adopts it.
package concurrent.futures.internal.process.memory;
