package concurrent.futures.cli.session;

import concurrent.futures.spi.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/// One run of the command: its streams, what it has to say, and what is undone when it is interrupted.
///
/// Results go to standard output, line by line; all else goes to standard error. Safe for use by many threads.
public final class Session {
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;

    /// Held while something is written, so that lines do not mix.
    private final Object writing = new Object();

    /// The latest first, since what came later uses what came before.
    private final Deque<Runnable> undo = new ConcurrentLinkedDeque<>();
    private final AtomicBoolean failed = new AtomicBoolean();
    private volatile boolean interrupted;

    /// Makes a session.
    ///
    /// @param in standard input
    /// @param out standard output
    /// @param err standard error
    public Session(InputStream in, OutputStream out, OutputStream err) {
        this.in = in;
        this.out = out;
        this.err = new PrintStream(err, /* autoFlush= */ true, StandardCharsets.UTF_8);
    }

    /// Standard input.
    ///
    /// @return the stream, not to be closed
    public InputStream in() {
        return in;
    }

    /// Writes to standard output, at once.
    ///
    /// @param bytes whole lines
    public void print(byte[] bytes) {
        Screen.print(() -> write(bytes));
    }

    private void write(byte[] bytes) {
        synchronized (writing) {
            try {
                out.write(bytes);
                out.flush();
            } catch (IOException e) {
                throw new OutputClosedException(e);
            }
        }
    }

    /// Writes a line to standard output, at once.
    ///
    /// @param line the line, without its end
    public void println(String line) {
        print((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Names something that failed: the run will end with exit code 1. Once the run is interrupted, nothing is said.
    ///
    /// @param what the item
    /// @param why the cause
    public void fail(Object what, String why) {
        failed.set(true);
        note(what + ": " + why);
    }

    /// Writes a line to standard error, unless the run was interrupted.
    ///
    /// @param line the line, without its end
    public void note(String line) {
        if (interrupted) {
            return;
        }
        Screen.print(() -> err.println("futures: " + line));
    }

    /// The exit code of a command that came to its end.
    ///
    /// @return 0, or 1 after [#fail(Object, String)]
    public int exitCode() {
        return failed.get() ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    /// Remembers what is to be done should the run be interrupted.
    ///
    /// @param action quick, and may be called at any time, from another thread
    public void onInterrupt(Runnable action) {
        undo.push(action);
        if (interrupted) {
            action.run();
        }
    }

    /// Forgets what [#onInterrupt(Runnable)] was given.
    ///
    /// @param action the same object
    public void forget(Runnable action) {
        undo.remove(action);
    }

    /// The run is interrupted: from now on nothing is said, and what must not stay behind is removed.
    public void interrupt() {
        interrupted = true;
        Screen.close();
        undo.forEach(Runnable::run);
    }
}
