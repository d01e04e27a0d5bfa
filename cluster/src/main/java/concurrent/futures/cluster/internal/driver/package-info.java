/// A driver: an executor's tasks on their way to agents and back.
///
/// ```
///   submit ─► Intake: encoded ─► Session: scheduler ─► Line: batches ─► Membership.send ══► agent
///      │                             ▲                                                        │
///   ClusterTask: future ◄── Reading ─┴──────────────── DriverNode: messages ◄══════════════════┘
/// ```
///
/// A [concurrent.futures.cluster.internal.driver.DriverNode] is a member of the cluster, shared by the executors of
/// this JVM that are in the same one; each of these has a session of its own.
package concurrent.futures.cluster.internal.driver;
