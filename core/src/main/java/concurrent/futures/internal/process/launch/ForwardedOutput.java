package concurrent.futures.internal.process.launch;

import concurrent.futures.WorkerOutput;

/// The two standard receivers of workers' lines; the only place that writes to `System.out` and `System.err`.
public enum ForwardedOutput implements WorkerOutput {
    /// Prints each line to the parent's stream of the same kind, with the worker's process id in front.
    INHERIT,

    /// Throws all lines away.
    DISCARD;

    @Override
    @SuppressWarnings("SystemOut") // forwarding to the parent's streams is what this class is for
    public void line(long pid, String line) {
        if (this == INHERIT) {
            System.out.println("[" + pid + "] " + line);
        }
    }

    /// Takes a line of a worker's standard error.
    ///
    /// @param pid the process id of the worker
    /// @param line the line, without its end
    @SuppressWarnings("SystemOut") // forwarding to the parent's streams is what this class is for
    void errorLine(long pid, String line) {
        if (this == INHERIT) {
            System.err.println("[" + pid + "] " + line);
        }
    }
}
