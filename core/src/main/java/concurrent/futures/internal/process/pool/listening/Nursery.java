package concurrent.futures.internal.process.pool.listening;

import concurrent.futures.internal.process.launch.Launcher;
import concurrent.futures.internal.process.launch.Preparation;
import concurrent.futures.internal.process.launch.WorkerProcess;
import concurrent.futures.internal.process.launch.command.LaunchSettings;
import concurrent.futures.internal.process.launch.death.Death;
import concurrent.futures.internal.process.memory.MemoryHome;
import java.io.IOException;

/// Where the workers of a pool come from: what starts them, which is made beside the pool, and what is to be cleared
/// away after them.
public final class Nursery implements AutoCloseable {
    private final Preparation preparation;

    /// Begins to prepare what starts the workers.
    ///
    /// @param settings how they are started
    /// @param pool the pool's name
    public Nursery(LaunchSettings settings, String pool) {
        preparation = new Preparation(settings, pool);
        begin();
    }

    private void begin() {
        try {
            preparation.start();
        } catch (OutOfMemoryError noThread) {
            return; // The first worker will have to wait for it.
        }
    }

    /// Changes how many workers share the memory.
    ///
    /// @param maxWorkers the most workers
    public void resize(int maxWorkers) {
        preparation.resize(maxWorkers);
    }

    /// What starts the workers.
    Launcher launcher() throws IOException {
        return preparation.launcher();
    }

    /// The command line of the workers, for people.
    String commandLine() {
        Launcher launcher = preparation.known();
        return launcher == null ? "none" : launcher.commandLine();
    }

    /// A worker has died before it connected.
    void stillborn(WorkerProcess process, Death death) {
        Launcher launcher = preparation.known();
        if (launcher != null) {
            launcher.stillborn(process, death);
        }
    }

    /// A worker is dead: nobody uses the memory that it has made and not handed over.
    void removeMemoryOf(long pid) {
        Launcher of = preparation.known();
        if (of != null) {
            MemoryHome.removeLeftBy(of.directory().path(), pid);
        }
    }

    /// A worker is dead: what it has recorded is put where recordings are gathered.
    void gatherRecordingOf(long pid) throws IOException {
        Launcher of = preparation.known();
        if (of != null) {
            of.gatherRecordingOf(pid);
        }
    }

    /// Removes the pool's private directory. No worker is started any more.
    @Override
    public void close() {
        preparation.close();
    }
}
