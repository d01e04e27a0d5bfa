package concurrent.futures.cluster.internal.driver.large;

import concurrent.futures.cluster.internal.engine.LargeValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A large value that is in a file.
///
/// @param file which
public record LargeFile(Path file) implements LargeValue {
    @Override
    public long bytes() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }
}
