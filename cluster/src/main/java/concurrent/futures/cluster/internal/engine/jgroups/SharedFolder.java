package concurrent.futures.cluster.internal.engine.jgroups;

import concurrent.futures.cluster.ClusterException;
import concurrent.futures.cluster.internal.engine.EngineSettings;
import concurrent.futures.cluster.internal.engine.HostAndPort;
import concurrent.futures.internal.FileTrouble;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jgroups.PhysicalAddress;

/// A folder that all nodes see: each has a file there, whose only line is its `host:port`. What a node that was killed
/// has left is harmless: nobody answers there.
final class SharedFolder implements Whereabouts {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");
    private static final String ENDING = ".node";
    private static final int LONGEST_FILE = 300;
    private static final int MOST_FILES = 1_000;

    private final Path folder;
    private final Path own;
    private final String place;

    SharedFolder(Path parent, EngineSettings settings, int port) {
        this.place = settings.bindAddress() + ":" + port;
        this.folder = parent.resolve(settings.clusterName());
        this.own = folder.resolve(place.replace(':', '_') + ENDING);
        if (!Files.isDirectory(parent)) {
            throw new ClusterException(
                    "there is no folder " + parent + " in which nodes could find each other: see how it is spelt, in"
                            + " --folder or sharedFolder(…), and whether it is mounted here; or make it",
                    null);
        }
        try {
            Files.createDirectories(folder);
            write();
        } catch (IOException e) {
            throw new ClusterException("nodes can not be looked for in " + folder + ": " + FileTrouble.describe(e), e);
        }
    }

    @Override
    public List<PhysicalAddress> look() {
        List<PhysicalAddress> found = new ArrayList<>();
        try {
            // Somebody may have tidied up.
            if (!Files.exists(own)) {
                write();
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                for (Path file : files) {
                    if (found.size() < MOST_FILES && !file.equals(own)) {
                        read(file, found);
                    }
                }
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "nodes can not be looked for in " + folder, e);
        }
        return found;
    }

    @Override
    public void forget() {
        try {
            Files.deleteIfExists(own);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, own + " can not be removed", e);
        }
    }

    private static void read(Path file, List<PhysicalAddress> found) {
        try {
            if (Files.size(file) <= LONGEST_FILE) {
                HostAndPort place = HostAndPort.parse(Files.readString(file).strip());
                Whereabouts.addresses(place).forEach(found::add);
            }
        } catch (IOException | IllegalArgumentException e) {
            // It has been removed meanwhile, or is none of ours.
            LOG.log(System.Logger.Level.DEBUG, file + " is left out", e);
        }
    }

    /// In one step: nobody sees half of it.
    private void write() throws IOException {
        Path half = Files.createTempFile(folder, "node", ".tmp");
        Files.writeString(half, place + "\n");
        Files.move(half, own, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
