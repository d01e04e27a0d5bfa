/// What runs tasks in worker processes; this package itself is empty, its four parts are the packages below.
///
/// ```
///                        parent JVM                                             worker JVM
///  ┌─────────────────────────── pool ────────────────────────────┐    ┌────────── worker ──────────┐
///  │                                                             │    │                            │
///  │ submit ─► PoolTask ─► Dispatcher ─► Courier ════ Define ════╪════╪═► ParentLink ─► queue      │
///  │           encoded       ▲   │       (thread)     Share, Run │    │   (thread)        │        │
///  │                         │   │                    Interrupt  │    │       │ end of    ▼        │
///  │                         │   └── claim page: SENT ┈┈┈┈┈┈┈┈┈┈┈┊┈┈┈┈┊┈┈┈┈┈┈┈│┈┈┈► TaskLoop: BEGUN│
///  │                         │       or take it back: REVOKED    │    │       ▼       (main)       │
///  │ Future ◄─ decoded ◄─ Listener ◄═════ Result, Failure ═══════╪════╪══ ParentWatch   │          │
///  │                     (a Supervisor's                         │    │  ends the       ▼          │
///  │                      thread)                                │    │  process ◄─── Outbox       │
///  └─────────────────────────────────────────────────────────────┘    └────────────────────────────┘
///        launch: starts the process, forwards its output, reads how it died
///        transport: ════ two rings in shared memory per worker, and ┈┈┈┈ the mapped claim page
/// ```
///
/// See `docs/process-pool.md`.
package concurrent.futures.internal.process;
