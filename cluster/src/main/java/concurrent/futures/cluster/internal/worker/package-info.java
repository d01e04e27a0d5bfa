/// What runs in the worker processes of an agent: reads a driver's tasks, runs them, and writes what came of them.
///
/// ```
///   driver                       agent                                 worker process
///   task ─► bytes ──message──►  [Job](bytes) ──process pool──►  bytes ─► task ─► call ─► value or throwable
///                                                                                             │
///   future ◄─ outcome ◄──────── bytes ◄──────process pool────── [JobAnswer](bytes) ◄──────────┘
///
///   class loaders ◄─question──  session ◄──context loader────── [Supplies]: classes, definitions, shared values
/// ```
///
/// To the agent, and to the process pool between it and the worker, all of that is bytes. A worker serves one session,
/// and so one driver: its classes are those of that driver.
package concurrent.futures.cluster.internal.worker;
