package concurrent.futures.internal.process.launch;

import java.io.IOException;
import java.security.SecureRandom;

/// Starts the worker processes of one pool.
public final class Launcher implements AutoCloseable {
    private final LaunchSettings settings;
    private final PrivateDirectory directory;

    /// Makes the private directory and the command line; starts nothing yet.
    ///
    /// @param settings how the workers are started
    /// @throws IOException if there is no place for the private directory, or the command line can not be written
    public Launcher(LaunchSettings settings) throws IOException {
        this.settings = settings;
        this.directory = PrivateDirectory.create();
    }

    /// Where sockets and mapped pages of this pool belong.
    ///
    /// @return the pool's private directory
    public PrivateDirectory directory() {
        return directory;
    }

    /// Makes a secret of 256 bits for one worker.
    ///
    /// @return 32 random bytes
    public static byte[] newSecret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /// Starts a worker. Returns as soon as the process exists; it may die at any time after.
    ///
    /// @param name the worker's name, such as `ProcessPoolExecutor-0-worker-3`; its threads here are named after it
    /// @param handover what the worker reads from its standard input, which ends after it
    /// @return the process
    /// @throws IOException if the system does not start it; the message tells the command and what to do
    public WorkerProcess start(String name, byte[] handover) throws IOException {
        throw new IOException("not yet " + settings + name + handover.length);
    }

    /// Removes the private directory. Workers that live are left alone.
    @Override
    public void close() {
        directory.close();
    }
}
