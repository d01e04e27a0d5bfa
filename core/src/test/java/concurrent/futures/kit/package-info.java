/// The contract of an executor, as tests that every executor must pass, wherever it runs its tasks.
///
/// The author of an executor extends [ExecutorContract], tells how an executor is made and what it can do
/// ([ExecutorKind], [Capability]), and runs it with JUnit. Where kinds differ, the difference is a capability, and
/// there is a test for both answers; no test is ever skipped.
///
/// Tasks of the suites run in any process: they meet the test at a [Gate], and note what they do on a [Trail]. After
/// each test, [NothingLeftBehind] looks for threads, processes, sockets and files that are left, and every executor's
/// statistics must add up. A stuck test is ended by the [Watchdog], which writes the stacks of this JVM and of its
/// children; one that does not heed that, by the [LastResort], with its JVM.
///
/// What is tested where:
///
/// | topic | suite |
/// | --- | --- |
/// | `submit` in all its forms, `result`, `exception`, `get`, states, `isRunning`, timeouts, `toCompletableFuture`,
/// order of start, number of workers | [FutureContract] |
/// | done callbacks: how often, order, thread, what they may call, what they throw | [CallbackContract] |
/// | `cancel`, `cancel(true)`, `cancelPending`, races of cancel, start and end | [CancelContract] |
/// | `Futures.asCompleted` | [AsCompletedContract] |
/// | `Futures.waitFor`, `ReturnWhen` | [WaitForContract] |
/// | `map`: order, chunks, failing elements, unordered, pairs, `partial`, stream, argument errors | [MapContract] |
/// | `map` under way: buffer, endless input, failing input, time limit, close, interrupt, shutdown | [MapFlowContract]
/// |
/// | `close`, `shutdown`, `shutdownNow`, `awaitTermination`, from anywhere, in any order; refused tasks |
/// [LifecycleContract] |
/// | `invokeAll`, `invokeAny`, `execute`: the JDK's `ExecutorService` | [ExecutorServiceContract] |
/// | which exception comes out, as which object; what can not cross to another process | [ExceptionContract] |
/// | `ExecutorStatistics` | [StatisticsContract] |
/// | `TaskOptions` and `with`: names, time limits, retries | [OptionsContract] |
/// | an interrupt meant for one task reaches no other | [InterruptContract] |
/// | `TaskContext`: names, cancellation, progress, tasks that wait for tasks of their own executor |
/// [TaskContextContract] |
/// | lambdas, method references, local classes, values; snapshots of arguments | [ShippingContract] |
/// | an executor that waits for work keeps nothing of the work that is over | [ResidueContract] |
package concurrent.futures.kit;
