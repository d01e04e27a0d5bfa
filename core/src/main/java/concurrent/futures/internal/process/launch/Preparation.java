package concurrent.futures.internal.process.launch;

import concurrent.futures.internal.Threads;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The launcher of a pool, which is made beside the rest of the pool: until the first task has come, and was encoded,
/// all is there that its worker is started with.
///
/// If it can not be made, nobody is told; who needs it has it made again, and hears why that can not be done.
public final class Preparation implements DirectoriesOfThisJvm.Making, AutoCloseable {
    private final String pool;

    // Guarded by this.
    private LaunchSettings settings;
    private @Nullable Launcher launcher;
    private boolean closed;

    /// Prepares nothing yet.
    ///
    /// @param settings of the launcher
    /// @param pool the pool's name
    public Preparation(LaunchSettings settings, String pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /// Begins.
    ///
    /// @throws OutOfMemoryError if the system gives no more threads
    public void start() {
        Threads.start(
                pool + "-preparation",
                /* daemon= */ true,
                new Runnable() {
                    @Override
                    public void run() {
                        try {
                            DirectoriesOfThisJvm.unlessItEnds(Preparation.this);
                        } catch (Throwable e) {
                            return; // The first worker will tell, if it is still so then.
                        }
                    }
                });
    }

    @Override
    public void make() throws IOException {
        launcher();
    }

    /// The launcher, which is made if it is not there.
    ///
    /// @return the same each time
    /// @throws IOException if it can not be made, or this was closed
    public synchronized Launcher launcher() throws IOException {
        if (closed) {
            throw new IOException("the pool has been closed");
        }
        if (launcher == null) {
            launcher = new Launcher(settings);
        }
        return launcher;
    }

    /// The launcher, if it is there.
    ///
    /// @return `null` if nobody has needed it yet
    public synchronized @Nullable Launcher known() {
        return launcher;
    }

    /// Changes how many workers share the memory.
    ///
    /// @param maxWorkers the most workers at the same time
    public synchronized void resize(int maxWorkers) {
        settings = settings.withMaxWorkers(maxWorkers);
        if (launcher != null) {
            launcher.resize(maxWorkers);
        }
    }

    /// Removes what was made. If it is just being made, waits for that; from here on nothing is made any more.
    @Override
    public synchronized void close() {
        closed = true;
        if (launcher != null) {
            launcher.close();
        }
    }
}
