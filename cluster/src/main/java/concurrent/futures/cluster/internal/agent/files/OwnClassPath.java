package concurrent.futures.cluster.internal.agent.files;

import concurrent.futures.ProcessPoolExecutor;
import concurrent.futures.cluster.internal.worker.Job;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where this library is, for other JVMs.
public final class OwnClassPath {
    private OwnClassPath() {}

    /// What a worker needs. Where that is not in files, the process pool finds a way.
    ///
    /// @return folders and jars
    public static List<Path> ofWorkers() {
        return locations(ProcessPoolExecutor.class, Job.class);
    }

    /// The folders and jars that classes come from.
    ///
    /// @param types some classes
    /// @return where these are, each once
    public static List<Path> locations(Class<?>... types) {
        Set<Path> found = new LinkedHashSet<>();
        for (Class<?> type : types) {
            Path location = location(type);
            if (location != null) {
                found.add(location);
            }
        }
        return List.copyOf(found);
    }

    private static @Nullable Path location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL url = source == null ? null : source.getLocation();
        if (url == null || !"file".equals(url.getProtocol())) {
            return null;
        }
        try {
            Path path = Path.of(new URI(url.toExternalForm()));
            return Files.exists(path) ? path.toAbsolutePath().normalize() : null;
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null; // No name of a file.
        }
    }
}
