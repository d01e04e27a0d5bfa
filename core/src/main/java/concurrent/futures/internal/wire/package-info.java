/// What travels between two processes: frames, the blobs in them, and the bytes of both.
///
/// ```
///  values.ObjectEncoder ──► Blob ──► Frame ──► FrameWriter ══ bytes ══► FrameReader ──► Frame ──► Blob ──►
/// values.ObjectDecoder
///       │                              ▲                                                  │                        │
///       ▼                              │ Frame.Define, ahead of                           ▼                        ▼
///  dictionary.Dictionary ──────────────┘ what needs it                      dictionary.DictionaryReplica ──────────┘
/// ```
///
/// The packages below use this one, which knows none of them. Nothing here or there knows a socket, a thread or a
/// process. The layout of the bytes is described in `docs/wire-format.md`.
package concurrent.futures.internal.wire;
