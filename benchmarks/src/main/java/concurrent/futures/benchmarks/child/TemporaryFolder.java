package concurrent.futures.benchmarks.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder that is deleted with all that is in it.
///
/// @param path where it is
public record TemporaryFolder(Path path) implements AutoCloseable {
    private static final Path MEMORY = Path.of("/dev/shm");

    /// Makes one, where temporary files are made.
    ///
    /// @return it
    /// @throws IOException if that fails
    public static TemporaryFolder make() throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("futures-benchmarks-"));
    }

    /// Makes one in memory, where the system has such a place.
    ///
    /// @return it
    /// @throws IOException if that fails
    public static TemporaryFolder inMemory() throws IOException {
        return Files.isWritable(MEMORY)
                ? new TemporaryFolder(Files.createTempDirectory(MEMORY, "futures-benchmarks-"))
                : make();
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
