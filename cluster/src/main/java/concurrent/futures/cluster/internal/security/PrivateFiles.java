package concurrent.futures.cluster.internal.security;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/// Files and folders that nobody but the user can read; where the file system knows no such rights, its own hold.
final class PrivateFiles {
    private static final System.Logger LOG = System.getLogger("concurrent.futures.cluster");

    private PrivateFiles() {}

    static void createFolder(Path folder) throws IOException {
        Files.createDirectories(folder, attributes("rwx------"));
        restrict(folder, "rwx------");
    }

    /// Of one that is not there yet: nobody else writes there.
    static void createNewFolder(Path folder) throws IOException {
        Files.createDirectory(folder, attributes("rwx------"));
        restrict(folder, "rwx------");
    }

    static Path createTemporaryFolder(Path parent) throws IOException {
        return Files.createTempDirectory(parent, "work", attributes("rwx------"));
    }

    static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    /// Removes a folder of ours, and those of these files that are in it; what can not be removed is logged, since
    /// keys may be in it.
    static void remove(Path folder, String... files) {
        try {
            for (String file : files) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, folder + " can not be removed", e);
        }
    }

    /// Makes an empty file that was not there before.
    static void create(Path file) throws IOException {
        Files.createFile(file, attributes("rw-------"));
    }

    static void write(Path file, byte[] bytes) throws IOException {
        create(file);
        Files.write(file, bytes, StandardOpenOption.WRITE);
    }

    /// Of a file that another program has made, in a folder that was private before.
    static void restrict(Path file) throws IOException {
        restrict(file, "rw-------");
    }

    private static void restrict(Path file, String rights) throws IOException {
        if (knowsRights()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
        }
    }

    private static boolean knowsRights() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attributes(String rights) {
        return knowsRights()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
