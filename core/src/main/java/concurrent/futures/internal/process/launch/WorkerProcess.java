package concurrent.futures.internal.process.launch;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A worker process from its start to its death.
public final class WorkerProcess {
    WorkerProcess() {}

    /// The process id.
    ///
    /// @return the process id
    public long pid() {
        throw new UnsupportedOperationException();
    }

    /// The worker's name.
    ///
    /// @return as given to [Launcher#start]
    public String name() {
        throw new UnsupportedOperationException();
    }

    /// Whether the process exists.
    ///
    /// @return false once it has ended
    public boolean isAlive() {
        throw new UnsupportedOperationException();
    }

    /// The last lines that it wrote to standard error so far.
    ///
    /// @return the lines, oldest first, 50 at most
    public List<String> lastErrorLines() {
        throw new UnsupportedOperationException();
    }

    /// Notes what the worker itself said about its end, for the report of its death.
    ///
    /// @param reason one sentence, such as `System.exit(3) was called by the task at Main.java:17`
    public void noteReason(String reason) {
        throw new UnsupportedOperationException();
    }

    /// Asks the process to end (SIGTERM). Returns at once.
    ///
    /// @param reason why, in one sentence for the report of its death
    public void terminate(String reason) {
        throw new UnsupportedOperationException();
    }

    /// Kills the process (SIGKILL), also one that is stopped. Returns at once.
    ///
    /// @param reason why, in one sentence for the report of its death
    public void kill(String reason) {
        throw new UnsupportedOperationException();
    }

    /// Runs something once the process has ended and its death is known; at once, in the caller, if that is so already.
    ///
    /// Runs in the thread that watches the process; exceptions are logged.
    ///
    /// @param action takes the death
    public void onDeath(Consumer<? super Death> action) {
        throw new UnsupportedOperationException();
    }

    /// Waits until the process has ended and all that it printed has been forwarded (for that, not for ever).
    ///
    /// @return how it died
    /// @throws InterruptedException if interrupted
    public Death awaitDeath() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /// Like [#awaitDeath()], for at most some time.
    ///
    /// @param timeout how long to wait
    /// @return how it died, or `null` if it lives
    /// @throws InterruptedException if interrupted
    public @Nullable Death awaitDeath(Duration timeout) throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
