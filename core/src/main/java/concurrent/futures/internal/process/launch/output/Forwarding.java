package concurrent.futures.internal.process.launch.output;

import concurrent.futures.WorkerOutput;
import concurrent.futures.internal.Guard;
import concurrent.futures.internal.progress.Board;
import java.util.concurrent.atomic.AtomicBoolean;

/// Hands the lines of a pool's workers to where its user wants them; the only place that writes to `System.out`, and
/// with the lines of [progress][concurrent.futures.internal.progress] to `System.err`.
public final class Forwarding {
    private final WorkerOutput output;
    private final AtomicBoolean failed = new AtomicBoolean();

    /// Forwards lines.
    ///
    /// @param output the standard ones are known by identity: they can tell the two streams apart
    public Forwarding(WorkerOutput output) {
        this.output = output;
    }

    /// Forwards a line of standard output.
    ///
    /// @param pid the worker's process id
    /// @param line without its end
    public void outputLine(long pid, String line) {
        forward(pid, line, /* error= */ false);
    }

    /// Forwards a line of standard error.
    ///
    /// @param pid the worker's process id
    /// @param line without its end
    public void errorLine(long pid, String line) {
        forward(pid, line, /* error= */ true);
    }

    private void forward(long pid, String line, boolean error) {
        if (output == WorkerOutput.DISCARD) {
            return;
        }
        try {
            if (output == WorkerOutput.INHERIT) {
                Board.print(() -> print(pid, line, error));
            } else {
                output.line(pid, line);
            }
        } catch (Throwable e) {
            if (failed.compareAndSet(false, true)) {
                Guard.log(
                        System.Logger.Level.ERROR,
                        "exception in the consumer of a worker's output; further ones are not logged",
                        e);
            }
        }
    }

    @SuppressWarnings("SystemOut") // printing in the parent what a worker printed is what this class is for
    private static void print(long pid, String line, boolean error) {
        (error ? System.err : System.out).println("[" + pid + "] " + line);
    }
}
