package concurrent.futures;

import concurrent.futures.internal.process.launch.ForwardedOutput;

/// Receives what the tasks of worker processes print, line by line.
///
/// It is called by the threads that read the workers' output: by several at the same time, and while it blocks, the
/// worker that prints is held up. What it throws hurts nobody; the first exception is logged.
@FunctionalInterface
public interface WorkerOutput {
    /// Prints each line to the parent's own `System.out` or `System.err`, as the worker did, with the worker's process id
    /// in front: `[4711] line`.
    WorkerOutput INHERIT = ForwardedOutput.INHERIT;

    /// Throws all lines away.
    WorkerOutput DISCARD = ForwardedOutput.DISCARD;

    /// Takes a line that a worker wrote to its standard output or standard error.
    ///
    /// A line of more than 8,192 characters arrives in pieces.
    ///
    /// @param pid the process id of the worker
    /// @param line the line, without its end
    void line(long pid, String line);
}
