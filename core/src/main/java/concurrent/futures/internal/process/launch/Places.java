package concurrent.futures.internal.process.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/// Where private directories may be made.
public final class Places {
    /// A file system in memory, on Linux. The property is for tests: one in which no file can be made, or part of it.
    static final Path IN_MEMORY = Path.of(System.getProperty("concurrent.futures.internal.inMemory", "/dev/shm"));

    private Places() {}

    /// For sockets and small files: the folder for temporary files first.
    ///
    /// @return absolute paths, best first; some may not exist
    static Set<Path> forSockets() {
        Set<Path> places = new LinkedHashSet<>();
        places.add(Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath());
        String runtime = System.getenv("XDG_RUNTIME_DIR");
        if (runtime != null && Path.of(runtime).isAbsolute()) {
            places.add(Path.of(runtime));
        }
        places.add(Path.of("/tmp").toAbsolutePath());
        return places;
    }

    /// For memory that processes share: what is in memory anyway comes first.
    ///
    /// @return absolute paths, best first; some may not exist
    public static Set<Path> forMemory() {
        Set<Path> places = new LinkedHashSet<>();
        if (Files.isDirectory(IN_MEMORY)) {
            places.add(IN_MEMORY);
        }
        places.addAll(forSockets());
        return places;
    }
}
