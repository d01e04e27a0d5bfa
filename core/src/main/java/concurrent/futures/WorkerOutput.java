package concurrent.futures;

/// Where the lines go that the tasks of a process pool write to standard output and standard error.
///
/// <!-- OutputOfTasks.java: output -->
/// ```java
/// try (Executor executor = ProcessPoolExecutor.builder()
///         .workerOutput((pid, line) -> lines.add("a worker says: " + line))
///         .build()) {
///     Future<Integer> answer = executor.submit(() -> {
///         IO.println("thinking");
///         return 6 * 7;
///     });
///     IO.println("the answer: " + answer.result());
/// }
/// ```
///
/// What it throws is logged and hurts nobody. It is called from several threads: two for each worker.
@FunctionalInterface
public interface WorkerOutput {
    /// Each line goes to the same stream of the parent, standard output or standard error, behind the worker's pid.
    WorkerOutput INHERIT = StandardWorkerOutput.INHERIT;

    /// The lines are read and dropped.
    WorkerOutput DISCARD = StandardWorkerOutput.DISCARD;

    /// Takes a line.
    ///
    /// @param pid the worker's process id
    /// @param line without its end
    void line(long pid, String line);
}
