package concurrent.futures.internal.process.launch;

import java.io.IOException;
import java.nio.file.Path;

/// A directory that only this user can enter, for the sockets and mapped pages of one pool.
public final class PrivateDirectory implements AutoCloseable {
    private final Path path;

    @SuppressWarnings("UnusedMethod") // until create() makes one
    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /// Makes a directory, after removing those that dead parents left.
    ///
    /// @return a new directory, removed by [#close] or else at the end of the JVM
    /// @throws IOException if no place for it can be found
    static PrivateDirectory create() throws IOException {
        throw new IOException("not yet");
    }

    /// The directory itself.
    ///
    /// @return an absolute path, short enough for the name of a Unix domain socket of up to 16 bytes in it
    public Path path() {
        return path;
    }

    /// Removes the directory and what is in it; again: does nothing.
    @Override
    public void close() {}
}
