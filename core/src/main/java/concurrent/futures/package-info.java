/// Parallel work behind one interface: executors take tasks and hand back futures, on threads, virtual threads and
/// worker processes alike.
///
/// A [ThreadPoolExecutor] runs tasks on threads, a [ProcessPoolExecutor] in worker processes. Both are an [Executor]:
/// a program changes from one to the other by one line. `submit` gives a [Future] for one task, `map` gives the
/// [Results] for many elements, and [Futures] waits for many futures. [TaskOptions] give a task a time limit, retries
/// and a name; [MapOptions] give a map chunks, a buffer, a time limit and an order. A running task finds its
/// [TaskContext].
///
/// A task's own exception comes out of [Future#result()]. Beyond that,
/// - a task can fail with [TaskTimeoutException], [WorkerCrashedException], [NotSerializableTaskException],
///   [RemoteTaskException] or [BrokenExecutorException],
/// - a wait can end with [FutureTimeoutException] or [WaitInterruptedException],
/// - and [TaskFailedException] wraps a task's checked exception.
package concurrent.futures;
