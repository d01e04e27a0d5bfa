package concurrent.futures.cluster.internal.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A large value that is in a file.
///
/// @param file which; not to be changed
/// @param bytes how long it is
public record LargeFile(Path file, long bytes) implements LargeValue {
    /// A whole file.
    ///
    /// @param file which
    /// @return its content, as long as it is now
    /// @throws UncheckedIOException if there is none
    public static LargeFile of(Path file) {
        try {
            return new LargeFile(file, Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
