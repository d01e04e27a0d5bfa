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
/// # Tasks that submit to their own executor
///
/// The executor of a task is the driver's, which owns nested tasks as all others: it queues and counts them, has them
/// run on any agent, and tries them again. In the worker, that executor is core's `ParentPool`, in the driver there is
/// core's `NestedWork` for each worker, and the frames of the process pool go between the two as letters:
///
/// ```
///   worker                                       agent                  driver
///   submit ─► ParentPool ─► [DriverLine] ─name─► mailroom ─message────► desk ─► NestedWork ─► queue ─► any agent
///   future ◄─ ParentPool ◄─ [DriverLine] ◄─mail─ mailroom ◄─message──── line ◄─ NestedWork ◄─ future
/// ```
///
/// - A worker sends by asking its agent for a name that holds the letter, or names the file that does; it always has a
///   question open that the agent answers once there is mail. The agent reads no letter.
/// - While a task waits for others, it lends its slot: first its agent's pool is told, which may have a process more,
///   then the driver, which may send a task more there. A wait is over, or the task is: either ends the loan.
/// - The driver hands out the deepest tasks first, and sends none ahead from the first nested one on. Sixteen levels.
/// - Who submits waits for the answer, which refuses if the executor was shut down. `cancel` asks the driver and waits.
/// - The outer task is cancelled: its wait is interrupted, and its nested tasks go on. Its worker or agent dies: so do
///   they, the line is hung up, and nobody is told of their end.
/// - A nested task's worker or agent dies: it fails or is retried in the driver, and the one who waits is told of that.
/// - The driver stops: nested tasks end as cancelled, which wakes who waits. It is lost: the agent kills the workers.
/// - A letter is lost, which only a lack of memory or of disk can do: the worker ends itself, and says why; so the
///   outer task fails, instead of waiting for ever.
///
/// To the agent, and to the process pool between it and the worker, all of that is bytes. A worker serves one session,
/// and so one driver: its classes are those of that driver.
package concurrent.futures.cluster.internal.worker;
