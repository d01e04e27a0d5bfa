/// Objects to bytes and back: tasks, arguments, results and throwables, and the frames that carry them.
///
/// ```
///  ObjectEncoder ──► Blob ──► Frame ──► FrameWriter ══ bytes ══► FrameReader ──► Frame ──► Blob ──► ObjectDecoder
///       │                       ▲                                                  │                     │
///       ▼                       │ Frame.Define, ahead of                           ▼                     ▼
///  Dictionary ──────────────────┘ what needs it                               DictionaryReplica ─────────┘
/// ```
///
/// Nothing here knows a socket, a thread or a process. The layout of the bytes is described in
/// `docs/wire-format.md`.
package concurrent.futures.internal.wire;
