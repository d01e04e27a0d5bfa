package concurrent.futures.cli.fetch;

import concurrent.futures.cli.session.Session;
import concurrent.futures.cli.session.TemporaryDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Bodies in a directory. Each arrives in a directory beside, and moves to its name, in one step, when it is whole; a
/// file of that name is replaced.
final class StoredBodies implements Bodies {
    private final Path directory;
    private final List<String> names;
    private final TemporaryDirectory parts;

    StoredBodies(Path directory, List<String> names, Session session) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.names = names;
        this.parts = TemporaryDirectory.in(directory, ".futures-fetch-", session);
    }

    private Path part(int number) {
        return parts.path().resolve(Integer.toString(number));
    }

    @Override
    public URI partOf(int number) {
        return part(number).toUri();
    }

    @Override
    public void keep(int number) throws IOException {
        Files.move(part(number), directory.resolve(names.get(number)), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        parts.close();
    }
}
